from django.urls import path

from bildungskommune.vorlagen import views

urlpatterns = [
    path("vorlagen/<int:pk>/", views.vorlage, name="vorlage"),
    path("vorlagen/<int:pk>/mappe.pdf", views.vorlage_pdf, name="vorlage-pdf"),
]
