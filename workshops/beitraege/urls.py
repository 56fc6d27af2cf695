from django.urls import path

from workshops.beitraege.views import beitrag, foto

urlpatterns = [
    path("workshops/<slug:slug>/beitraege/neu/", beitrag.beitrag_new, name="beitrag-new"),
    path("beitrag/", beitrag.beitrag_suchen, name="beitrag-suchen"),
    path("beitrag/<str:code>/", beitrag.beitrag, name="beitrag"),
    path("beitrag/<str:code>/foto.jpg", foto.beitrag_foto, name="beitrag-foto"),
    path("beitrag/<str:code>/danke/", beitrag.beitrag_danke, name="beitrag-danke"),
    path("beitraege/", beitrag.beitrag_list, name="beitrag-list"),
    path("themen/<int:pk>/", beitrag.thema_alt, name="thema-alt"),
    path("themen/<slug:reihe>/<slug:kennung>/", beitrag.thema, name="thema"),
]
