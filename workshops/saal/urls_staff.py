from django.urls import path

from workshops.saal.views_staff import karten, saal, schritte, stimmzettel

urlpatterns = [
    path("workshops/<int:pk>/saal/", saal.saal, name="v-saal"),
    path("workshops/<int:pk>/saal/oeffnen/", saal.saal_open, name="v-saal-oeffnen"),
    path("workshops/<int:pk>/saal/schliessen/", saal.saal_close, name="v-saal-schliessen"),
    path("workshops/<int:pk>/saal/zeigen/", saal.saal_show, name="v-saal-zeigen"),
    path("workshops/<int:pk>/saal/freigeben/", karten.release, name="v-saal-freigeben"),
    path("workshops/karten/<int:pk>/ablehnen/", karten.reject, name="v-karte-ablehnen"),
    path("workshops/<int:pk>/saal/schritte/neu/", schritte.schritt_new, name="v-saalschritt-new"),
    path("workshops/saal/schritte/<int:pk>/", schritte.schritt_edit, name="v-saalschritt-edit"),
    path("workshops/saal/schritte/<int:pk>/zug/", schritte.schritt_move, name="v-saalschritt-move"),
    path("workshops/saal/schritte/<int:pk>/jetzt/", schritte.schritt_now, name="v-saalschritt-jetzt"),
    path("workshops/saal/schritte/<int:pk>/loeschen/", schritte.schritt_delete, name="v-saalschritt-loeschen"),
    path("workshops/punkte/<int:pk>/stimmzettel/", stimmzettel.zettel_new, name="v-stimmzettel-new"),
    path("workshops/punkte/<int:pk>/stimmzettel.pdf", stimmzettel.zettel_pdf, name="v-stimmzettel-pdf"),
]
