from django.urls import path

from leitbild import views_public as views

FASSUNG = "leitbild/<slug:kennung>/fassung/<int:nummer>/"
LINIE = "leitbild/<slug:kennung>/<slug:linie>/fassung/<int:nummer>/"

urlpatterns = [
    path("leitbild/", views.leitbild, name="leitbild"),
    path("leitbild/fassung/<int:nummer>/", views.leitbild_kurz, name="leitbild-kurz"),
    path("leitbild/am/<str:tag>/", views.leitbild_am, name="leitbild-am"),
    path(FASSUNG, views.leitbild_fassung, name="leitbild-fassung"),
    path(LINIE, views.leitbild_fassung, name="leitbild-fassung"),
    path(f"{FASSUNG}einrichtungen/alle/", views.leitbild_einrichtungen, name="leitbild-einrichtungen"),
    path(f"{LINIE}einrichtungen/alle/", views.leitbild_einrichtungen, name="leitbild-einrichtungen"),
    path(f"{FASSUNG}<slug:anker>/einrichtungen/", views.leitbild_einrichtungen, name="leitbild-passage-einrichtungen"),
    path(f"{LINIE}<slug:anker>/einrichtungen/", views.leitbild_einrichtungen, name="leitbild-passage-einrichtungen"),
    path(f"{FASSUNG}<slug:anker>/", views.leitbild_passage, name="leitbild-passage"),
    path(f"{LINIE}<slug:anker>/", views.leitbild_passage, name="leitbild-passage"),
    path("leitbild/<slug:kennung>/", views.leitbild_dokument, name="leitbild-dokument"),
]
