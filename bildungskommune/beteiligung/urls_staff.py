from django.urls import path

from bildungskommune.beteiligung import views_einarbeiten as einarbeiten
from bildungskommune.beteiligung import views_eingang as eingang
from bildungskommune.beteiligung import views_einladung as einladungen
from bildungskommune.beteiligung import views_punkt as punkte
from bildungskommune.beteiligung import views_runde as runden
from bildungskommune.beteiligung import views_sammeln as sammeln
from bildungskommune.beteiligung import views_staff as views

urlpatterns = [
    path("vorlagen/", views.vorlage_list, name="v-vorlage-list"),
    path("vorlagen/neu/", views.vorlage_new, name="v-vorlage-new"),
    path("vorlagen/<int:pk>/", views.vorlage_edit, name="v-vorlage-edit"),
    path("vorlagen/<int:pk>/beratungen/neu/", views.beratung_new, name="v-beratung-new"),
    path("beratungen/<int:pk>/", views.beratung_edit, name="v-beratung-edit"),
    path("beratungen/<int:pk>/loeschen/", views.beratung_loeschen, name="v-beratung-loeschen"),
    path("fassungen/<int:pk>/beschlussfassung/", views.beschlussfassung_new, name="v-beschlussfassung-new"),
    path("beteiligung/", runden.runde_list, name="v-runde-list"),
    path("beteiligung/neu/", runden.runde_new, name="v-runde-new"),
    path("beteiligung/<int:pk>/", runden.runde, name="v-runde"),
    path("beteiligung/<int:pk>/angaben/", runden.runde_edit, name="v-runde-edit"),
    path("beteiligung/<int:pk>/eroeffnen/", runden.runde_open, name="v-runde-open"),
    path("beteiligung/<int:pk>/abschliessen/", runden.runde_close, name="v-runde-close"),
    path("beteiligung/<int:pk>/abbrechen/", runden.runde_cancel, name="v-runde-cancel"),
    path("beteiligung/<int:pk>/eintragen/", eingang.stellungnahme_enter, name="v-stellungnahme-new"),
    path("stellungnahmen/<int:pk>/", eingang.stellungnahme, name="v-stellungnahme"),
    path("stellungnahmen/<int:pk>/angaben/", eingang.stellungnahme_edit, name="v-stellungnahme-edit"),
    path("stellungnahmen/<int:pk>/anmerkung/", eingang.stellungnahme_more, name="v-stellungnahme-more"),
    path("stellungnahmen/<int:pk>/freigeben/", eingang.stellungnahme_release, name="v-stellungnahme-release"),
    path("stellungnahmen/<int:pk>/verbergen/", eingang.stellungnahme_hide, name="v-stellungnahme-hide"),
    path("stellungnahmen/<int:pk>/zurueckziehen/", eingang.stellungnahme_withdraw, name="v-stellungnahme-withdraw"),
    path("beteiligung/<int:pk>/abwaegung/", punkte.punkt_list, name="v-punkt-list"),
    path("beteiligung/<int:pk>/abwaegung/anlegen/", punkte.punkte_prepare, name="v-punkte-prepare"),
    path("beteiligung/<int:pk>/abwaegung/entscheiden/", sammeln.punkte_weigh, name="v-punkte-weigh"),
    path("beteiligung/<int:pk>/abwaegung/bestaetigen/", sammeln.punkte_confirm, name="v-punkte-confirm"),
    path("beteiligung/<int:pk>/abwaegung.pdf", punkte.punkte_pdf, name="v-punkte-pdf"),
    path("beteiligung/<int:pk>/abwaegung/freigeben/", punkte.runde_release, name="v-runde-release"),
    path("beteiligung/<int:pk>/beantworten/", punkte.runde_answer, name="v-runde-answer"),
    path("punkte/<int:pk>/", punkte.punkt, name="v-punkt"),
    path("punkte/<int:pk>/bestaetigen/", punkte.punkt_confirm, name="v-punkt-confirm"),
    path("punkte/<int:pk>/abtrennen/", punkte.punkt_split, name="v-punkt-split"),
    path("punkte/<int:pk>/loeschen/", punkte.punkt_remove, name="v-punkt-remove"),
    path("punkte/<int:pk>/einarbeiten/", einarbeiten.punkt_take, name="v-punkt-take"),
    path("beteiligung/<int:pk>/einladungen/", einladungen.einladung_list, name="v-rundeneinladung-list"),
    path("beteiligung/<int:pk>/einladungen/auswahl/", einladungen.auswahl_list, name="v-rundeneinladung-auswahl"),
    path("beteiligung/<int:pk>/einladungen/schreiben/", einladungen.schreiben, name="v-rundeneinladung-schreiben"),
    path("beteiligung/<int:pk>/einladungen/erinnern/", einladungen.erinnern, name="v-rundeneinladung-erinnern"),
    path("beteiligung/<int:pk>/einladungen/erneut/", einladungen.erneut, name="v-rundeneinladung-erneut"),
    path("anhaenge/<int:pk>/", eingang.anhang, name="v-anhang"),
]
