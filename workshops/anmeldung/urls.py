from django.urls import path

from workshops.anmeldung import views, views_nachweis

urlpatterns = [
    path("workshops/<slug:slug>/anmeldung/", views.anmeldung_new, name="anmeldung-new"),
    path("anmeldung/gesendet/", views.anmeldung_gesendet, name="anmeldung-gesendet"),
    path("anmeldung/<slug:token>/", views.anmeldung, name="anmeldung"),
    path("anmeldung/<slug:token>/bestaetigen/", views.anmeldung_bestaetigen, name="anmeldung-bestaetigen"),
    path("anmeldung/<slug:token>/annehmen/", views.anmeldung_annehmen, name="anmeldung-annehmen"),
    path("anmeldung/<slug:token>/aendern/", views.anmeldung_aendern, name="anmeldung-aendern"),
    path("anmeldung/<slug:token>/vertretung/", views.anmeldung_vertretung, name="anmeldung-vertretung"),
    path("anmeldung/<slug:token>/weg/", views.anmeldung_weg, name="anmeldung-weg"),
    path("anmeldung/<slug:token>/stornieren/", views.anmeldung_stornieren, name="anmeldung-stornieren"),
    path("anmeldung/<slug:token>/termin.ics", views.anmeldung_kalender, name="anmeldung-kalender"),
    path(
        "anmeldung/<slug:token>/bescheinigung.pdf",
        views_nachweis.anmeldung_bescheinigung,
        name="anmeldung-bescheinigung",
    ),
    path("bestaetigung/<slug:code>/", views_nachweis.bestaetigung, name="bestaetigung"),
]
