from django.urls import path

from konzept import views_bezeichnungen as bezeichnungen
from konzept import views_handlungsfeld as feld
from konzept import views_matrix as matrix
from konzept import views_netz as netz
from konzept import views_prioritaeten as prioritaeten
from konzept import views_staff as views

FELD, ZIEL, STRATEGIE = "konzept/handlungsfelder/<int:pk>/", "konzept/ziele/<int:pk>/", "konzept/strategien/<int:pk>/"

urlpatterns = [
    path("konzept/", views.konzept_list, name="v-konzept-list"),
    path("konzept/neu/", views.konzept_new, name="v-konzept-new"),
    path("konzept/<int:pk>/", views.konzept, name="v-konzept"),
    path("konzept/<int:pk>/bearbeiten/", views.konzept_edit, name="v-konzept-edit"),
    path("konzept/<int:pk>/fortschreiben/", views.konzept_fortschreiben, name="v-konzept-fortschreiben"),
    path("konzept/<int:pk>/matrix/", matrix.konzept_matrix, name="v-konzept-matrix"),
    path("konzept/<int:pk>/ableiten/", matrix.konzept_ableiten, name="v-konzept-ableiten"),
    path("konzept/<int:pk>/verbinden/", matrix.konzept_verbinden, name="v-konzept-verbinden"),
    path("konzept/<int:pk>/zuruecknehmen/", matrix.konzept_zuruecknehmen, name="v-konzept-zuruecknehmen"),
    path("konzept/<int:pk>/prioritaeten/", prioritaeten.konzept_prioritaeten, name="v-konzept-prioritaeten"),
    path("konzept/<int:pk>/querschnitt/", matrix.konzept_querschnitt, name="v-konzept-querschnitt"),
    path("konzept/<int:pk>/skala/", prioritaeten.skala_edit, name="v-konzept-skala-edit"),
    path("konzept/<int:pk>/bezeichnungen/", bezeichnungen.bezeichnungen_edit, name="v-konzept-bezeichnungen-edit"),
    path("konzept/<int:pk>/handlungsfelder/neu/", views.handlungsfeld_new, name="v-handlungsfeld-new"),
    path(FELD, views.handlungsfeld, name="v-handlungsfeld"),
    path(f"{FELD}bearbeiten/", views.handlungsfeld_edit, name="v-handlungsfeld-edit"),
    path(f"{FELD}verschieben/", views.handlungsfeld_verschieben, name="v-handlungsfeld-verschieben"),
    path(f"{FELD}faden/", netz.netz_staff, name="v-handlungsfeld-netz"),
    path(f"{FELD}loeschen/", views.handlungsfeld_loeschen, name="v-handlungsfeld-loeschen"),
    path(f"{FELD}ziele/neu/", feld.ziel_new, name="v-ziel-new"),
    path(f"{FELD}strategien/neu/", feld.strategie_new, name="v-strategie-new"),
    path(f"{FELD}herkunft/neu/", feld.ableitung_new, name="v-ableitung-new"),
    path("konzept/herkunft/<int:pk>/loeschen/", feld.ableitung_loeschen, name="v-ableitung-loeschen"),
    path(ZIEL, feld.ziel_edit, name="v-ziel-edit"),
    path(f"{ZIEL}prioritaet/", feld.prioritaet_new, name="v-prioritaet-new"),
    path(f"{ZIEL}verschieben/", feld.ziel_verschieben, name="v-ziel-verschieben"),
    path(f"{ZIEL}loeschen/", feld.ziel_loeschen, name="v-ziel-loeschen"),
    path(STRATEGIE, feld.strategie_edit, name="v-strategie-edit"),
    path(f"{STRATEGIE}verschieben/", feld.strategie_verschieben, name="v-strategie-verschieben"),
    path(f"{STRATEGIE}loeschen/", feld.strategie_loeschen, name="v-strategie-loeschen"),
]
