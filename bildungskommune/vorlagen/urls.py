from django.urls import path

from bildungskommune.vorlagen import views

urlpatterns = [path("vorlagen/<int:pk>/", views.vorlage, name="vorlage")]
