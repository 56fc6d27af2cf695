from django.urls import path

from workshops.anmeldung.views_staff import anmeldungen, einladungen, tag

urlpatterns = [
    path("workshops/<int:pk>/einladungen/", einladungen.einladung_list, name="v-einladung-list"),
    path("workshops/<int:pk>/einladungen/neu/", einladungen.einladung_new, name="v-einladung-new"),
    path("workshops/einladungen/<int:pk>/", einladungen.einladung_edit, name="v-einladung-edit"),
    path("workshops/einladungen/<int:pk>/gesendet/", einladungen.einladung_sent, name="v-einladung-gesendet"),
    path("workshops/einladungen/<int:pk>/loeschen/", einladungen.einladung_delete, name="v-einladung-loeschen"),
    path("workshops/<int:pk>/anmeldungen/", anmeldungen.anmeldung_list, name="v-anmeldung-list"),
    path("workshops/<int:pk>/anmeldungen/neu/", anmeldungen.anmeldung_new, name="v-anmeldung-new"),
    path("workshops/anmeldungen/<int:pk>/", anmeldungen.anmeldung, name="v-anmeldung"),
    path("workshops/anmeldungen/<int:pk>/berichtigen/", anmeldungen.anmeldung_edit, name="v-anmeldung-edit"),
    path("workshops/anmeldungen/<int:pk>/erneut/", anmeldungen.anmeldung_resend, name="v-anmeldung-erneut"),
    path("workshops/anmeldungen/<int:pk>/stand/<slug:to>/", anmeldungen.anmeldung_move, name="v-anmeldung-move"),
    path("workshops/<int:pk>/tag/", tag.anwesenheit, name="v-anwesenheit"),
    path("workshops/<int:pk>/tag/liste/", tag.anwesenheit_druck, name="v-anwesenheit-druck"),
    path("workshops/<int:pk>/tag/anwesenheitsliste.pdf", tag.anwesenheit_pdf, name="v-anwesenheit-pdf"),
    path("workshops/<int:pk>/tag/bescheinigungen.pdf", tag.bescheinigungen_pdf, name="v-anwesenheit-bescheinigungen"),
]
