from django.urls import path

from workshops.dokumentation import views_presse, views_staff

urlpatterns = [
    path("workshops/<int:pk>/dokumentation/", views_staff.uebersicht, name="v-dokumentation"),
    path("workshops/<int:pk>/dokumentation/karten/", views_staff.karten_publish, name="v-karten-publish"),
    path("workshops/<int:pk>/dokumentation/ergebnis/", views_staff.ergebnis, name="v-ergebnis"),
    path("workshops/gruppen/<int:pk>/ergebnis/", views_staff.gruppe_ergebnis, name="v-gruppe-ergebnis"),
    path("workshops/<int:pk>/pressemitteilung/", views_presse.pressemitteilung, name="v-pressemitteilung"),
    path("workshops/<int:pk>/skizzen/neu/", views_staff.skizze_new, name="v-skizze-new"),
    path("workshops/skizzen/<int:pk>/", views_staff.skizze_edit, name="v-skizze-edit"),
    path("workshops/skizzen/<int:pk>/loeschen/", views_staff.skizze_delete, name="v-skizze-loeschen"),
]
