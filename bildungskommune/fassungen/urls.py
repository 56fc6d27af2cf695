from django.urls import path

from bildungskommune.fassungen import views_public as views

PDF = "publikationen/<slug:key>/<slug:dokument>"

urlpatterns = [
    path("publikationen/", views.publikationen, name="publikationen"),
    path(f"{PDF}/fassung-<int:nummer>.pdf", views.pdf, name="fassung-pdf"),
    path(f"{PDF}/<slug:linie>/fassung-<int:nummer>.pdf", views.pdf, name="fassung-pdf"),
    path(f"{PDF}/fassung-<int:nummer>.epub", views.epub, name="fassung-epub"),
    path(f"{PDF}/<slug:linie>/fassung-<int:nummer>.epub", views.epub, name="fassung-epub"),
    path(f"{PDF}/fassung-<int:nummer>.docx", views.docx, name="fassung-docx"),
    path(f"{PDF}/<slug:linie>/fassung-<int:nummer>.docx", views.docx, name="fassung-docx"),
    path("publikationen/<int:pk>/<slug:name>.pdf", views.old_pdf, name="fassung-pdf-alt"),
]
