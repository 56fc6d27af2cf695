from django.urls import path

from workshops.views_staff import beitraege, dokumentation, foto, karten, punkte, themen

urlpatterns = [
    path("workshops/<int:pk>/karten/", karten.kartenwand, name="v-kartenwand"),
    path("workshops/<int:pk>/karten/neu/", karten.karte_new, name="v-karte-new"),
    path("workshops/<int:pk>/karten/druck/", karten.karten_druck, name="v-karten-druck"),
    path("workshops/karten/<int:pk>/zug/", karten.karte_move, name="v-karte-move"),
    path("workshops/<int:pk>/themen/neu/", themen.thema_new, name="v-thema-new"),
    path("themen/<int:pk>/", themen.thema_edit, name="v-thema-edit"),
    path("themen/<int:pk>/zug/", themen.thema_move, name="v-thema-move"),
    path("themen/<int:pk>/zusammenfuehren/", themen.thema_merge, name="v-thema-merge"),
    path("workshops/<int:pk>/punkte/", punkte.punkte_list, name="v-punkte"),
    path("workshops/<int:pk>/punkte/neu/", punkte.abfrage_new, name="v-abfrage-new"),
    path("workshops/punkte/<int:pk>/", punkte.abfrage, name="v-abfrage"),
    path("workshops/punkte/<int:pk>/bearbeiten/", punkte.abfrage_edit, name="v-abfrage-edit"),
    path("workshops/punkte/<int:pk>/beenden/", punkte.abfrage_close, name="v-abfrage-beenden"),
    path("workshops/<int:pk>/beamer/", punkte.beamer, name="v-beamer"),
    path("workshops/<int:pk>/dokumentation/", dokumentation.uebersicht, name="v-dokumentation"),
    path("workshops/<int:pk>/dokumentation/karten/", dokumentation.karten_publish, name="v-karten-publish"),
    path("workshops/<int:pk>/dokumentation/ergebnis/", dokumentation.ergebnis, name="v-ergebnis"),
    path("workshops/<int:pk>/skizzen/neu/", dokumentation.skizze_new, name="v-skizze-new"),
    path("workshops/skizzen/<int:pk>/", dokumentation.skizze_edit, name="v-skizze-edit"),
    path("workshops/skizzen/<int:pk>/loeschen/", dokumentation.skizze_delete, name="v-skizze-loeschen"),
    path("beitraege/", beitraege.beitrag_list, name="v-beitrag-list"),
    path("beitraege/verbleib/", beitraege.beitrag_verbleib, name="v-beitrag-verbleib"),
    path("beitraege/<int:pk>/", beitraege.beitrag, name="v-beitrag"),
    path("beitraege/<int:pk>/foto/", foto.foto_edit, name="v-beitrag-foto"),
    path("beitraege/<int:pk>/foto.jpg", foto.foto_file, name="v-beitrag-foto-datei"),
    path("beitraege/<int:pk>/stand/<slug:to>/", beitraege.beitrag_move, name="v-beitrag-move"),
]
