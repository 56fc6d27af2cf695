from django.urls import path

from workshops.nachricht import views

urlpatterns = [
    path("beitrag/<str:code>/neues/", views.neues, name="beitrag-neues"),
    path("beitrag/<str:code>/neues/gesendet/", views.neues_gesendet, name="beitrag-neues-gesendet"),
    path("beitrag/neues/bestaetigen/<slug:secret>/", views.neues_bestaetigen, name="beitrag-neues-bestaetigen"),
    path("beitrag/neues/ab/<str:token>/", views.neues_ab, name="beitrag-neues-ab"),
]
