from django.urls import path

from leitbild import views_public as views

urlpatterns = [
    path("leitbild/", views.leitbild, name="leitbild"),
    path("leitbild/fassung/<int:nummer>/", views.leitbild_kurz, name="leitbild-kurz"),
    path("leitbild/am/<str:tag>/", views.leitbild_am, name="leitbild-am"),
    path("leitbild/<slug:kennung>/fassung/<int:nummer>/", views.leitbild_fassung, name="leitbild-fassung"),
    path("leitbild/<slug:kennung>/<slug:linie>/fassung/<int:nummer>/", views.leitbild_fassung, name="leitbild-fassung"),
    path("leitbild/<slug:kennung>/", views.leitbild_dokument, name="leitbild-dokument"),
]
