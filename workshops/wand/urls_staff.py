from django.urls import path

from workshops.wand.views_staff import auswahl, herkunft, karten, punkte, themen

urlpatterns = [
    path("workshops/<int:pk>/karten/", karten.kartenwand, name="v-kartenwand"),
    path("workshops/<int:pk>/karten/neu/", karten.karte_new, name="v-karte-new"),
    path("workshops/<int:pk>/karten/auswahl/", auswahl.karten_move, name="v-karten-move"),
    path("workshops/<int:pk>/karten/zusammenfuehren/", herkunft.karten_merge, name="v-karten-merge"),
    path("workshops/karten/<int:pk>/teilen/", herkunft.karte_split, name="v-karte-split"),
    path("workshops/<int:pk>/karten/zurueck/", auswahl.schritt_undo, name="v-schritt-undo"),
    path("workshops/<int:pk>/karten/druck/", karten.karten_druck, name="v-karten-druck"),
    path("workshops/karten/<int:pk>/zettel/", karten.karte_zettel, name="v-karte-zettel"),
    path("workshops/karten/<int:pk>/wortlaut/", karten.karte_wortlaut, name="v-karte-wortlaut"),
    path("workshops/karten/<int:pk>/zug/", karten.karte_move, name="v-karte-move"),
    path("workshops/<int:pk>/themen/neu/", themen.thema_new, name="v-thema-new"),
    path("themen/<int:pk>/", themen.thema_edit, name="v-thema-edit"),
    path("themen/<int:pk>/loeschen/", themen.thema_delete, name="v-thema-loeschen"),
    path("themen/<int:pk>/zug/", themen.thema_move, name="v-thema-move"),
    path("themen/<int:pk>/zusammenfuehren/", themen.thema_merge, name="v-thema-merge"),
    path("workshops/<int:pk>/punkte/", punkte.punkte_list, name="v-punkte"),
    path("workshops/<int:pk>/punkte/neu/", punkte.abfrage_new, name="v-abfrage-new"),
    path("workshops/punkte/<int:pk>/", punkte.abfrage, name="v-abfrage"),
    path("workshops/punkte/<int:pk>/bearbeiten/", punkte.abfrage_edit, name="v-abfrage-edit"),
    path("workshops/punkte/<int:pk>/entscheidung/", punkte.abfrage_decide, name="v-abfrage-entscheidung"),
    path("workshops/punkte/<int:pk>/beenden/", punkte.abfrage_close, name="v-abfrage-beenden"),
    path("workshops/<int:pk>/beamer/", punkte.beamer, name="v-beamer"),
]
