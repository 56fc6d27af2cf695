from django.urls import path

from workshops.termine.views_staff import drucken, planung, programm, ueberblick

urlpatterns = [
    path("workshops/", ueberblick.workshop_list, name="v-workshop-list"),
    path("workshops/neu/", planung.workshop_new, name="v-workshop-new"),
    path("workshops/<int:pk>/", ueberblick.workshop, name="v-workshop"),
    path("workshops/<int:pk>/aushang.pdf", drucken.aushang, name="v-workshop-aushang"),
    path("workshops/<int:pk>/einladung.pdf", drucken.einladung, name="v-workshop-einladung"),
    path("workshops/<int:pk>/tischschilder.pdf", drucken.tischschilder, name="v-workshop-tischschilder"),
    path("workshops/<int:pk>/kopieren/", planung.workshop_copy, name="v-workshop-kopieren"),
    path("workshops/<int:pk>/bearbeiten/", planung.workshop_edit, name="v-workshop-edit"),
    path("workshops/<int:pk>/stand/<slug:to>/", ueberblick.workshop_move, name="v-workshop-move"),
    path("reihen/neu/", planung.reihe_new, name="v-reihe-new"),
    path("reihen/<int:pk>/bearbeiten/", planung.reihe_edit, name="v-reihe-edit"),
    path("reihen/<int:pk>/stand/<slug:to>/", ueberblick.reihe_move, name="v-reihe-move"),
    path("workshops/orte/", planung.ort_list, name="v-ort-list"),
    path("workshops/orte/neu/", planung.ort_new, name="v-ort-new"),
    path("workshops/orte/<int:pk>/", planung.ort_edit, name="v-ort-edit"),
    path("workshops/<int:pk>/programm/", programm.programm, name="v-programm"),
    path("workshops/<int:pk>/programm/neu/", programm.punkt_new, name="v-programm-new"),
    path("workshops/programm/<int:pk>/", programm.punkt_edit, name="v-programm-edit"),
    path("workshops/programm/<int:pk>/zug/", programm.punkt_move, name="v-programm-move"),
    path("workshops/programm/<int:pk>/loeschen/", programm.punkt_delete, name="v-programm-loeschen"),
    path("workshops/<int:pk>/gruppen/neu/", programm.gruppe_new, name="v-gruppe-new"),
    path("workshops/gruppen/<int:pk>/", programm.gruppe_edit, name="v-gruppe-edit"),
    path("workshops/gruppen/<int:pk>/loeschen/", programm.gruppe_delete, name="v-gruppe-loeschen"),
]
