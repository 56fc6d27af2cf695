"""The page of a whole thread."""

from django.urls import path

from bildungskommune.tracing import views

urlpatterns = [
    path("faden/<slug:art>/<path:kennung>/", views.faden, name="faden"),
]
