from django.urls import path

from bildungskommune.foerderung import views_public as views

urlpatterns = [path("foerderung/zeichen/<slug:sha256>/", views.zeichenbild, name="zeichenbild")]
