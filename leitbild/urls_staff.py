from django.urls import path

from leitbild import views_einlesen as einlesen
from leitbild import views_luecken as luecken
from leitbild import views_quellen as quellen
from leitbild import views_schreiben as schreiben
from leitbild import views_staff as views

urlpatterns = [
    path("leitbild/", views.leitbild_list, name="v-leitbild-list"),
    path("leitbild/neu/", views.leitbild_new, name="v-leitbild-new"),
    path("leitbild/<int:pk>/", views.leitbild, name="v-leitbild"),
    path("leitbild/<int:pk>/bearbeiten/", views.leitbild_edit, name="v-leitbild-edit"),
    path("leitbild/<int:pk>/luecken/", luecken.luecken, name="v-leitbild-luecken"),
    path("leitbild/<int:pk>/fortschreiben/", views.leitbild_fortschreiben, name="v-leitbild-fortschreiben"),
    path("leitbild/<int:pk>/einlesen/", einlesen.leitbild_einlesen, name="v-leitbild-einlesen"),
    path("leitbild/<int:pk>/entwurf.docx", einlesen.leitbild_ausgeben, name="v-leitbild-ausgeben"),
    path("leitbild/<int:pk>/abschnitte/neu/", views.abschnitt_new, name="v-abschnitt-new"),
    path("leitbild/abschnitte/<int:pk>/", schreiben.abschnitt_edit, name="v-abschnitt-edit"),
    path("leitbild/abschnitte/<int:pk>/vorschau/", schreiben.abschnitt_vorschau, name="v-abschnitt-vorschau"),
    path("leitbild/abschnitte/<int:pk>/verschieben/", views.abschnitt_verschieben, name="v-abschnitt-verschieben"),
    path("leitbild/abschnitte/<int:pk>/loeschen/", views.abschnitt_loeschen, name="v-abschnitt-loeschen"),
    path("leitbild/abschnitte/<int:pk>/quellen/neu/", quellen.herleitung_new, name="v-herleitung-new"),
    path(
        "leitbild/abschnitte/<int:pk>/quellen/zurueckholen/",
        quellen.herleitung_zurueckholen,
        name="v-abschnitt-quelle-zurueck",
    ),
    path("leitbild/quellen/<int:pk>/loeschen/", quellen.herleitung_loeschen, name="v-herleitung-loeschen"),
    path("leitbild/abschnitte/<int:pk>/fussnoten/neu/", quellen.fussnote_new, name="v-fussnote-new"),
    path("leitbild/fussnoten/<int:pk>/", quellen.fussnote_edit, name="v-fussnote-edit"),
    path("leitbild/fussnoten/<int:pk>/loeschen/", quellen.fussnote_loeschen, name="v-fussnote-loeschen"),
]
