from django.urls import path

from bildungskommune.buero import views_auskunft as auskunft
from bildungskommune.buero import views_loeschung as loeschung

urlpatterns = [
    path("auskunft/", auskunft.auskunft, name="v-auskunft"),
    path("auskunft/datei/", auskunft.auskunft_datei, name="v-auskunft-datei"),
    path("loeschauftraege/", loeschung.auftrag_list, name="v-loeschauftrag-list"),
    path("loeschauftraege/neu/", loeschung.auftrag_new, name="v-loeschauftrag-new"),
    path("loeschauftraege/<int:pk>/", loeschung.auftrag, name="v-loeschauftrag"),
    path("loeschauftraege/<int:pk>/freigeben/", loeschung.auftrag_release, name="v-loeschauftrag-release"),
    path("loeschauftraege/<int:pk>/ablehnen/", loeschung.auftrag_refuse, name="v-loeschauftrag-refuse"),
]
