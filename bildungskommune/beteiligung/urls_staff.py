from django.urls import path

from bildungskommune.beteiligung import views_staff as views

urlpatterns = [
    path("vorlagen/", views.vorlage_list, name="v-vorlage-list"),
    path("vorlagen/neu/", views.vorlage_new, name="v-vorlage-new"),
    path("vorlagen/<int:pk>/", views.vorlage_edit, name="v-vorlage-edit"),
    path("vorlagen/<int:pk>/beratungen/neu/", views.beratung_new, name="v-beratung-new"),
    path("beratungen/<int:pk>/", views.beratung_edit, name="v-beratung-edit"),
    path("beratungen/<int:pk>/loeschen/", views.beratung_loeschen, name="v-beratung-loeschen"),
    path("fassungen/<int:pk>/beschlussfassung/", views.beschlussfassung_new, name="v-beschlussfassung-new"),
]
