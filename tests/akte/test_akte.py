"""A whole process as one file: what goes in comes out, every error names its place, nothing changes twice."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import AkteUnlesbar, dump, parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.schema import schema
from bildungskommune.beispiel.ordner import FOLDER
from bildungskommune.seiten.models import Seite
from konzept.models import Strategie
from leitbild.models import Abschnitt, Leitbild
from massnahmen.models import Massnahme, Sachstand, Verbindung
from tests.factories import make_anmeldung, make_beitrag, make_leitbild, make_person, make_reihe
from workshops.models import Beitrag, Reihe, Thema

SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "verfahrensakte.schema.json"
KOPF = "format: bildungskommune-verfahrensakte\nversion: 1\n"
WERKSTATT = (
    KOPF
    + """
reihen:
  - kennung: zukunft
    titel: Zukunft
    beitraege:
      - {code: K7M-4QX, text: Der Bus fährt nicht., eingereicht_am: "2024-06-06T16:20:00+02:00"}
    themen:
      - {kennung: wege, titel: Wege, karten: [K7M-4QX]}
"""
)

pytestmark = pytest.mark.django_db


def read(text: str) -> None:
    einlesen(parse(text))


def errors(text: str) -> list[str]:
    with pytest.raises(AkteUnlesbar) as refused:
        read(text)
    return [str(fehler) for fehler in refused.value.fehler]


def test_sample_process_comes_out_to_the_letter_and_reading_twice_changes_nothing() -> None:
    Seite.objects.all().delete()
    text = (FOLDER / "boerde.yaml").read_text(encoding="utf-8")
    datei = parse(text)
    einlesen(datei)

    out = dump(Ausgabe().akte({name: datei.inhalt[name] for name in ("titel", "dokumentdatum")}))
    again = einlesen(datei)
    counts = (Beitrag.objects.count(), Strategie.objects.count(), Massnahme.objects.count())

    assert out == text
    assert again.changes == 0
    assert counts == (202, 20, 40)


def test_long_and_broken_text_survives() -> None:
    text = "Zeile eins  \n\n  „Anführung“: <b>fett</b> & 'DROP TABLE' \t– Schluß\n" + "ä" * 3400
    akte = parse(WERKSTATT).inhalt
    akte["reihen"][0]["beitraege"][0]["text"] = text[:3400]
    read(dump(akte))

    out = Ausgabe().akte({})

    assert out["reihen"][0]["beitraege"][0]["text"] == text[:3400]
    assert parse(dump(out)).inhalt == out


def test_status_without_date_takes_the_date_of_the_document_and_is_left_out_again() -> None:
    read(
        KOPF
        + "dokumentdatum: '2025-06-30'\nmassnahmen:\n"
        + "  - {kennung: bus, titel: Bus, sachstaende: [{status: in_umsetzung, text: Läuft.}]}\n"
    )

    stand = Sachstand.objects.get()
    (written,) = Ausgabe().akte({"dokumentdatum": "2025-06-30"})["massnahmen"]
    record = written["sachstaende"][0]

    assert (stand.stichtag.isoformat(), stand.stand_laut_dokument) == ("2025-06-30", True)
    assert record.pop("erfasst_am")
    assert record == {"status": "in_umsetzung", "text": "Läuft."}


def test_measure_in_four_fields_and_link_between_measures() -> None:
    read(
        KOPF
        + """
konzepte:
  - kennung: k
    titel: K
    handlungsfelder:
      - {kennung: a, titel: A, nr: I}
      - {kennung: b, titel: B}
      - {kennung: c, titel: C, nr: A.1}
      - {kennung: d, titel: D, nr: "7.1"}
massnahmen:
  - kennung: eins
    titel: Eins
    bezuege: [{handlungsfeld: k/a}, {handlungsfeld: k/b}, {handlungsfeld: k/c}, {handlungsfeld: k/d}]
    verbindungen: [{nach: zwei, art: ergaenzt}]
  - {kennung: zwei, titel: Zwei}
"""
    )

    eins = Massnahme.objects.get(kennung="eins")
    numbers = [bezug.handlungsfeld.nr for bezug in eins.bezuege.select_related("handlungsfeld") if bezug.handlungsfeld]

    assert numbers == ["I", "", "A.1", "7.1"]
    assert Verbindung.objects.get().nach.kennung == "zwei"


def test_two_leitbilder_keep_their_own_kennungen() -> None:
    read(
        KOPF
        + """
leitbilder:
  - {kennung: alt, titel: Alt, abschnitte: [{kennung: leitsatz-1, art: leitsatz, titel: Erstes}]}
  - {kennung: neu, titel: Neu, abschnitte: [{kennung: leitsatz-1, art: leitsatz, titel: Zweites}]}
"""
    )

    titles = Abschnitt.objects.order_by("leitbild__kennung").values_list("titel", flat=True)

    assert list(titles) == ["Erstes", "Zweites"]


def test_dry_run_changes_nothing() -> None:
    ergebnis = einlesen(parse(WERKSTATT), trocken=True)

    assert (ergebnis.neu["beitraege"], Beitrag.objects.count()) == (1, 0)


def test_every_error_is_named_with_its_line_and_nothing_is_kept() -> None:
    text = WERKSTATT.replace("[K7M-4QX]", "[XXX-XXX]") + "massnahmen:\n  - {kennung: bus, titel: Bus, status: fertig}\n"
    found = errors(text)

    assert found == [
        (
            "Zeile 12, massnahmen[1].status: „fertig“ ist nicht möglich. Erlaubt sind: vorschlag, vorgesehen, "
            "in_umsetzung, verzoegert, zurueckgestellt, umgesetzt, verstetigt, verworfen."
        )
    ]
    assert Beitrag.objects.count() == 0


def test_unknown_reference_is_named() -> None:
    found = errors(WERKSTATT.replace("[K7M-4QX]", "[XXX-XXX]"))

    assert found == ["Zeile 10, reihen[1].themen[1].karten[1].beitrag: „XXX-XXX“ gibt es unter beitraege nicht."]


def test_unknown_source_of_a_leitsatz_is_the_only_error() -> None:
    found = errors(
        KOPF
        + "leitbilder:\n  - kennung: a\n    titel: A\n    abschnitte:\n      - kennung: eins\n        art: leitsatz\n"
        + "        titel: Eins\n        herleitungen: [{beitrag: XXX-XXX, begruendung: Weil.}]\n"
    )

    assert found == [
        "Zeile 10, leitbilder[1].abschnitte[1].herleitungen[1].beitrag: „XXX-XXX“ gibt es unter beitraege nicht."
    ]


def test_misspelt_name_and_missing_name_are_named() -> None:
    found = errors(KOPF + "reihen:\n  - {kennung: a, tittel: A}\n")

    assert sorted(found) == [
        "Zeile 4, reihen[1]: Es fehlt: titel.",
        "Zeile 4, reihen[1]: Unbekannte Angabe: tittel. Bitte prüfen Sie die Schreibweise.",
    ]


def test_broken_rule_of_the_database_is_named() -> None:
    found = errors(KOPF + "massnahmen:\n  - {kennung: a, titel: A, kosten_gesamt: 10, kosten_gesichert: 20}\n")

    assert found == ["Zeile 4, massnahmen[1]: Es kann nicht mehr gesichert sein, als die Maßnahme kostet."]


def test_words_of_a_beitrag_cannot_be_changed_by_a_file() -> None:
    make_beitrag(code="K7M-4QX", text="Andere Worte.", reihe=make_reihe(kennung="zukunft"))

    found = errors(WERKSTATT)

    assert found[0].endswith("Das ist schon anders gespeichert und lässt sich nicht mehr ändern.")


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "a: [", "a: 1\na: 2\n", "format: x\nversion: 1\n"])
def test_file_that_is_no_akte_is_refused(text: str) -> None:
    assert len(errors(text)) == 1


def test_without_persons_no_name_leaves_the_house() -> None:
    make_beitrag(autor_name="Jana Muster", autor_email="jana@kita.example")
    make_anmeldung(name="Olaf Muster")
    make_person(name="Petra Muster")

    akte = Ausgabe(mit_personen=False).akte({})

    assert "Muster" not in dump(akte)
    assert "Muster" in dump(Ausgabe().akte({}))


def test_command_says_what_is_wrong_and_fails(tmp_path: Path) -> None:
    file = tmp_path / "akte.yaml"
    file.write_text(KOPF + "unsinn: 1\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"1 Fehler in .*akte\.yaml\. Es wurde nichts geändert\."):
        call_command("verfahren_einlesen", str(file))


def test_commands_read_and_write_the_same_file(tmp_path: Path) -> None:
    source, target = tmp_path / "ein.yaml", tmp_path / "aus.yaml"
    source.write_text(WERKSTATT, encoding="utf-8")

    call_command("verfahren_einlesen", str(source))
    call_command("verfahren_ausgeben", str(target))

    assert parse(target.read_text(encoding="utf-8")).inhalt["reihen"][0]["themen"][0]["karten"] == ["K7M-4QX"]
    assert Thema.objects.get().beitraege.get().text == "Der Bus fährt nicht."


def test_schema_in_the_docs_is_the_one_in_use() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == schema()


def test_what_the_file_changes_is_outdated_for_an_open_form() -> None:
    read(WERKSTATT)
    opened = Reihe.objects.get(kennung="zukunft").version
    read(WERKSTATT)
    unchanged = Reihe.objects.get(kennung="zukunft").version

    read(WERKSTATT.replace("titel: Zukunft", "titel: Morgen"))

    assert (unchanged, Reihe.objects.get(kennung="zukunft").version) == (opened, opened + 1)


def test_two_measures_are_linked_in_two_ways_and_prose_names_many_who_take_part() -> None:
    text = (
        (
            KOPF
            + "massnahmen:\n  - kennung: eins\n    titel: Eins\n"
            + f"    mitwirkungen: [{{wortlaut: {'Verein, ' * 240}Amt}}]\n"
            + "    verbindungen: [{nach: zwei, art: ergaenzt}, {nach: zwei, art: voraussetzung}]\n"
            + "  - {kennung: zwei, titel: Zwei}\n"
        )
        .replace("[{wortlaut: ", '[{wortlaut: "')
        .replace("Amt}]", 'Amt"}]')
    )
    read(text)

    again = einlesen(parse(text))

    assert [one.art for one in Verbindung.objects.order_by("pk")] == ["ergaenzt", "voraussetzung"]
    assert again.changes == 0


@pytest.mark.django_db
def test_series_of_a_leitbild_come_back_and_a_file_with_one_is_read() -> None:
    first, second = make_reihe(), make_reihe()
    leitbild = make_leitbild(reihe=first)
    leitbild.weitere_reihen.add(second)
    text = dump(Ausgabe().akte({}))
    leitbild.weitere_reihen.clear()

    einlesen(parse(text))

    assert Leitbild.objects.get().reihen == [first, second]
    old = parse(text)
    del old.inhalt["leitbilder"][0]["weitere_reihen"]
    einlesen(old)
    assert Leitbild.objects.get().reihen == [first]
