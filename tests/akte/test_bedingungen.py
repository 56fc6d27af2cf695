"""A file can break no rule that the portal holds: each is named with its sentence at its place, and nothing stays."""

from typing import Any

import pytest
from django.apps import apps

from bildungskommune.akte.datei import AkteUnlesbar, Datei
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.audit.models import Eintrag

pytestmark = pytest.mark.django_db

WANN = {
    "beginn": "2024-06-06T16:00:00+02:00",
    "ende": "2024-06-06T19:00:00+02:00",
    "anmeldeschluss": "2024-06-05T12:00:00+02:00",
}
KITA = {"kennung": "kita", "name": "Kita", "typ": "kita"}
CARD = {"code": "K7M-4QX", "text": "Der Bus fehlt."}


def read(**chapters: Any) -> Ergebnis:
    head = {"format": "bildungskommune-verfahrensakte", "version": 1}
    return einlesen(Datei({**head, **chapters}))


def refusals(**chapters: Any) -> list[str]:
    with pytest.raises(AkteUnlesbar) as refused:
        read(**chapters)
    return [f"{fehler.pfad}: {fehler.satz}" for fehler in refused.value.fehler]


def stored() -> dict[str, int]:
    """Count the rows of everything that a file can hold."""
    labels = {"akteure", "beteiligung", "workshops", "leitbild", "konzept", "massnahmen"}
    models = [model for model in apps.get_models() if model._meta.app_label in labels]
    return {model._meta.label: count for model in models if (count := model._default_manager.count())}


def reihe(**fields: Any) -> dict[str, Any]:
    return {"reihen": [{"kennung": "zukunft", "titel": "Zukunft", **fields}]}


def workshop(**fields: Any) -> dict[str, Any]:
    return reihe(workshops=[{"slug": "auftakt", "titel": "Auftakt", "kapazitaet": 20, **WANN, **fields}])


def leitbild(**fields: Any) -> dict[str, Any]:
    satz = {"kennung": "eins", "art": "leitsatz", "titel": "Satz", **fields}
    return {"leitbilder": [{"kennung": "leitbild", "titel": "Leitbild", "abschnitte": [satz]}]}


def feld(**fields: Any) -> dict[str, Any]:
    one = {"kennung": "wege", "titel": "Wege", **fields}
    return {"konzepte": [{"kennung": "konzept", "titel": "Konzept", "handlungsfelder": [one]}]}


def massnahme(**fields: Any) -> dict[str, Any]:
    return {"massnahmen": [{"kennung": "bus", "titel": "Spätbus", **fields}]}


def vorlage(*beratungen: dict[str, Any]) -> dict[str, Any]:
    given = [{"gremium": "kreistag", "datum": "2025-01-01", "rolle": "entscheidung", **one} for one in beratungen]
    paper = {"nummer": "1/25", "art": "beschluss", "betreff": "Betreff", "beratungen": given}
    return {"gremien": [{"kennung": "kreistag", "name": "Kreistag"}], "vorlagen": [paper]}


WORKSHOP = "reihen[1].workshops[1]"
BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "member without its Verband": (
        {"gemeinden": [{"kennung": "dorf", "name": "Dorf", "art": "mitgliedsgemeinde"}]},
        "gemeinden[1]: Nur eine Mitgliedsgemeinde gehört zu einer Verbandsgemeinde, und sie braucht eine.",
    ),
    "hat that ends before it begins": (
        {
            "institutionen": [KITA],
            "personen": [
                {
                    "kennung": "jana",
                    "name": "Jana",
                    "zugehoerigkeiten": [{"institution": "kita", "von": "2025-02-01", "bis": "2025-01-01"}],
                }
            ],
        },
        "personen[1].zugehoerigkeiten[1]: Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.",
    ),
    "decision by a committee that is only told": (
        vorlage({"rolle": "information", "ergebnis": "ungeaendert"}),
        (
            "vorlagen[1].beratungen[1]: Bei einer Informationspflicht wird nichts beschlossen. "
            "Bitte wählen Sie „zur Kenntnis genommen“."
        ),
    ),
    "workshop that ends before it begins": (
        workshop(ende="2024-06-06T15:00:00+02:00"),
        f"{WORKSHOP}: Das Ende liegt nicht nach dem Beginn. Bitte prüfen Sie beide Zeiten.",
    ),
    "workshop that closes after it began": (
        workshop(anmeldeschluss="2024-06-06T16:00:01+02:00"),
        f"{WORKSHOP}: Der Anmeldeschluss liegt nach dem Beginn. Bitte wählen Sie einen früheren Zeitpunkt.",
    ),
    "workshop without seats": (
        workshop(kapazitaet=0),
        f"{WORKSHOP}: Bitte geben Sie zwischen 1 und 5.000 Plätze an.",
    ),
    "item of the programme that ends before it begins": (
        workshop(programm=[{"titel": "Pause"}, {"titel": "Kaffee", "von": "16:30", "bis": "16:00"}]),
        f"{WORKSHOP}.programm[2]: Das Ende des Programmpunkts liegt vor seinem Beginn.",
    ),
    "registration online without an address": (
        workshop(
            anmeldungen=[
                {
                    "eingegangen_am": "2024-05-01T10:00:00+02:00",
                    "name": "Jana",
                    "einrichtung": "Kita",
                    "quelle": "online",
                    "status": "bestaetigt",
                }
            ]
        ),
        f"{WORKSHOP}.anmeldungen[1]: Für die Anmeldung brauchen wir eine E-Mail-Adresse.",
    ),
    "answer without its reason": (
        reihe(beitraege=[{**CARD, "verbleib": "aufgenommen", "verbleib_am": "2025-01-01"}]),
        "reihen[1].beitraege[1]: Ein Verbleib braucht immer eine Begründung. Sie steht öffentlich beim Beitrag.",
    ),
    "card without words": (
        reihe(beitraege=[{**CARD, "text": ""}]),
        "reihen[1].beitraege[1].text: Dieses Feld darf nicht leer sein.",
    ),
    "Thema inside itself": (
        reihe(themen=[{"kennung": "wege", "titel": "Wege", "uebergeordnet": "zukunft/wege"}]),
        "reihen[1].themen[1]: Ein Thema kann nicht zu sich selbst gehören.",
    ),
    "free Abschnitt without a word": (
        leitbild(art="frei"),
        "leitbilder[1].abschnitte[1]: Ein freier Abschnitt braucht eine eigene Bezeichnung.",
    ),
    "source that is none": (
        leitbild(herleitungen=[{"begruendung": "Weil."}]),
        (
            "leitbilder[1].abschnitte[1].herleitungen[1]: "
            "Bitte wählen Sie genau eine Quelle: einen Beitrag, ein Thema oder eine Kennzahl."
        ),
    ),
    "origin that is none": (
        feld(ableitungen=[{"begruendung": "Weil."}]),
        (
            "konzepte[1].handlungsfelder[1].ableitungen[1]: "
            "Bitte wählen Sie genau eine Quelle: einen Abschnitt des Leitbilds, ein Thema oder einen Beitrag."
        ),
    ),
    "two priorities of one day": (
        feld(
            ziele=[
                {
                    "kennung": "kurz",
                    "titel": "Kurze Wege",
                    "priorisierungen": [
                        {"prioritaet": "hoch", "ab": "2025-01-01"},
                        {"prioritaet": "mittel", "ab": "2025-01-01"},
                    ],
                }
            ]
        ),
        "konzepte[1].handlungsfelder[1].ziele[1].priorisierungen[2]: Dieser Eintrag steht zweimal in der Liste.",
    ),
    "measure that ends before it begins": (
        massnahme(beginn="2025-02-01", ende="2025-01-01"),
        "massnahmen[1]: Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.",
    ),
    "more secured than it costs": (
        massnahme(kosten_gesamt=10, kosten_gesichert="10.01"),
        "massnahmen[1]: Es kann nicht mehr gesichert sein, als die Maßnahme kostet.",
    ),
    "costs below nothing": (massnahme(kosten_gesamt=-1), "massnahmen[1]: Kosten können nicht negativ sein."),
    "link of a measure to nothing": (
        massnahme(bezuege=[{"begruendung": "Weil."}]),
        (
            "massnahmen[1].bezuege[1]: "
            "Bitte wählen Sie genau eine Strategie, ein Ziel, ein Handlungsfeld oder einen Leitsatz."
        ),
    ),
    "part taken by nobody": (
        massnahme(mitwirkungen=[{"rolle": "hilft"}]),
        (
            "massnahmen[1].mitwirkungen[1]: Bitte wählen Sie eine Institution oder eine Stelle, "
            "oder nennen Sie die Mitwirkenden im Wortlaut."
        ),
    ),
    "measure joined with itself": (
        massnahme(verbindungen=[{"nach": "bus", "art": "ergaenzt"}]),
        "massnahmen[1].verbindungen[1]: Eine Maßnahme kann nicht mit sich selbst verbunden sein.",
    ),
    "two values of one day": (
        massnahme(
            indikatoren=[
                {
                    "titel": "Fahrten",
                    "werte": [{"datum": "2025-01-01", "wert": 1}, {"datum": "2025-01-01", "wert": 2}],
                }
            ]
        ),
        "massnahmen[1].indikatoren[1].werte[2]: Dieser Eintrag steht zweimal in der Liste.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_rule_is_named_at_its_place_and_nothing_stays(name: str) -> None:
    chapters, sentence = BROKEN[name]
    before, entries = stored(), Eintrag.objects.count()

    found = refusals(**chapters)

    assert sentence in found
    assert (stored(), Eintrag.objects.count()) == (before, entries)


def test_one_bad_record_among_good_ones_keeps_all_of_them_out() -> None:
    good = {"institutionen": [KITA], "stellen": [{"kennung": "amt", "name": "Amt"}]}
    before = stored()

    refusals(**good, **massnahme(kosten_gesamt=-1))
    nothing = stored()
    read(**good, **massnahme(kosten_gesamt=1))

    assert nothing == before
    assert stored() == {**before, "akteure.Institution": 1, "akteure.Stelle": 1, "massnahmen.Massnahme": 1}


def test_all_broken_rules_are_named_at_once() -> None:
    found = refusals(
        gemeinden=[{"kennung": "dorf", "name": "Dorf", "art": "mitgliedsgemeinde"}],
        **workshop(kapazitaet=0),
        **massnahme(kosten_gesamt=-1),
    )

    assert [sentence.partition(":")[0] for sentence in found] == ["gemeinden[1]", WORKSHOP, "massnahmen[1]"]
