"""The editable pages; they stand last, because their address may be any word."""

from django.urls import path

from bildungskommune.portal import views_seiten

urlpatterns = [path("<slug:slug>/", views_seiten.seite, name="seite")]
