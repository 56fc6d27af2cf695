"""Vorlagen and Beratungen: what the office enters, what is refused, what lists and texts say of it."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from bildungskommune.beteiligung.ausblick import ausblick
from bildungskommune.beteiligung.auswahl import in_words
from bildungskommune.beteiligung.chronik import consultations
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.portal.start import decisions
from tests.dateien import content
from tests.factories import make_beratung, make_gremium, make_konto, make_vorlage
from tests.formular import Formular

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAPER: dict[str, Any] = {"nummer": "0659/40/2024", "art": "beschluss", "betreff": "Leitbild Bildung"}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"nummer": ""}, "nummer"),
        ({"nummer": "x" * 41}, "nummer"),
        ({"nummer": "0659\n40"}, "nummer"),
        ({"art": "brief"}, "art"),
        ({"betreff": ""}, "betreff"),
        ({"betreff": "x" * 1001}, "betreff"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://rat.example/" + "x" * 500}, "link"),
        ({"fassungen": "0"}, "fassungen"),
        ({"anlagen": "\n".join(f"Anlage {number}" for number in range(51))}, "anlagen"),
        ({"anlagen": "x" * 301}, "anlagen"),
    ],
)
def test_vorlage_that_cannot_be_names_the_field(office: Client, typed: dict[str, str], field: str) -> None:
    response = office.post(reverse("v-vorlage-new"), {**PAPER, "federfuehrung": "Amt 40", **typed})

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form["federfuehrung"].value() == "Amt 40"
    assert Vorlage.objects.count() == 0


def test_number_of_a_vorlage_is_given_once(office: Client) -> None:
    make_vorlage(nummer=PAPER["nummer"])

    response = office.post(reverse("v-vorlage-new"), PAPER)

    assert list(response.context["form"].errors) == ["nummer"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", []),
        ("\n \n", []),
        ("Plan", ["Plan"]),
        ("  Plan \r\n\r\nKarte\n", ["Plan", "Karte"]),
        ("\n".join(f"Anlage {number}" for number in range(50)), [f"Anlage {number}" for number in range(50)]),
    ],
)
def test_attachments_are_one_a_line(office: Client, typed: str, stored: list[str]) -> None:
    office.post(reverse("v-vorlage-new"), {**PAPER, "anlagen": typed})

    vorlage = Vorlage.objects.get()
    form = Formular(office, reverse("v-vorlage-edit", args=(vorlage.pk,)))
    assert vorlage.anlagen == stored
    assert form.value("anlagen").splitlines() == stored
    assert form.send().status_code == 302
    vorlage.refresh_from_db()
    assert (vorlage.anlagen, vorlage.version) == (stored, 1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"gremium": ""}, "gremium"),
        ({"gremium": "0"}, "gremium"),
        ({"rolle": "zuschauen"}, "rolle"),
        ({"datum": ""}, "datum"),
        ({"datum": "2026-02-30"}, "datum"),
        ({"ergebnis": "gut"}, "ergebnis"),
        ({"ja": "-1"}, "ja"),
        ({"ja": "viele"}, "ja"),
        ({"nein": "3"}, "ja"),
        ({"enthaltung": "3"}, "ja"),
        ({"rolle": "information", "ergebnis": "ungeaendert"}, "__all__"),
        ({"rolle": "information", "ergebnis": "abgelehnt"}, "__all__"),
        ({"link": "ftp//x"}, "link"),
    ],
)
def test_beratung_that_cannot_be_names_the_field(office: Client, typed: dict[str, str], field: str) -> None:
    vorlage = make_vorlage()
    whole = {"gremium": make_gremium().pk, "rolle": "entscheidung", "datum": "2026-04-02", "top": "7", **typed}

    response = office.post(reverse("v-beratung-new", args=(vorlage.pk,)), whole)

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert form["top"].value() == "7"
    assert Beratung.objects.count() == 0


@pytest.mark.parametrize(
    ("rolle", "ergebnis"),
    [
        ("information", ""),
        ("information", "kenntnis"),
        ("information", "vertagt"),
        ("information", "zurueck"),
        *[("vorberatung", ergebnis) for ergebnis in Beratung.Ergebnis.values],
        *[("entscheidung", ergebnis) for ergebnis in Beratung.Ergebnis.values],
    ],
)
def test_committee_ends_with_a_result_that_fits_its_part(office: Client, rolle: str, ergebnis: str) -> None:
    vorlage = make_vorlage()
    whole = {"gremium": make_gremium().pk, "rolle": rolle, "datum": "2026-04-02", "ergebnis": ergebnis}

    response = office.post(reverse("v-beratung-new", args=(vorlage.pk,)), whole)

    assert response["Location"] == reverse("v-vorlage-edit", args=(vorlage.pk,))
    assert [(one.rolle, one.ergebnis) for one in vorlage.beratungen.all()] == [(rolle, ergebnis)]
    assert Eintrag.objects.get().ereignis == "beratung.angelegt"


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        ({}, ""),
        ({"ja": 34, "nein": 3, "enthaltung": 5}, "34 Ja, 3 Nein, 5 Enthaltungen"),
        ({"ja": 1, "enthaltung": 1}, "1 Ja, 0 Nein, 1 Enthaltung"),
        ({"ja": 0, "nein": 40}, "0 Ja, 40 Nein, 0 Enthaltungen"),
    ],
)
def test_vote_in_words(votes: dict[str, int], sentence: str) -> None:
    assert make_beratung(ergebnis="ungeaendert", **votes).stimmen == sentence


def test_beratung_in_a_line() -> None:
    kreistag = make_gremium(name="Kreistag")
    open_one = make_beratung(gremium=kreistag, datum=date(2026, 4, 2))
    decided = make_beratung(gremium=kreistag, datum=date(2026, 4, 2), ergebnis="geaendert", ja=30, nein=2)

    assert in_words(open_one) == "2026-04-02, Kreistag: offen"
    assert in_words(decided) == "2026-04-02, Kreistag: geändert beschlossen, 30 Ja, 2 Nein, 0 Enthaltungen"


LIST_CASES = [
    ("", "C B A"),
    ("?sortierung=nummer", "A B C"),
    ("?sortierung=-nummer", "C B A"),
    ("?art=antrag", "B"),
    ("?art=unsinn", "C B A"),
    ("?q=schule", "C A"),
    ("?q=SCHULE%20neu", "A"),
    ("?q=0002", "B"),
    ("?q=%25", ""),
]


@pytest.mark.parametrize(("asked", "expected"), LIST_CASES)
def test_list_of_vorlagen_is_narrowed_and_sorted(office: Client, asked: str, expected: str) -> None:
    made = {
        "A": make_vorlage(nummer="0001/2026", art="beschluss", betreff="Neue Schule"),
        "B": make_vorlage(nummer="0002/2026", art="antrag", betreff="Mehr Busse"),
        "C": make_vorlage(nummer="0003/2026", art="information", betreff="Bericht zur Schule"),
    }

    rows = office.get(reverse("v-vorlage-list") + asked).context["liste"].seite

    assert " ".join(name for row in rows for name, vorlage in made.items() if vorlage == row) == expected


def test_file_of_vorlagen_tells_their_way_through_the_committees(office: Client) -> None:
    vorlage = make_vorlage(**PAPER, federfuehrung="Amt 40", anlagen=["Plan", "Karte"], link="https://rat.example/1")
    make_beratung(vorlage=vorlage, gremium=make_gremium(name="Ausschuss"), datum=date(2026, 3, 1), rolle="vorberatung")
    make_beratung(
        vorlage=vorlage, gremium=make_gremium(name="Kreistag"), datum=date(2026, 4, 2), ergebnis="ungeaendert", ja=40
    )

    answer = office.get(reverse("v-vorlage-list"), {"als": "csv"})

    (row,) = csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig")), delimiter=";")
    assert row == {
        "Vorlage": "0659/40/2024",
        "Art": "Beschlussvorlage",
        "Betreff": "Leitbild Bildung",
        "Federführung": "Amt 40",
        "Fassungen": "",
        "Beratungen": "2026-03-01, Ausschuss: offen; "
        "2026-04-02, Kreistag: ungeändert beschlossen, 40 Ja, 0 Nein, 0 Enthaltungen",
        "Anlagen": "Plan; Karte",
        "Link": "https://rat.example/1",
    }


@pytest.mark.parametrize("rolle", ["leitung", "fachamt", "moderation"])
@pytest.mark.parametrize("name", ["v-vorlage-new", "v-vorlage-edit", "v-beratung-new", "v-beratung-edit"])
def test_only_the_office_writes_about_committees(client: Client, rolle: str, name: str) -> None:
    beratung = make_beratung()
    keys = {
        "v-vorlage-edit": beratung.vorlage_id,
        "v-beratung-new": beratung.vorlage_id,
        "v-beratung-edit": beratung.pk,
    }
    client.force_login(make_konto(rolle=rolle))

    response = client.post(reverse(name, args=[keys[name]] if name in keys else []), {**PAPER, "datum": "2026-01-01"})

    assert response.status_code == 403
    assert (Vorlage.objects.count(), Beratung.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"datum": TODAY + timedelta(days=3)}, "Entscheidung, vorgesehen"),
        ({"datum": TODAY}, "Entscheidung, Ergebnis nicht eingetragen"),
        ({"datum": TODAY - timedelta(days=3)}, "Entscheidung, Ergebnis nicht eingetragen"),
        (
            {"datum": TODAY, "ergebnis": "ungeaendert", "ja": 12, "nein": 1},
            "Entscheidung, ungeändert beschlossen, 12 Ja, 1 Nein, 0 Enthaltungen",
        ),
        (
            {"datum": TODAY, "rolle": "information", "ergebnis": "kenntnis"},
            "Informationspflicht, zur Kenntnis genommen",
        ),
    ],
)
def test_chronicle_says_what_a_committee_did_or_will_do(fields: dict[str, Any], sentence: str) -> None:
    make_beratung(**fields)

    (event,) = consultations(TODAY)

    assert (event.datum, event.satz) == (fields["datum"], sentence)


def test_chronicle_links_the_minutes_else_the_paper() -> None:
    vorlage = make_vorlage(link="https://rat.example/vorlage")
    make_beratung(vorlage=vorlage, datum=TODAY, link="https://rat.example/niederschrift")
    make_beratung(vorlage=vorlage, datum=TODAY - timedelta(days=1))

    assert [event.url for event in consultations(TODAY)] == [
        "https://rat.example/niederschrift",
        "https://rat.example/vorlage",
    ]


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"datum": TODAY, "ergebnis": "kenntnis"}, True),
        ({"datum": TODAY - timedelta(days=400), "ergebnis": "abgelehnt"}, True),
        ({"datum": TODAY, "ergebnis": ""}, False),
        ({"datum": TODAY + timedelta(days=1), "ergebnis": "ungeaendert"}, False),
    ],
)
def test_start_page_tells_what_was_decided_up_to_today(fields: dict[str, Any], is_told: bool) -> None:
    beratung = make_beratung(**fields)

    assert list(decisions(TODAY)) == ([beratung] if is_told else [])


def test_nothing_is_ahead_of_a_stage_that_no_committee_has_on_its_table() -> None:
    make_beratung(datum=TODAY + timedelta(days=3))

    assert ausblick("leitbild", "das Leitbild", begonnen=True).beratung is None
    assert ausblick("leitbild", "das Leitbild", begonnen=False).begonnen is False


def test_list_asks_as_often_for_many_committees_as_for_one(
    office: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    make_beratung()
    office.get(reverse("v-vorlage-list"))
    with django_assert_max_num_queries(40) as first:
        office.get(reverse("v-vorlage-list"))
    for _ in range(10):
        vorlage = make_vorlage()
        for day in range(3):
            make_beratung(vorlage=vorlage, datum=TODAY + timedelta(days=day))

    with django_assert_num_queries(len(first.captured_queries)):
        office.get(reverse("v-vorlage-list"))
