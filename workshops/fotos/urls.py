from django.urls import path

from workshops.fotos import views

urlpatterns = [
    path(
        "workshops/<slug:slug>/dokumentation/<int:nummer>/fotos/<slug:sha256>.jpg",
        views.dokumentation_foto,
        name="dokumentation-foto",
    ),
]
