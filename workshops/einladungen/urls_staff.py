from django.urls import path

from workshops.einladungen.views_staff import bescheinigungen, einladen, liste, rundschreiben, sendungen

urlpatterns = [
    path("workshops/<int:pk>/einladungen/", liste.einladung_list, name="v-einladung-list"),
    path("workshops/<int:pk>/einladungen/neu/", liste.einladung_new, name="v-einladung-new"),
    path("workshops/<int:pk>/einladungen/auswahl/", einladen.auswahl_list, name="v-einladung-auswahl"),
    path("workshops/<int:pk>/einladungen/schreiben/", einladen.schreiben, name="v-einladung-schreiben"),
    path("workshops/<int:pk>/einladungen/erinnern/", einladen.erinnern, name="v-einladung-erinnern"),
    path("workshops/<int:pk>/rundschreiben/", rundschreiben.schreiben, name="v-rundschreiben"),
    path("workshops/<int:pk>/bescheinigungen/", bescheinigungen.schreiben, name="v-bescheinigungen"),
    path("workshops/<int:pk>/sendungen/", sendungen.sendung_list, name="v-sendung-list"),
    path("workshops/einladungen/<int:pk>/", liste.einladung_edit, name="v-einladung-edit"),
    path("workshops/einladungen/<int:pk>/gesendet/", liste.einladung_sent, name="v-einladung-gesendet"),
    path("workshops/einladungen/<int:pk>/loeschen/", liste.einladung_delete, name="v-einladung-loeschen"),
    path("workshops/sendungen/<int:pk>/", sendungen.sendung, name="v-sendung"),
    path("workshops/sendungen/<int:pk>/erneut/", sendungen.sendung_again, name="v-sendung-erneut"),
]
