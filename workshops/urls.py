from django.urls import path

from workshops.views_public import anmeldung, beitrag, foto, termine

urlpatterns = [
    path("mitmachen/", termine.mitmachen, name="mitmachen"),
    path("kalender.ics", termine.kalender_feed, name="kalender"),
    path("workshops/", termine.workshop_list, name="workshop-list"),
    path("workshops/<slug:slug>/", termine.workshop, name="workshop"),
    path("workshops/<slug:slug>/anmeldung/", anmeldung.anmeldung_new, name="anmeldung-new"),
    path("workshops/<slug:slug>/beitraege/neu/", beitrag.beitrag_new, name="beitrag-new"),
    path("workshops/<slug:slug>/dokumentation/<int:nummer>/", termine.dokumentation, name="dokumentation"),
    path("anmeldung/<slug:token>/", anmeldung.anmeldung, name="anmeldung"),
    path("anmeldung/<slug:token>/bestaetigen/", anmeldung.anmeldung_bestaetigen, name="anmeldung-bestaetigen"),
    path("anmeldung/<slug:token>/aendern/", anmeldung.anmeldung_aendern, name="anmeldung-aendern"),
    path("anmeldung/<slug:token>/vertretung/", anmeldung.anmeldung_vertretung, name="anmeldung-vertretung"),
    path("anmeldung/<slug:token>/stornieren/", anmeldung.anmeldung_stornieren, name="anmeldung-stornieren"),
    path("anmeldung/<slug:token>/termin.ics", anmeldung.anmeldung_kalender, name="anmeldung-kalender"),
    path("beitrag/", beitrag.beitrag_suchen, name="beitrag-suchen"),
    path("beitrag/<str:code>/", beitrag.beitrag, name="beitrag"),
    path("beitrag/<str:code>/foto.jpg", foto.beitrag_foto, name="beitrag-foto"),
    path("beitrag/<str:code>/danke/", beitrag.beitrag_danke, name="beitrag-danke"),
    path("beitraege/", beitrag.beitrag_list, name="beitrag-list"),
    path("themen/<int:pk>/", beitrag.thema, name="thema"),
]
