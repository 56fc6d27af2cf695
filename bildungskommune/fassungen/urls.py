from django.urls import path

from bildungskommune.fassungen import views_public as views

urlpatterns = [
    path("publikationen/", views.publikationen, name="publikationen"),
    path("publikationen/<int:pk>/<slug:name>.pdf", views.pdf, name="fassung-pdf"),
]
