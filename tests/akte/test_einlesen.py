"""Reading a Verfahrensakte: every refusal with its place, references in any order, what stays and what goes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import AkteUnlesbar, Datei
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.akte.management.commands import verfahren_einlesen
from bildungskommune.akteure.models import Gemeinde, Institution, Person, Stelle
from konzept.models import Strategie, Ziel
from leitbild.models import Abschnitt, Fussnote, Herleitung
from massnahmen.models import Indikatorwert, Massnahme, Meilenstein
from tests.factories import make_massnahme
from workshops.models import Anmeldung, Beitrag, Einladung, Programmpunkt, Reihe, Thema, Workshop, Zuordnung

pytestmark = pytest.mark.django_db

WANN = {
    "beginn": "2024-06-06T16:00:00+02:00",
    "ende": "2024-06-06T19:00:00+02:00",
    "anmeldeschluss": "2024-06-05T12:00:00+02:00",
}


def read(trocken: bool = False, **chapters: Any) -> Ergebnis:
    head = {"format": "bildungskommune-verfahrensakte", "version": 1}
    return einlesen(Datei({**head, **chapters}), trocken=trocken)


def refusals(**chapters: Any) -> list[str]:
    with pytest.raises(AkteUnlesbar) as refused:
        read(**chapters)
    return [f"{fehler.pfad}: {fehler.satz}" for fehler in refused.value.fehler]


def reihe(**fields: Any) -> dict[str, Any]:
    return {"kennung": "zukunft", "titel": "Zukunft", **fields}


def workshop(**fields: Any) -> dict[str, Any]:
    return {"slug": "auftakt", "titel": "Auftakt", "kapazitaet": 20, **WANN, **fields}


def massnahme(**fields: Any) -> dict[str, Any]:
    return {"kennung": "bus", "titel": "Spätbus", **fields}


def leitbild(*abschnitte: dict[str, Any]) -> list[dict[str, Any]]:
    filled = [{"art": "leitsatz", "titel": "Satz", **abschnitt} for abschnitt in abschnitte]
    return [{"kennung": "leitbild", "titel": "Leitbild", "abschnitte": filled}]


def only_massnahme(**fields: Any) -> dict[str, Any]:
    return {"massnahmen": [massnahme(**fields)]}


def only_workshop(**fields: Any) -> dict[str, Any]:
    return {"reihen": [reihe(workshops=[workshop(**fields)])]}


KEIN_TEXT = "Hier wird etwas anderes erwartet (string)."
FORM = {
    "list where a text belongs": (only_massnahme(titel=["Bus"]), f"massnahmen[1].titel: {KEIN_TEXT}"),
    "nothing where a text belongs": (only_massnahme(titel=None), f"massnahmen[1].titel: {KEIN_TEXT}"),
    "text where a list belongs": ({"reihen": "zukunft"}, "reihen: Hier wird etwas anderes erwartet (array)."),
    "text where a record belongs": ({"reihen": ["zukunft"]}, "reihen[1]: Hier wird etwas anderes erwartet (object)."),
    "truth where a number belongs": (
        only_workshop(kapazitaet=True),
        "reihen[1].workshops[1].kapazitaet: Hier wird etwas anderes erwartet (integer).",
    ),
    "number where a truth belongs": (
        {"reihen": [reihe(oeffentlich=1)]},
        "reihen[1].oeffentlich: Hier wird etwas anderes erwartet (boolean).",
    ),
    "record where a reference belongs": (
        only_massnahme(federfuehrung={"kennung": "amt"}),
        f"massnahmen[1].federfuehrung: {KEIN_TEXT}",
    ),
    "unknown name at the top": ({"unsinn": 1}, ": Unbekannte Angabe: unsinn. Bitte prüfen Sie die Schreibweise."),
    "unknown name with a quote": ({"it's": 1}, ": Unbekannte Angabe: it's. Bitte prüfen Sie die Schreibweise."),
    "unknown name deep inside": (
        only_massnahme(indikatoren=[{"titel": "Fahrten", "werte": [{"datum": "2025-01-01", "wert": 1, "wat": 2}]}]),
        "massnahmen[1].indikatoren[1].werte[1]: Unbekannte Angabe: wat. Bitte prüfen Sie die Schreibweise.",
    ),
    "text that is too long": (
        only_massnahme(titel="x" * 301),
        "massnahmen[1].titel: Der Text hat 301 Zeichen, erlaubt sind 300.",
    ),
    "day that does not exist": (
        only_massnahme(beginn="2025-02-30"),
        "massnahmen[1].beginn: „2025-02-30“ ist kein Tag im Kalender. Bitte schreiben Sie ihn wie 2026-10-31.",
    ),
    "day of the document that is none": (
        {"dokumentdatum": "im Herbst", **only_massnahme(sachstaende=[{"status": "vorgesehen", "text": "Geplant."}])},
        "dokumentdatum: „im Herbst“ ist kein Tag im Kalender. Bitte schreiben Sie ihn wie 2026-10-31.",
    ),
    "time that is none": (
        only_workshop(programm=[{"titel": "Pause", "von": "4 Uhr"}]),
        r"reihen[1].workshops[1].programm[1].von: Die Angabe passt nicht ('4 Uhr' does not match '^\\d\\d:\\d\\d$').",
    ),
    "state that does not exist": (
        {"reihen": [reihe(status="fertig")]},
        "reihen[1].status: „fertig“ ist nicht möglich. Erlaubt sind: geplant, laeuft, abgeschlossen.",
    ),
}


@pytest.mark.parametrize(("chapters", "sentence"), FORM.values(), ids=FORM)
def test_wrong_form_is_refused(chapters: dict[str, Any], sentence: str) -> None:
    assert refusals(**chapters) == [sentence]


VALUES = {
    "line break in a title": (
        only_massnahme(titel="Bus\nBahn"),
        (
            "massnahmen[1].titel: Bitte schreiben Sie alles in eine Zeile: nach „Bus“ steht ein Zeilenumbruch oder ein "
            "Tabulator."
        ),
    ),
    "Kennung with a slash": (
        {"reihen": [reihe(kennung="a/b")]},
        (
            "reihen[1].kennung: Bitte ein gültiges Kürzel, bestehend aus Buchstaben, Ziffern, Unterstrichen und "
            "Bindestrichen, eingeben."
        ),
    ),
    "empty title": ({"reihen": [reihe(titel="")]}, "reihen[1].titel: Dieses Feld darf nicht leer sein."),
    "address that runs a script": (
        {"institutionen": [{"kennung": "a", "name": "A", "typ": "kita", "website": "javascript:alert(1)"}]},
        "institutionen[1].website: Bitte eine gültige Adresse eingeben.",
    ),
    "time after midnight": (
        only_workshop(programm=[{"titel": "Pause", "von": "25:00"}]),
        (
            "reihen[1].workshops[1].programm[1].von: Wert „25:00“ hat das korrekte Format (HH:MM[:ss[.uuuuuu]]), "
            "aber ist eine ungültige Zeitangabe."
        ),
    ),
    "moment before the calendar": (
        only_workshop(beginn="0001-01-01T00:00:00"),
        "reihen[1].workshops[1].beginn: Bitte geben Sie Tag und Uhrzeit an wie 2024-06-06T16:00:00+02:00.",
    ),
    "moment after the calendar": (
        only_workshop(ende="9999-12-31T23:59:59-12:00"),
        "reihen[1].workshops[1].ende: Bitte geben Sie Tag und Uhrzeit an wie 2024-06-06T16:00:00+02:00.",
    ),
    "moment that is a day": (
        only_workshop(anmeldeschluss="morgen"),
        "reihen[1].workshops[1].anmeldeschluss: Bitte geben Sie Tag und Uhrzeit an wie 2024-06-06T16:00:00+02:00.",
    ),
    "more seats than a number holds": (
        only_workshop(kapazitaet=10**20),
        "reihen[1].workshops[1].kapazitaet: Dieser Wert muss kleiner oder gleich 2147483647 sein.",
    ),
    "costs without end": (
        only_massnahme(kosten_gesamt=float("inf")),
        "massnahmen[1].kosten_gesamt: Bitte geben Sie eine Zahl an, mit Punkt vor den Nachkommastellen.",
    ),
    "costs that are no number": (
        only_massnahme(kosten_gesamt="viel"),
        "massnahmen[1].kosten_gesamt: Bitte geben Sie eine Zahl an, mit Punkt vor den Nachkommastellen.",
    ),
    "Sachstand without day in a file without day": (
        only_massnahme(sachstaende=[{"status": "vorgesehen", "text": "Geplant."}]),
        (
            "massnahmen[1].sachstaende[1].stichtag: "
            "Bitte geben Sie das Datum an, hier oder als dokumentdatum im Kopf der Datei."
        ),
    ),
    "same record twice": (
        {"massnahmen": [massnahme(), massnahme(titel="Anders")]},
        "massnahmen[2]: Dieser Eintrag steht zweimal in der Liste.",
    ),
    "Leitsatz inside itself": (
        {"leitbilder": leitbild({"kennung": "eins", "uebergeordnet": "leitbild/eins"})},
        "leitbilder[1].abschnitte[1]: Ein Abschnitt kann nicht unter sich selbst stehen.",
    ),
}


@pytest.mark.parametrize(("chapters", "sentence"), VALUES.values(), ids=VALUES)
def test_wrong_value_is_refused_and_nothing_stays(chapters: dict[str, Any], sentence: str) -> None:
    found = refusals(**chapters)

    assert sentence in found
    assert (Reihe.objects.count(), Massnahme.objects.count(), Abschnitt.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_other_version_is_refused_before_anything_else(version: object) -> None:
    with pytest.raises(AkteUnlesbar) as refused:
        einlesen(Datei({"format": "bildungskommune-verfahrensakte", "version": version, "unsinn": 1}))

    assert [fehler.pfad for fehler in refused.value.fehler] == ["version"]


UNKNOWN: dict[str, tuple[Callable[[str], dict[str, Any]], str]] = {
    "stellen": (lambda ref: only_massnahme(federfuehrung=ref), "massnahmen[1].federfuehrung"),
    "gemeinden": (lambda ref: only_massnahme(gemeinden=[ref]), "massnahmen[1].gemeinden[1]"),
    "beratungen": (lambda ref: only_massnahme(startbeschluss=ref), "massnahmen[1].startbeschluss"),
    "strategien": (lambda ref: only_massnahme(bezuege=[{"strategie": ref}]), "massnahmen[1].bezuege[1].strategie"),
    "massnahmen": (
        lambda ref: only_massnahme(verbindungen=[{"nach": ref, "art": "ergaenzt"}]),
        "massnahmen[1].verbindungen[1].nach",
    ),
    "orte": (lambda ref: only_workshop(ort=ref), "reihen[1].workshops[1].ort"),
    "institutionen": (
        lambda ref: only_workshop(kooperationspartner=[ref]),
        "reihen[1].workshops[1].kooperationspartner[1]",
    ),
    "reihen": (lambda ref: {"leitbilder": [{"kennung": "a", "titel": "A", "reihe": ref}]}, "leitbilder[1].reihe"),
    "leitbilder": (lambda ref: {"konzepte": [{"kennung": "a", "titel": "A", "leitbild": ref}]}, "konzepte[1].leitbild"),
    "gremien": (
        lambda ref: {
            "vorlagen": [
                {
                    "nummer": "1/25",
                    "art": "beschluss",
                    "betreff": "B",
                    "beratungen": [{"gremium": ref, "datum": "2025-01-01", "rolle": "entscheidung"}],
                }
            ]
        },
        "vorlagen[1].beratungen[1].gremium",
    ),
}


@pytest.mark.parametrize(("target", "build", "place"), [(name, *rest) for name, rest in UNKNOWN.items()])
def test_reference_to_nothing_is_named(target: str, build: Callable[[str], dict[str, Any]], place: str) -> None:
    assert refusals(**build("gibt-es-nicht")) == [f"{place}: „gibt-es-nicht“ gibt es unter {target} nicht."]


def test_parts_of_a_refused_record_are_not_blamed_for_it() -> None:
    found = refusals(
        reihen=[reihe(kennung="a b", beitraege=[{"code": "K7M-4QX", "text": "Bus."}])],
        leitbilder=leitbild({"kennung": "eins", "herleitungen": [{"thema": "a b/wege", "begruendung": "Weil."}]}),
    )

    assert [sentence.partition(":")[0] for sentence in found] == [
        "reihen[1].kennung",
        "leitbilder[1].abschnitte[1].herleitungen[1].thema",
    ]


def test_record_that_names_a_refused_one_is_not_blamed() -> None:
    found = refusals(
        stellen=[{"kennung": "amt", "name": ""}],
        massnahmen=[massnahme(federfuehrung="amt"), massnahme(kennung="bahn", federfuehrung="amt")],
    )

    assert found == ["stellen[1].name: Dieses Feld darf nicht leer sein."]


def test_record_that_is_nothing_without_a_refused_one_is_not_blamed() -> None:
    found = refusals(
        massnahmen=[
            massnahme(titel=""),
            massnahme(kennung="bahn", verbindungen=[{"nach": "bus", "art": "ergaenzt"}]),
        ],
        massnahmenplaene=[
            {"kennung": "eins", "titel": "Eins", "plaetze": [{"massnahme": "bus", "nr": "1"}, {"massnahme": "bahn"}]},
            {"kennung": "zwei", "titel": "Zwei", "massnahmen": ["bahn", "bus"]},
        ],
    )

    assert found == ["massnahmen[1].titel: Dieses Feld darf nicht leer sein."]


def test_member_may_stand_before_its_verband() -> None:
    verband = {"kennung": "nord", "name": "Nord", "art": "verbandsgemeinde"}
    dorf = {"kennung": "dorf", "name": "Dorf", "art": "mitgliedsgemeinde", "uebergeordnet": "nord"}

    read(gemeinden=[dorf, verband])

    assert Gemeinde.objects.get(kennung="dorf").uebergeordnet == Gemeinde.objects.get(kennung="nord")
    assert read(gemeinden=[verband, dorf]).changes == 0


def test_reference_may_point_forward_inside_its_chapter() -> None:
    read(
        stellen=[
            {"kennung": "sachgebiet", "name": "Sachgebiet", "uebergeordnet": "amt"},
            {"kennung": "amt", "name": "Amt"},
        ],
        reihen=[
            reihe(
                themen=[
                    {"kennung": "linie", "titel": "Linie", "uebergeordnet": "zukunft/wege"},
                    {"kennung": "wege", "titel": "Wege"},
                ]
            )
        ],
        leitbilder=leitbild({"kennung": "teil", "uebergeordnet": "leitbild/ganzes"}, {"kennung": "ganzes"}),
    )

    assert Stelle.objects.get(kennung="sachgebiet").uebergeordnet == Stelle.objects.get(kennung="amt")
    assert Thema.objects.get(kennung="linie").uebergeordnet == Thema.objects.get(kennung="wege")
    assert Abschnitt.objects.get(kennung="teil").uebergeordnet == Abschnitt.objects.get(kennung="ganzes")


@pytest.mark.parametrize("field", ["uebergeordnet", "vorgaengerin"])
@pytest.mark.parametrize("length", [1, 2, 5])
def test_circle_of_records_is_refused(field: str, length: int) -> None:
    names = [f"amt-{number}" for number in range(length)]
    ring = [{"kennung": name, "name": name, field: names[index - 1]} for index, name in enumerate(names)]

    found = refusals(stellen=[{"kennung": "davor", "name": "Davor", field: names[0]}, *ring])

    assert found == [
        f"stellen[{index + 2}].{field}: „{names[index - 1]}“ führt im Kreis zu diesem Eintrag zurück."
        for index in range(length)
    ]


def test_circle_that_a_file_closes_over_stored_records_is_refused() -> None:
    read(stellen=[{"kennung": "a", "name": "A"}, {"kennung": "b", "name": "B", "uebergeordnet": "a"}])

    found = refusals(stellen=[{"kennung": "a", "name": "A", "uebergeordnet": "b"}])

    assert found == ["stellen[1].uebergeordnet: „b“ führt im Kreis zu diesem Eintrag zurück."]


def test_later_chapters_may_stand_first_in_the_file() -> None:
    ergebnis = read(
        massnahmen=[massnahme(bezuege=[{"abschnitt": "leitbild/eins"}], federfuehrung="amt")],
        leitbilder=leitbild({"kennung": "eins", "herleitungen": [{"beitrag": "K7M-4QX", "begruendung": "Weil."}]}),
        reihen=[reihe(beitraege=[{"code": "K7M-4QX", "text": "Der Bus."}])],
        stellen=[{"kennung": "amt", "name": "Amt"}],
    )

    assert ergebnis.neu == {
        "stellen": 1,
        "reihen": 1,
        "beitraege": 1,
        "leitbilder": 1,
        "abschnitte": 1,
        "herleitungen": 1,
        "massnahmen": 1,
        "bezuege": 1,
    }
    assert Herleitung.objects.get().beitrag == Beitrag.objects.get()


def test_umlauts_come_through() -> None:
    read(institutionen=[{"kennung": "kita", "name": "Kita Größe Übermut, Straße ß – „Ärmel“ 🚌", "typ": "kita"}])

    assert Institution.objects.get().name == "Kita Größe Übermut, Straße ß – „Ärmel“ 🚌"


WELT: dict[str, Any] = {
    "stellen": [{"kennung": "amt", "name": "Amt"}],
    "personen": [{"kennung": "jana", "name": "Jana Muster"}],
    "institutionen": [{"kennung": "kita", "name": "Kita", "typ": "kita"}],
    "reihen": [
        reihe(
            workshops=[
                workshop(
                    programm=[{"titel": "Ankommen", "von": "16:00"}, {"titel": "Arbeiten", "von": "17:00"}],
                    einladungen=[{"institution": "kita", "kontingent": 2}],
                    anmeldungen=[
                        {
                            "eingegangen_am": "2024-05-01T10:00:00+02:00",
                            "name": "Olaf",
                            "einrichtung": "Kita",
                            "quelle": "telefon",
                        }
                    ],
                )
            ],
            beitraege=[{"code": "K7M-4QX", "text": "Der Bus.", "workshop": "auftakt"}],
            themen=[{"kennung": "wege", "titel": "Wege", "karten": ["K7M-4QX"]}],
        )
    ],
    "leitbilder": leitbild({"kennung": "eins", "fussnoten": [{"nr": "1", "text": "Quelle."}]}),
    "konzepte": [
        {
            "kennung": "k",
            "titel": "K",
            "handlungsfelder": [
                {
                    "kennung": "hf",
                    "titel": "HF",
                    "ziele": [{"kennung": "z", "titel": "Z"}, {"kennung": "y", "titel": "Y"}],
                    "strategien": [{"kennung": "s", "titel": "S", "ziele": ["k/hf/z", "k/hf/y"]}],
                }
            ],
        }
    ],
    "massnahmen": [
        massnahme(
            meilensteine=[{"datum": "2025-03-01", "titel": "Start"}],
            indikatoren=[{"titel": "Fahrten", "werte": [{"datum": "2025-01-01", "wert": "1.5"}]}],
        )
    ],
}


def without(*path: str | int, welt: Any = WELT) -> Any:
    """Return the world without what is at `path`."""
    copy = json.loads(json.dumps(welt))
    *way, last = path
    place = copy
    for step in way:
        place = place[step]
    del place[last]
    return copy


def rows() -> list[list[dict[str, Any]]]:
    kept: tuple[type[models.Model], ...] = (Workshop, Anmeldung, Einladung, Zuordnung)
    return [list(model._default_manager.order_by("pk").values()) for model in kept]


def test_reading_twice_keeps_every_row() -> None:
    read(**WELT)
    before = rows()

    ergebnis = read(**WELT)

    assert (ergebnis.changes, ergebnis.unveraendert["anmeldungen"]) == (0, 1)
    assert rows() == before


PARTS: dict[str, tuple[tuple[str | int, ...], type[models.Model], int]] = {
    "programm": (("reihen", 0, "workshops", 0, "programm", 0), Programmpunkt, 1),
    "karten": (("reihen", 0, "themen", 0, "karten", 0), Zuordnung, 0),
    "fussnoten": (("leitbilder", 0, "abschnitte", 0, "fussnoten"), Fussnote, 0),
    "meilensteine": (("massnahmen", 0, "meilensteine"), Meilenstein, 0),
    "werte": (("massnahmen", 0, "indikatoren", 0, "werte"), Indikatorwert, 0),
}


@pytest.mark.parametrize(("name", "path", "model", "left"), [(name, *rest) for name, rest in PARTS.items()])
def test_part_that_the_file_no_longer_holds_goes(
    name: str, path: tuple[str | int, ...], model: type[models.Model], left: int
) -> None:
    read(**WELT)

    ergebnis = read(**without(*path))

    assert (ergebnis.entfernt, model._default_manager.count()) == ({name: 1}, left)


KEPT = {
    "Person": (("personen", 0), Person.objects.count),
    "Anmeldung": (("reihen", 0, "workshops", 0, "anmeldungen"), Anmeldung.objects.count),
    "Beitrag": (("reihen", 0, "beitraege"), Beitrag.objects.count),
    "Workshop": (("reihen", 0, "workshops"), Workshop.objects.count),
    "Abschnitt": (("leitbilder", 0, "abschnitte"), Abschnitt.objects.count),
    "Ziel": (("konzepte", 0, "handlungsfelder", 0, "strategien"), Strategie.objects.count),
}


@pytest.mark.parametrize(("path", "count"), KEPT.values(), ids=KEPT)
def test_what_others_may_name_and_who_took_part_stays(path: tuple[str | int, ...], count: Callable[[], int]) -> None:
    read(**WELT)
    welt = without("reihen", 0, "themen", 0, "karten") if path == ("reihen", 0, "beitraege") else WELT
    welt = without("reihen", 0, "beitraege", 0, "workshop", welt=welt) if path == ("reihen", 0, "workshops") else welt

    ergebnis = read(**without(*path, welt=welt))

    assert count() == 1
    assert set(ergebnis.entfernt) <= {"karten"}


def test_order_of_the_file_becomes_the_order_of_the_portal() -> None:
    read(**WELT)
    welt = without("stellen", 0)
    welt["konzepte"][0]["handlungsfelder"][0]["ziele"].reverse()

    ergebnis = read(**welt)

    assert list(Ziel.objects.order_by("position").values_list("kennung", flat=True)) == ["y", "z"]
    assert (ergebnis.geaendert, ergebnis.neu) == ({"ziele": 2}, {})


def test_list_of_references_becomes_what_the_file_says() -> None:
    read(**WELT)

    ergebnis = read(**without("konzepte", 0, "handlungsfelder", 0, "strategien", 0, "ziele", 0))

    assert ergebnis.geaendert == {"strategien": 1}
    assert [ziel.kennung for ziel in Strategie.objects.get().ziele.all()] == ["y"]


def test_left_out_means_the_default() -> None:
    make_massnahme(kennung="bus", titel="Spätbus", kurzbeschreibung="Lang.", oeffentlich=True, status="vorschlag")

    read(massnahmen=[massnahme()])

    assert Massnahme.objects.values_list("kurzbeschreibung", "oeffentlich").get() == ("", False)


def test_dry_run_finds_what_a_real_run_finds_and_keeps_nothing() -> None:
    ergebnis = read(trocken=True, **WELT)

    assert ergebnis.neu["anmeldungen"] == 1
    assert (Reihe.objects.count(), Massnahme.objects.count(), Person.objects.count()) == (0, 0, 0)


def test_amounts_keep_their_cents() -> None:
    read(massnahmen=[massnahme(kosten_gesamt="1234.5", kosten_gesichert=1000)])

    (record,) = Ausgabe().akte({})["massnahmen"]

    assert (record["kosten_gesamt"], record["kosten_gesichert"]) == ("1234.5", 1000)


UNREADABLE = {
    "missing": (None, r"lässt sich nicht lesen: No such file or directory\.$"),
    "latin-1": ("titel: Größe".encode("latin-1"), r"akte\.yaml ist kein Text in UTF-8\.$"),
    "binary": (b"\x89PNG\r\n\x1a\n", r"akte\.yaml ist kein Text in UTF-8\.$"),
    "empty": (b"", r"1 Fehler in .*akte\.yaml\. Es wurde nichts geändert\.$"),
}


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_command_refuses_what_is_no_file_of_text(content: bytes | None, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "akte.yaml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        call_command("verfahren_einlesen", str(file))


def test_command_refuses_a_file_beyond_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "akte.yaml"
    with file.open("wb") as output:
        output.truncate(verfahren_einlesen.MAX_BYTES + 1)

    with pytest.raises(CommandError, match=r"akte\.yaml ist größer als 50 MB\.$"):
        call_command("verfahren_einlesen", str(file))


def test_commands_say_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read(**WELT)
    file = tmp_path / "aus.yaml"

    call_command("verfahren_ausgeben", str(file), "--titel", "Unser Weg", "--dokumentdatum", "2026-10-31")
    call_command("verfahren_einlesen", str(file), "--trocken")
    call_command("verfahren_ausgeben", "-", "--ohne-personen")

    written, *counted, dry = capsys.readouterr().out.partition("format:")[0].splitlines()
    assert (written, dry) == (f"Verfahrensakte geschrieben: {file}", "Trockenlauf: Es wurde nichts geändert.")
    assert {line.partition(" ")[2].partition(" ")[2] for line in counted} == {"unverändert"}
    assert file.read_text(encoding="utf-8").startswith(
        "format: bildungskommune-verfahrensakte\nversion: 1\ntitel: Unser Weg\ndokumentdatum: '2026-10-31'\n"
    )


def test_command_says_where_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"lässt sich nicht schreiben: No such file or directory\.$"):
        call_command("verfahren_ausgeben", str(tmp_path / "fehlt" / "aus.yaml"))
