"""A Reihe in numbers: each against counting by hand, and as many queries for a large one as for a small one."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from bildungskommune.akteure.models import Institution
from tests.dateien import content
from tests.factories import (
    make_anmeldung,
    make_beitrag,
    make_gemeinde,
    make_institution,
    make_konto,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from workshops.auswertung import haeufung, tafeln
from workshops.auswertung.umfang import Umfang
from workshops.models import Beitrag, Einladung, Reihe, Thema, Workshop, Zuordnung
from workshops.wand import herkunft
from workshops.wand.auswahl import Gewaehlt

pytestmark = pytest.mark.django_db


def invite(workshop: Workshop, institution: Institution, **fields: object) -> Einladung:
    number = Einladung.objects.count()
    return Einladung.objects.create(workshop=workshop, institution=institution, code=f"code-{number}", **fields)


def make_evaluated() -> Reihe:
    """Two workshops, a cancelled one and one of another Reihe; a Kita that came, a school that declined."""
    reihe, ort = make_reihe(titel="Bildung vor Ort"), make_gemeinde(name="Haldensleben")
    kita = make_institution(typ="kita", bildungsbereiche=["fruehkindlich", "familie"], gemeinde=ort)
    schule = make_institution(typ="grundschule", bildungsbereiche=["schule"])
    first, second = make_workshop(reihe=reihe, titel="Auftakt"), make_workshop(reihe=reihe, titel="Ergebnis")
    off = make_workshop(reihe=reihe, titel="Fällt aus", status="abgesagt")
    for workshop in (first, second, off, make_workshop()):
        invite(workshop, kita)
        make_anmeldung(workshop=workshop, institution=kita, status="storniert")
    invite(first, schule, antwort="abgesagt")
    einladung = first.einladungen.get(institution=kita)
    make_anmeldung(workshop=first, institution=kita, einladung=einladung, status="teilgenommen")
    make_anmeldung(workshop=first, institution=kita, einladung=einladung, status="nicht_erschienen")
    make_anmeldung(workshop=first, status="teilgenommen")
    make_anmeldung(workshop=second, status="warteliste")
    sprache, bus = make_thema(reihe=reihe, titel="Sprache"), make_thema(reihe=reihe, titel="Bus")
    answered = {"verbleib": "aufgenommen", "verbleib_begruendung": "Steht darin.", "verbleib_am": "2026-01-02"}
    both = make_beitrag(workshop=first, **answered)
    for thema, beitrag in ((sprache, both), (bus, both), (sprache, make_beitrag(workshop=first))):
        make_zuordnung(thema, beitrag)
    make_zuordnung(bus, make_beitrag(workshop=first, status="zurueckgewiesen"))
    return reihe


def rows(umfang: Umfang) -> dict[str, list[tuple[object, ...]]]:
    return {one.titel: [(row.wort.split(",")[0], *row.werte) for row in one.zeilen] for one in tafeln.tables(umfang)}


def test_numbers_are_those_counted_by_hand() -> None:
    reihe = make_evaluated()

    assert rows(Umfang(reihe)) == {
        "Je Workshop": [("Auftakt", 2, 2, 3, 2, 2), ("Ergebnis", 1, 0, 0, 0, 0)],
        "Nach Art der Einrichtung": [
            ("Grundschule", 1, 1, 0, 0),
            ("Kindertageseinrichtung", 2, 1, 2, 1),
            ("ohne Angabe", 0, 0, 1, 1),
        ],
        "Nach Bildungsbereich": [
            ("Familienbildung", 2, 1, 2, 1),
            ("Frühkindliche Bildung", 2, 1, 2, 1),
            ("Schule und Ganztag", 1, 1, 0, 0),
            ("ohne Angabe", 0, 0, 1, 1),
        ],
        "Nach Gemeinde": [("Haldensleben", 2, 1, 2, 1), ("ohne Angabe", 1, 1, 1, 1)],
        "Karten nach Thema": [("Sprache", 2, 1, 0, 0, 0, 0, 1), ("Bus", 1, 1, 0, 0, 0, 0, 0)],
        "Was aus den Karten wurde": [("aufgenommen", 1), ("noch offen", 1)],
    }
    assert rows(Umfang(reihe, reihe.workshops.get(titel="Ergebnis")))["Nach Art der Einrichtung"] == [
        ("Kindertageseinrichtung", 1, 0, 0, 0)
    ]


def test_page_and_files_say_the_same_and_ask_no_more_for_many(client: Client, django_assert_num_queries) -> None:
    reihe = make_evaluated()
    url = reverse("v-auswertung", args=(reihe.pk,))
    client.force_login(make_konto(rolle="leitung"))
    client.get(url)
    with django_assert_num_queries(11):
        small = client.get(url)

    for _ in range(12):
        workshop = make_workshop(reihe=reihe)
        house = make_institution(gemeinde=make_gemeinde())
        invite(workshop, house)
        make_anmeldung(workshop=workshop, institution=house)
        make_zuordnung(make_thema(reihe=reihe), make_beitrag(workshop=workshop))
    with django_assert_num_queries(11):
        large = client.get(url)

    assert (small.status_code, large.context["tafeln"][0].summe.werte) == (200, (15, 2, 15, 2, 14))
    lines = content(client.get(url, {"als": "csv"})).decode("utf-8-sig").splitlines()
    assert lines[0] == "Tafel;Zeile;Größe;Wert"
    assert "Nach Art der Einrichtung;Grundschule;Einladungen;1" in lines
    book = load_workbook(BytesIO(content(client.get(url, {"als": "xlsx"}))))
    assert book.sheetnames == [one.titel for one in large.context["tafeln"]]
    assert [cell.value for cell in book["Karten nach Thema"][2]] == ["Sprache", 2, 1, 0, 0, 0, 0, 1]


def test_page_of_one_workshop_is_found_from_it(client: Client) -> None:
    workshop = make_evaluated().workshops.get(titel="Auftakt")
    client.force_login(make_konto())
    way = f"{reverse('v-auswertung', args=(workshop.reihe_id,))}?workshop={workshop.pk}"

    assert way in client.get(reverse("v-workshop", args=(workshop.pk,))).content.decode()
    assert "<h1>Auftakt<" in client.get(way).content.decode()
    assert "<h1>Bildung vor Ort<" in client.get(way.partition("=")[0] + f"={make_workshop().pk}").content.decode()


def test_gaps_stand_first_and_lead_to_the_filtered_choice(client: Client) -> None:
    reihe = make_evaluated()
    make_institution(typ="grundschule", bildungsbereiche=["schule"])
    ahead = reihe.workshops.get(titel="Auftakt")
    client.force_login(make_konto())

    page = client.get(reverse("v-luecken", args=(reihe.pk,)))

    kinds = {
        art: [(one.gruppe.wort, one.haeuser, one.eingeladen, one.da) for one in rows]
        for art, rows in page.context["gliederungen"]
    }
    assert kinds["typ"] == [("Grundschule", 2, 1, 0), ("Kindertageseinrichtung", 1, 1, 1)]
    assert kinds["gemeinde"] == [("ohne Angabe", 2, 1, 0), ("Haldensleben", 1, 1, 1)]
    way = f"{reverse('v-einladung-auswahl', args=(ahead.pk,))}?typ=grundschule&amp;dabei=nie"
    assert way in page.content.decode()
    found = client.get(way.replace("&amp;", "&")).context["liste"].seite
    assert [one.typ for one in found] == ["grundschule", "grundschule"]
    client.force_login(make_konto(rolle="leitung"))
    assert "einladungen" not in client.get(reverse("v-luecken", args=(reihe.pk,))).content.decode()


def make_named(reihe: Reihe, kitas: int) -> None:
    """Thirty cards: of ten from this many Kitas eight say Sprache, of twenty from nobody four do."""
    sprache, bus = make_thema(reihe=reihe, titel="Sprache"), make_thema(reihe=reihe, titel="Bus")
    houses = [make_institution(typ="kita") for _ in range(kitas)]
    for number in range(30):
        house = houses[number % kitas] if number < 10 else None
        says = sprache if number < 8 or number >= 26 else bus
        make_zuordnung(says, make_beitrag(reihe=reihe, institution=house))


@pytest.mark.parametrize("kitas", [3, 2])
def test_what_a_group_named_more_often_is_said_in_public_of_three_houses_or_more(client: Client, kitas: int) -> None:
    reihe = make_reihe()
    make_named(reihe, kitas)

    found = haeufung.of(Umfang(reihe))

    satz = "Kindertageseinrichtungen nannten „Sprache“ 2-mal so häufig wie der Durchschnitt aller Karten."
    assert [(one.satz, one.karten, one.von, one.faktor) for one in found.haeufungen] == [(satz, 8, 10, 2.0)]
    assert (found.karten, found.mit_einrichtung) == (30, 10)
    assert (satz in client.get(reihe.get_absolute_url()).content.decode()) == (kitas == 3)


def test_a_card_made_of_others_counts_for_the_institutions_of_all_of_them_once_a_group(client: Client) -> None:
    reihe = make_reihe()
    make_named(reihe, 3)
    konto, workshop = make_konto(), make_workshop(reihe=reihe)
    Beitrag.objects.update(workshop=workshop)
    Thema.objects.update(workshop=workshop)
    kitas = list(Beitrag.objects.filter(institution__isnull=False, zuordnungen__thema__titel="Sprache").order_by("pk"))
    for _ in range(3):
        make_zuordnung(Thema.objects.get(titel="Bus"), make_beitrag(reihe=reihe))

    twice = herkunft.merge(workshop, [Gewaehlt(one, None) for one in kitas[:2]], "Mehr Sprache!", "", by=konto)
    herkunft.merge(workshop, [Gewaehlt(twice, None), Gewaehlt(kitas[2], None)], "Sprache für alle!", "", by=konto)

    found = haeufung.of(Umfang(reihe))
    assert [(one.karten, one.von, one.haeuser) for one in found.haeufungen] == [(6, 8, 3)]
    assert (found.karten, found.mit_einrichtung) == (31, 8)
    with CaptureQueriesContext(connection) as few:
        haeufung.of(Umfang(reihe))
    herkunft.merge(workshop, [Gewaehlt(one, None) for one in kitas[3:5]], "Sprache!", "", by=konto)
    make_zuordnung(Thema.objects.get(titel="Bus"), make_beitrag(reihe=reihe))
    with CaptureQueriesContext(connection) as many:
        haeufung.of(Umfang(reihe))
    assert len(many) == len(few)


def test_each_kind_of_institution_has_a_plural_to_speak_of_it() -> None:
    assert set(haeufung.MEHRZAHL) == {value for value, _ in Institution._meta.get_field("typ").flatchoices}


def test_of_few_cards_nothing_is_said(client: Client) -> None:
    reihe = make_reihe()
    make_named(reihe, 3)
    Zuordnung.objects.filter(beitrag=reihe.beitraege.latest("pk")).delete()
    client.force_login(make_konto())

    assert haeufung.of(Umfang(reihe)).haeufungen == ()
    assert "Bisher sind es 29." in " ".join(
        client.get(reverse("v-auswertung", args=(reihe.pk,))).content.decode().split()
    )
