from django.urls import path

from bildungskommune.kennzahlen import views_einlesen
from bildungskommune.kennzahlen import views_staff as views

urlpatterns = [
    path("kennzahlen/", views.zahlenreihe_list, name="v-zahlenreihe-list"),
    path("kennzahlen/einlesen/", views_einlesen.einlesen, name="v-zahlenreihe-einlesen"),
    path("kennzahlen/<int:pk>/", views.zahlenreihe, name="v-zahlenreihe"),
    path("kennzahlen/<int:pk>/angaben/", views.zahlenreihe_edit, name="v-zahlenreihe-edit"),
    path("kennzahlen/<int:pk>/loeschen/", views.zahlenreihe_delete, name="v-zahlenreihe-delete"),
]
