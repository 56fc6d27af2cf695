from django.urls import path

from bildungskommune.vorlagen import views

urlpatterns = [path("vorlagen/<int:pk>/folge/", views.vorlage_folge, name="v-vorlage-folge")]
