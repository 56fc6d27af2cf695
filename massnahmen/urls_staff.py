from django.urls import URLPattern, path

from massnahmen import anfaenge, aus_skizze
from massnahmen import views_ampel as ampel
from massnahmen import views_auswertung as auswertung
from massnahmen import views_bericht as berichte
from massnahmen import views_erinnerung as erinnerung
from massnahmen import views_matrix as matrix
from massnahmen import views_plan as plaene
from massnahmen import views_prioritaet as prioritaet
from massnahmen import views_sachstand as sachstaende
from massnahmen import views_staff as views
from massnahmen.bestandteile import views as teile
from massnahmen.sammel import views as sammel
from massnahmen.tabelle import views as tabelle

WEGE = {
    "meilenstein": "meilensteine",
    "schritt": "schritte",
    "indikator": "indikatoren",
    "indikatorwert": "werte",
    "mitwirkung": "mitwirkungen",
    "posten": "finanzierung",
    "bezug": "bezuege",
    "verbindung": "verbindungen",
}
NUR_NEU = frozenset({"bezug", "verbindung"})


def _teil(art: str, weg: str) -> list[URLPattern]:
    base, given = f"massnahmen/<int:pk>/{weg}", {"art": art}
    found = [path(f"{base}/neu/", teile.teil_new, given, name=f"v-{art}-new")]
    if art not in NUR_NEU:
        found.append(path(f"{base}/<int:teil>/", teile.teil_edit, given, name=f"v-{art}-edit"))
    return [*found, path(f"{base}/<int:teil>/loeschen/", teile.teil_loeschen, given, name=f"v-{art}-loeschen")]


urlpatterns = [
    path("massnahmen/", views.massnahme_list, name="v-massnahme-list"),
    path("massnahmen/zahlen/", auswertung.zahlen_pult, name="v-massnahme-zahlen"),
    path("massnahmen/zeitplan/", auswertung.zeitplan_pult, name="v-massnahme-zeitplan"),
    path("massnahmen/gegen/", auswertung.gegen_pult, name="v-massnahme-gegen"),
    path("massnahmen/neu/", views.massnahme_new, name="v-massnahme-new"),
    path("massnahmen/aendern/", sammel.massnahmen_aendern, name="v-massnahmen-aendern"),
    path("massnahmen/einlesen/", tabelle.einlesen, name="v-massnahme-einlesen"),
    path("massnahmen/aus-skizze/<int:pk>/", aus_skizze.skizze_massnahme, name="v-skizze-massnahme"),
    path("massnahmen/aus-strategie/<int:pk>/", anfaenge.strategie_massnahme, name="v-strategie-massnahme"),
    path("massnahmen/aus-punkt/<int:pk>/", anfaenge.punkt_massnahme, name="v-punkt-massnahme"),
    path("konzept/<int:pk>/massnahmen/", matrix.konzept_massnahmen, name="v-konzept-massnahmen"),
    path("massnahmen/plaene/", plaene.plan_list, name="v-plan-list"),
    path("massnahmen/plaene/neu/", plaene.plan_new, name="v-plan-new"),
    path("massnahmen/plaene/<int:pk>/", plaene.plan, name="v-plan"),
    path("massnahmen/plaene/<int:pk>/bearbeiten/", plaene.plan_edit, name="v-plan-edit"),
    path(
        "massnahmen/plaene/<int:pk>/bezeichnungen/",
        plaene.plan_bezeichnungen_edit,
        name="v-plan-bezeichnungen-edit",
    ),
    path("massnahmen/plaene/<int:pk>/fortschreiben/", plaene.plan_fortschreiben, name="v-plan-fortschreiben"),
    path("massnahmen/plaene/<int:pk>/prioritaeten/", prioritaet.plan_prioritaeten, name="v-plan-prioritaeten"),
    path("massnahmen/plaene/<int:pk>/skala/", prioritaet.plan_skala, name="v-plan-skala-edit"),
    path("massnahmen/berichte/", berichte.bericht_list, name="v-bericht-list"),
    path("massnahmen/berichte/neu/", berichte.bericht_new, name="v-bericht-new"),
    path("massnahmen/berichte/<int:pk>/", berichte.bericht, name="v-bericht"),
    path("massnahmen/berichte/<int:pk>/bearbeiten/", berichte.bericht_edit, name="v-bericht-edit"),
    path("massnahmen/berichte/<int:pk>/vorschau/", berichte.bericht_vorschau, name="v-bericht-vorschau"),
    path(
        "massnahmen/berichte/<int:pk>/massnahme/<int:massnahme>/",
        berichte.bericht_vorschlag,
        name="v-bericht-vorschlag",
    ),
    path("massnahmen/berichte/<int:pk>/feld/<int:feld>/", berichte.bericht_feldurteil, name="v-bericht-feldurteil"),
    path("massnahmen/plaetze/<int:pk>/", plaene.platz_edit, name="v-planplatz-edit"),
    path("massnahmen/plaetze/<int:pk>/verschieben/", plaene.platz_verschieben, name="v-planplatz-verschieben"),
    path("massnahmen/sachstaende/", sachstaende.sachstand_list, name="v-sachstand-list"),
    path("massnahmen/sachstaende/<int:pk>/freigeben/", sachstaende.sachstand_freigeben, name="v-sachstand-freigeben"),
    path(
        "massnahmen/sachstaende/<int:pk>/zurueckgeben/",
        sachstaende.sachstand_zurueckgeben,
        name="v-sachstand-zurueckgeben",
    ),
    path(
        "massnahmen/sachstaende/<int:pk>/berichtigen/",
        sachstaende.sachstand_berichtigen,
        name="v-sachstand-berichtigen",
    ),
    path("massnahmen/<int:pk>/", views.massnahme, name="v-massnahme"),
    path("massnahmen/<int:pk>/bearbeiten/", views.massnahme_edit, name="v-massnahme-edit"),
    path("massnahmen/<int:pk>/prioritaet/", prioritaet.massnahme_prioritaet, name="v-massnahme-prioritaet-new"),
    path("massnahmen/<int:pk>/ampel/", ampel.ampel_new, name="v-ampel-new"),
    path("massnahmen/<int:pk>/ampel/aufheben/", ampel.ampel_aufheben, name="v-ampel-aufheben"),
    path("massnahmen/<int:pk>/erinnerungen/ruhen/", erinnerung.ruhe_new, name="v-ruhe-new"),
    path("massnahmen/<int:pk>/erinnerungen/wieder/", erinnerung.ruhe_aufheben, name="v-ruhe-aufheben"),
    path("massnahmen/<int:pk>/sachstand/", sachstaende.sachstand_new, name="v-sachstand-new"),
    path("massnahmen/<int:pk>/zeigen/", views.massnahme_zeigen, name="v-massnahme-zeigen"),
    path("massnahmen/<int:pk>/erinnern/", views.massnahme_remind, name="v-massnahme-remind"),
    *(pattern for art, weg in WEGE.items() for pattern in _teil(art, weg)),
]
