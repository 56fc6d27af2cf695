from django.urls import path

from workshops.auswertung import views_staff

urlpatterns = [
    path("reihen/<int:pk>/auswertung/", views_staff.auswertung, name="v-auswertung"),
    path("reihen/<int:pk>/luecken/", views_staff.luecken, name="v-luecken"),
]
