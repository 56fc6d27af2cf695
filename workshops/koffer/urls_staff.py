from django.urls import path

from workshops.koffer import views_staff as views

urlpatterns = [
    path("workshops/<int:pk>/koffer/", views.koffer, name="v-koffer"),
    path("workshops/<int:pk>/koffer/einlesen/", views.koffer_einlesen, name="v-koffer-einlesen"),
]
