"""The way back: what a portal holds goes out, into an empty portal and out again, byte by byte."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import AkteUnlesbar, dump, parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.beispiel import laden
from bildungskommune.beteiligung.models import Vorlage
from bildungskommune.fassungen import pruefung, rules
from bildungskommune.fassungen.models import Fassung, Hauptdokument
from bildungskommune.fassungen.namen import namen_entfernen
from bildungskommune.oparl.models import Quelle, Zuordnung
from bildungskommune.seiten.models import Kommune, Seite
from leitbild.models import Abschnitt
from massnahmen.models import Massnahme, Sachstand, Sachstandsfreigabe
from tests.factories import (
    make_anmeldung,
    make_beitrag,
    make_gremium,
    make_institution,
    make_leitbild,
    make_massnahme,
    make_person,
    make_reihe,
    make_vorlage,
    make_workshop,
)
from workshops.models import Anmeldung, Beitrag, Einladung, Reihe, Teilnahme

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)


class TakeBack(Exception):
    pass


def written(fill: Callable[[], object] = lambda: None, *, mit_personen: bool = True) -> str:
    """Return what a portal writes that was filled like this; afterwards it is as empty as before."""
    text = ""
    try:
        with transaction.atomic():
            fill()
            text = dump(Ausgabe(mit_personen=mit_personen).akte({}))
            raise TakeBack
    except TakeBack:
        return text


def there_and_back(fill: Callable[[], object]) -> tuple[str, str, int]:
    """Return the file of a portal, that of an empty one which read it, and the changes of reading that again."""
    first = written(fill)
    einlesen(parse(first))
    again = einlesen(parse(first))
    return first, dump(Ausgabe().akte({})), again.changes


def test_shipped_sample_comes_back_byte_by_byte_with_its_fassungen() -> None:
    first, second, changes = there_and_back(lambda: laden.load(date(2026, 11, 25)))

    assert second == first
    assert changes == 0
    assert {fassung.definition for fassung in Fassung.objects.all()} == {
        "dokumentation",
        "konzept",
        "leitbild",
        "massnahmenplan",
        "umsetzungsbericht",
    }
    vorlage = Vorlage.objects.get(nummer="0214/40/2025")
    decided = [text.nummer for beratung in vorlage.beratungen.all() for text in beratung.beschlussfassungen.all()]
    assert ([text.nummer for text in vorlage.fassungen.all()], decided) == ([2], [3])
    assert Abschnitt.objects.filter(veroeffentlicht=True).exists()


def council() -> None:
    """A Paper with its Vorlage, one without, and an Organization that somebody assigned."""
    adresse = "https://rat.boerde.example/paper/"
    Quelle.objects.create(adresse=f"{adresse}2", vorlage=make_vorlage(nummer="0214/40/2025"), status="fertig")
    Quelle.objects.create(adresse=f"{adresse}1", status="gescheitert", fehler="Nicht zu erreichen.")
    Zuordnung.objects.create(kennung="https://rat.boerde.example/organization/7", gremium=make_gremium(name="Kreistag"))


def test_what_is_read_from_the_council_is_read_anew_there() -> None:
    first, second, changes = there_and_back(council)

    assert (second, changes) == (first, 0)
    read = {one.adresse[-1]: (one.vorlage and one.vorlage.nummer, one.status) for one in Quelle.objects.all()}
    assert read == {"1": (None, "wartet"), "2": ("0214/40/2025", "wartet")}
    assert Zuordnung.objects.get().gremium.name == "Kreistag"


def reports() -> None:
    bus = make_massnahme(kennung="bus", status="in_umsetzung", status_seit=LONG_AGO)
    same = {"massnahme": bus, "status": "in_umsetzung", "text": "Läuft.", "erfasst_am": LONG_AGO}
    Sachstand.objects.create(stichtag=date(2025, 6, 30), stand_laut_dokument=True, **same)
    Sachstand.objects.create(stichtag=date(2026, 10, 31), stand_laut_dokument=True, **same)
    Sachstand.objects.create(stichtag=date(2026, 10, 31), **same)


def test_every_report_keeps_its_own_day() -> None:
    first, second, changes = there_and_back(reports)

    assert (second, changes) == (first, 0)
    assert [(one.stichtag, one.stand_laut_dokument) for one in Sachstand.objects.order_by("pk")] == [
        (date(2025, 6, 30), True),
        (date(2026, 10, 31), True),
        (date(2026, 10, 31), False),
    ]


def checked_reports() -> None:
    """A measure with reports approved, given back, waiting, and corrected once."""
    bus = make_massnahme(kennung="bus", status="in_umsetzung", status_seit=LONG_AGO)
    day = date(2026, 10, 31)
    rows = [
        Sachstand.objects.create(
            massnahme=bus,
            stichtag=day,
            status="in_umsetzung",
            text=text,
            erfasst_am=LONG_AGO + timedelta(hours=at),
            braucht_freigabe=needs,
        )
        for at, (text, needs) in enumerate({"Falsch.": False, "Gut.": True, "Zu kurz.": True, "Neu.": True}.items())
    ]
    decide = Sachstandsfreigabe.objects.create
    decide(sachstand=rows[1], ergebnis="freigegeben", entschieden_am=LONG_AGO)
    decide(sachstand=rows[2], ergebnis="zurueckgegeben", grund="Mit Datum.", entschieden_am=LONG_AGO)
    later = {"erfasst_am": LONG_AGO + timedelta(days=1), "status": "in_umsetzung"}
    Sachstand.objects.create(massnahme=bus, stichtag=day, text="Richtig.", berichtigt=rows[0], **later)


def test_what_was_decided_and_corrected_comes_back() -> None:
    first, second, changes = there_and_back(checked_reports)

    bus = Massnahme.objects.get()
    assert (second, changes) == (first, 0)
    assert [row.text for row in bus.sachstaende.newest()] == ["Richtig.", "Gut."]
    assert [row.text for row in bus.sachstaende.waiting()] == ["Neu."]
    assert bus.sachstaende.get(text="Zu kurz.").freigabe.grund == "Mit Datum."
    assert bus.sachstaende.get(text="Richtig.").berichtigt == bus.sachstaende.get(text="Falsch.")


def test_day_of_the_head_stands_only_for_reports_of_that_day() -> None:
    reports()

    (bus,) = Ausgabe().akte({"dokumentdatum": "2025-06-30"})["massnahmen"]

    assert [(one.get("stichtag"), one.get("stand_laut_dokument")) for one in bus["sachstaende"]] == [
        (None, None),
        ("2026-10-31", True),
        ("2026-10-31", None),
    ]


def test_report_without_any_day_is_refused_with_its_place() -> None:
    kopf = "format: bildungskommune-verfahrensakte\nversion: 1\n"

    with pytest.raises(AkteUnlesbar) as refused:
        einlesen(
            parse(kopf + "massnahmen:\n  - {kennung: a, titel: A, sachstaende: [{status: vorschlag, text: Neu.}]}\n")
        )

    assert [str(fehler) for fehler in refused.value.fehler] == [
        (
            "Zeile 4, massnahmen[1].sachstaende[1].stichtag: "
            "Bitte geben Sie das Datum an, hier oder als dokumentdatum im Kopf der Datei."
        )
    ]


def event() -> None:
    workshop = make_workshop(slug="auftakt")
    kita = make_institution(kennung="kita")
    einladung = Einladung.objects.create(workshop=workshop, institution=kita, code="geheim", kontingent=3)
    gruppe = workshop.gruppen.create(kennung="a", titel="A")
    anmeldung = make_anmeldung(
        workshop=workshop,
        name="Olaf",
        einladung=einladung,
        status="teilgenommen",
        status_seit=LONG_AGO,
        status_grund="da",
    )
    Teilnahme.objects.create(anmeldung=anmeldung, arbeitsgruppe=gruppe, eingetragen_am=LONG_AGO)
    make_beitrag(workshop=workshop, code="K7M-4QX", position=3, status_seit=LONG_AGO)


def test_who_came_by_which_invitation_comes_back() -> None:
    first, second, changes = there_and_back(event)

    olaf = Anmeldung.objects.get()
    assert (second, changes) == (first, 0)
    assert olaf.einladung is not None
    assert (olaf.einladung.kontingent, olaf.teilnahme.eingetragen_am, olaf.status_seit) == (3, LONG_AGO, LONG_AGO)
    assert "geheim" not in first


def portal() -> None:
    Kommune.objects.update_or_create(pk=1, defaults={"name": "Landkreis Altmark", "telefon": "0391 1"})
    Seite.objects.create(slug="anreise", titel="Anreise", text="Mit dem Bus.", oeffentlich=False)
    Seite.objects.update(stand=date(2025, 1, 31))


def test_portal_and_its_pages_come_back_with_their_day() -> None:
    first, second, changes = there_and_back(portal)

    assert (second, changes) == (first, 0)
    assert Kommune.objects.current().name == "Landkreis Altmark"
    assert Seite.objects.values_list("titel", "oeffentlich", "stand").get(slug="anreise") == (
        "Anreise",
        False,
        date(2025, 1, 31),
    )


def decided() -> None:
    alt = make_leitbild(kennung="alt")
    neu = make_leitbild(kennung="neu")
    entwurf = rules.freeze("leitbild", alt, zweck="vorlage", now=LONG_AGO)
    rules.publish(entwurf, ohne_beschluss="Vor dem Portal beschlossen.", now=LONG_AGO)
    rules.publish(rules.freeze("leitbild", alt, zweck="vorlage"), ohne_beschluss="Schreibfehler.")
    rules.freeze("leitbild", neu, zweck="beschluss", beschluss_zu=rules.freeze("leitbild", neu, zweck="vorlage"))
    make_vorlage(fassung=entwurf)


def test_fassungen_come_back_with_hash_number_and_state() -> None:
    first, second, changes = there_and_back(decided)

    assert (second, changes) == (first, 0)
    found = Fassung.objects.order_by("pk").values_list("dokument", "nummer", "status", "abgeloest_durch__nummer")
    assert list(found) == [
        ("alt", 1, "abgeloest", 2),
        ("alt", 2, "veroeffentlicht", None),
        ("neu", 1, "entwurf", None),
        ("neu", 2, "entwurf", None),
    ]
    assert [rules.checksum(one.snapshot) == one.sha256 for one in Fassung.objects.all()] == [True] * 4
    assert Hauptdokument.objects.get().definition == "leitbild"


def refusals(text: str) -> list[str]:
    with pytest.raises(AkteUnlesbar) as refused:
        einlesen(parse(text))
    return [f"{fehler.pfad}: {fehler.satz}" for fehler in refused.value.fehler]


def test_fassung_that_is_not_the_frozen_one_is_refused() -> None:
    akte = parse(written(decided)).inhalt
    akte["fassungen"][0]["snapshot"] = (
        akte["fassungen"][0]["snapshot"].replace("leitsatz", "leidsatz").replace('"titel":"', '"titel":"Mein ')
    )

    assert refusals(dump(akte)) == [
        "fassungen[1].sha256: Die Prüfsumme passt nicht zum Inhalt. Diese Fassung ist nicht mehr die eingefrorene."
    ]


@pytest.mark.parametrize("content", ["", "kein JSON", "[" * 100_000, '{"b": 1, "a": 2}'])
def test_fassung_without_its_content_as_frozen_is_refused(content: str) -> None:
    akte = parse(written(decided)).inhalt
    akte["fassungen"][0]["snapshot"] = content

    assert refusals(dump(akte))[0].startswith("fassungen[1].snapshot: ")


@pytest.mark.parametrize(("field", "value"), [("titel", "Anders"), ("stichtag", "1999-01-01"), ("objekt", "neu")])
def test_frozen_fassung_never_changes(field: str, value: str) -> None:
    decided()
    akte: dict[str, Any] = Ausgabe().akte({})
    akte["fassungen"][0][field] = value

    assert refusals(dump(akte)) == [
        f"fassungen[1].{field}: Das ist schon anders gespeichert und lässt sich nicht mehr ändern."
    ]


def test_fassung_of_an_unknown_stage_is_refused() -> None:
    akte = parse(written(decided)).inhalt
    akte["fassungen"][3]["definition"] = "roman"

    assert refusals(dump(akte)) == ["fassungen[4].objekt: „neu“ gibt es unter dieser Stufe nicht."]


def named() -> None:
    workshop = make_workshop(slug="auftakt")
    for code, author in (("K7M-4QX", "Jana Muster"), ("K7M-4QY", "Olaf Probe")):
        make_beitrag(workshop=workshop, code=code, autor_name=author, namentlich=True)
    rules.publish(rules.freeze("dokumentation", workshop))


def named_once() -> None:
    named()
    namen_entfernen(Beitrag.objects.get(code="K7M-4QX"), by=None, grund="auf Wunsch der Person")


def test_names_in_fassungen_come_back_and_those_taken_out_do_not() -> None:
    first, second, changes = there_and_back(named_once)

    assert (second, changes) == (first, 0)
    assert [one.name for one in Fassung.objects.get().namensstellen.all()] == ["", "Olaf Probe"]
    assert pruefung.check_all().befunde == []


def test_name_that_was_not_frozen_is_refused() -> None:
    akte = parse(written(named)).inhalt
    akte["fassungen"][0]["namen_in_fassungen"][1]["name"] = "Max Falsch"

    assert refusals(dump(akte)) == ["fassungen[1].namen_in_fassungen[2].name: Der Name p2 ist nicht der eingefrorene."]


def test_name_that_was_taken_out_here_does_not_come_back_with_an_older_file() -> None:
    named()
    akte = Ausgabe().akte({})
    namen_entfernen(Beitrag.objects.get(code="K7M-4QX"), by=None, grund="auf Wunsch der Person")

    assert {one.partition(": ")[2] for one in refusals(dump(akte))} == {
        "Das ist schon anders gespeichert und lässt sich nicht mehr ändern."
    }
    del akte["fassungen"][0]["namen_in_fassungen"][0]
    einlesen(parse(dump(akte)))
    assert [one.name for one in Fassung.objects.get().namensstellen.all()] == ["", "Olaf Probe"]


def test_file_without_persons_takes_no_name_away() -> None:
    make_person(kennung="jana")
    event()
    decided()
    Beitrag.objects.update(autor_name="Jana Muster", autor_email="jana@kita.example")
    text = dump(Ausgabe(mit_personen=False).akte({}))

    ergebnis = einlesen(parse(text))

    assert ergebnis.changes == 0
    assert Beitrag.objects.values_list("autor_name", "autor_email").get() == ("Jana Muster", "jana@kita.example")
    assert [word for word in ("Jana", "jana@kita", "Olaf", "sha256") if word in text] == []


def test_head_says_what_no_file_holds() -> None:
    mit, ohne = (Ausgabe(mit_personen=choice).akte({}) for choice in (True, False))

    assert mit["enthaelt_nicht"] == [
        "Konten, E-Mails, Papierkorb, frühere Stände, Protokoll der Änderungen und Meldungen von Barrieren",
        "Codes der Einladungen (sie werden neu vergeben) und die Links in Mails an Angemeldete",
        "was an viele verschickt wurde und an wen, und wer den Rundbrief bestellt hat",
        "wer zu einem Beitrag E-Mails bekommt",
        "was Angemeldete als Unterstützung brauchen",
        "welche Anmeldungen zusammengeführt wurden und welche zwei Personen sind",
        "welche Konten einen Workshop moderieren",
        "Fotos der Karten und ihre Beschreibung, außer im Paket (.zip)",
        "Fotos der Workshops, außer im Paket (.zip), und die nur noch eine Dokumentation zeigt",
        "die Textbausteine für Begründungen",
        "die Notizen der Verwaltung an Texten",
        "die letzten Schritte an der Kartenwand, die sich noch zurücknehmen lassen",
        "die einzelnen Stimmzettel von Telefonen",
        "wann der Saal für Telefone offen war, und was dort nacheinander gefragt wurde",
        "Vorschläge, wozu eine Karte passt",
        "Meilensteine und Werte, die mit einem ungeprüften Sachstand gemeldet sind",
        "wer wann an eine Maßnahme erinnert wurde, und bis wann Erinnerungen ruhen",
        "PDF-Dateien (sie werden neu gesetzt), Prüfungen der Fassungen und wer sie eingefroren hat",
        "in welcher Fassung eine Verbindung des roten Fadens zuerst beschlossen wurde",
        "Anlagen von Stellungnahmen, Links in Mails an ihre Verfasser, und welche Stelle des Textes eine geändert hat",
        "wer zu einer Beteiligung eingeladen wurde",
        "was aus dem Ratsinformationssystem gelesen und von dort vorgeschlagen ist",
        "welche dieser Vorschläge verworfen sind",
    ]
    assert (mit.get("ohne_personen"), ohne["ohne_personen"]) == (None, True)
    assert ohne["enthaelt_nicht"] == [
        "alles, was eine Person nennt, und Fassungen, in denen Namen stehen können",
        *mit["enthaelt_nicht"],
    ]


def test_state_of_what_is_there_goes_only_where_a_step_leads() -> None:
    make_reihe(kennung="zukunft", status="geplant")
    make_massnahme(kennung="bus", status="vorgesehen")
    akte: dict[str, Any] = Ausgabe().akte({})
    akte["reihen"][0]["status"] = "abgeschlossen"
    akte["massnahmen"][0]["status"] = "verworfen"

    assert sorted(refusals(dump(akte))) == [
        "massnahmen[1].status: Bitte nennen Sie eine Begründung. Sie wird öffentlich gezeigt.",
        "reihen[1].status: Von „geplant“ führt kein Schritt zu „abgeschlossen“.",
    ]


def test_state_takes_the_step_and_its_day_from_the_file() -> None:
    make_massnahme(kennung="bus", status="vorgesehen")
    akte: dict[str, Any] = Ausgabe().akte({})
    akte["massnahmen"][0] |= {"status": "verworfen", "status_grund": "Kein Geld.", "status_seit": LONG_AGO.isoformat()}

    ergebnis = einlesen(parse(dump(akte)))

    bus = Massnahme.objects.get()
    assert (bus.status, bus.status_grund, bus.status_seit) == ("verworfen", "Kein Geld.", LONG_AGO)
    assert ergebnis.geaendert == {"massnahmen": 1}
    assert einlesen(parse(dump(akte))).changes == 0


def test_new_thing_starts_in_any_state_and_a_state_left_out_stays() -> None:
    akte = parse(written(lambda: make_reihe(kennung="zukunft", status="abgeschlossen", status_seit=LONG_AGO))).inhalt
    einlesen(parse(dump(akte)))
    del akte["reihen"][0]["status"]

    ergebnis = einlesen(parse(dump(akte)))

    assert ergebnis.changes == 0
    assert Reihe.objects.values_list("status", "status_seit").get() == ("abgeschlossen", LONG_AGO)
