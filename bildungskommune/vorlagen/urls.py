from django.urls import path

from bildungskommune.vorlagen import views

urlpatterns = [
    path("vorlagen/<path:nummer>/", views.vorlage, name="vorlage"),
    path("vorlagen/<path:nummer>/mappe.pdf", views.vorlage_pdf, name="vorlage-pdf"),
]
