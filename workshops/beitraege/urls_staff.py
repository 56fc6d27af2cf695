from django.urls import path

from workshops.beitraege.views_staff import beitraege, foto, verbleib

urlpatterns = [
    path("beitraege/", beitraege.beitrag_list, name="v-beitrag-list"),
    path("beitraege/verbleib/", verbleib.beitrag_verbleib, name="v-beitrag-verbleib"),
    path("beitraege/<int:pk>/", beitraege.beitrag, name="v-beitrag"),
    path("beitraege/<int:pk>/person/", beitraege.beitrag_autor, name="v-beitrag-autor"),
    path("beitraege/<int:pk>/foto/", foto.foto_edit, name="v-beitrag-foto"),
    path("beitraege/<int:pk>/foto.jpg", foto.foto_file, name="v-beitrag-foto-datei"),
    path("beitraege/<int:pk>/stand/<slug:to>/", beitraege.beitrag_move, name="v-beitrag-move"),
]
