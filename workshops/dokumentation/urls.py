from django.urls import path

from workshops.dokumentation import views

urlpatterns = [
    path("workshops/<slug:slug>/dokumentation/<int:nummer>/", views.dokumentation, name="dokumentation"),
]
