from django.urls import path

from workshops.anmeldung.views_staff import andere, anmeldungen, doppelte, einlass, gruppen, tag

urlpatterns = [
    path("workshops/<int:pk>/anmeldungen/", anmeldungen.anmeldung_list, name="v-anmeldung-list"),
    path("workshops/<int:pk>/anmeldungen/neu/", anmeldungen.anmeldung_new, name="v-anmeldung-new"),
    path("workshops/<int:pk>/anmeldungen/gruppen/", gruppen.gruppen_zuteilen, name="v-anmeldung-gruppen"),
    path("workshops/<int:pk>/anmeldungen/doppelte/", doppelte.doppel_list, name="v-doppel-list"),
    path("workshops/<int:pk>/anmeldungen/doppelte/zusammenfuehren/", doppelte.doppel, name="v-doppel"),
    path("workshops/<int:pk>/anmeldungen/doppelte/zwei/", doppelte.doppel_zwei, name="v-doppel-zwei"),
    path("workshops/anmeldungen/<int:pk>/", anmeldungen.anmeldung, name="v-anmeldung"),
    path("workshops/anmeldungen/<int:pk>/berichtigen/", anmeldungen.anmeldung_edit, name="v-anmeldung-edit"),
    path("workshops/anmeldungen/<int:pk>/andere/", andere.anmeldung_andere, name="v-anmeldung-andere"),
    path("workshops/anmeldungen/<int:pk>/erneut/", anmeldungen.anmeldung_resend, name="v-anmeldung-erneut"),
    path("workshops/anmeldungen/<int:pk>/annehmen/", anmeldungen.anmeldung_accept, name="v-anmeldung-annehmen"),
    path("workshops/anmeldungen/<int:pk>/stand/<slug:to>/", anmeldungen.anmeldung_move, name="v-anmeldung-move"),
    path("workshops/<int:pk>/einlass/", einlass.einlass_page, name="v-einlass"),
    path("workshops/<int:pk>/einlass/haken/", einlass.einlass_tick, name="v-einlass-haken"),
    path("workshops/anmeldungen/<int:pk>/einlass/", einlass.einlass_person, name="v-einlass-person"),
    path("workshops/anmeldungen/<int:pk>/einlass/zeile/", einlass.einlass_zeile, name="v-einlass-zeile"),
    path("workshops/<int:pk>/tag/", tag.anwesenheit, name="v-anwesenheit"),
    path("workshops/<int:pk>/tag/liste/", tag.anwesenheit_druck, name="v-anwesenheit-druck"),
    path("workshops/<int:pk>/tag/anwesenheitsliste.pdf", tag.anwesenheit_pdf, name="v-anwesenheit-pdf"),
    path("workshops/<int:pk>/tag/zahlen.pdf", tag.zaehlung_pdf, name="v-anwesenheit-zahlen"),
    path("workshops/<int:pk>/tag/namensschilder.pdf", tag.namensschilder_pdf, name="v-anwesenheit-namensschilder"),
    path("workshops/<int:pk>/tag/bescheinigungen.pdf", tag.bescheinigungen_pdf, name="v-anwesenheit-bescheinigungen"),
]
