"""Who pays what of a measure: rows by year and source, and what they add up to."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from massnahmen import mittel
from massnahmen.models import Finanzierungsposten
from tests.factories import make_konto, make_massnahme
from tests.lesen import one_line
from tests.massnahmen.builders import make_posten
from tests.massnahmen.tabelle import as_xlsx, exported, rows_of, send, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def spelled(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_rows_that_add_up_say_no_more_than_their_sum() -> None:
    massnahme = make_massnahme(kosten_gesamt=Decimal(100), kosten_gesichert=Decimal(60))
    make_posten(massnahme, betrag=60)
    make_posten(massnahme, jahr=2027, betrag=30, stand="beantragt", quelle="land")
    make_posten(massnahme, jahr=2027, betrag=10, stand="offen")

    known = mittel.whole(massnahme)

    assert spelled(known.zusammen) == "Zusammen 100 €: 60 € gesichert, 30 € beantragt, 10 € offen."
    assert known.widerspruch == []


@pytest.mark.parametrize(
    ("gesamt", "gesichert", "sentences"),
    [
        (None, None, []),
        (
            120,
            60,
            ["Die Posten ergeben zusammen 100 €, als Gesamtkosten sind 120 € genannt: Es fehlen 20 €."],
        ),
        (
            "99.50",
            70,
            [
                "Die Posten ergeben zusammen 100 €, als Gesamtkosten sind 99,5 € genannt: Das sind 0,5 € mehr.",
                "Gesichert sind nach den Posten 60 €, als gesichert sind 70 € genannt: Es fehlen 10 €.",
            ],
        ),
    ],
)
def test_rows_and_numbers_that_disagree_are_told_of(
    office: Client, gesamt: Any, gesichert: Any, sentences: list[str]
) -> None:
    massnahme = make_massnahme(kosten_gesamt=gesamt, kosten_gesichert=gesichert)
    massnahme.refresh_from_db()
    make_posten(massnahme, betrag=60)
    make_posten(massnahme, betrag=40, stand="offen")

    assert list(map(spelled, mittel.whole(massnahme).widerspruch)) == sentences
    for address in (massnahme.get_absolute_url(), reverse("v-massnahme", args=(massnahme.pk,))):
        page = spelled(one_line(office.get(address).content.decode()))
        assert [sentence for sentence in sentences if sentence not in page] == []


def test_measure_without_rows_says_nothing_of_them() -> None:
    known = mittel.whole(make_massnahme(kosten_gesamt=5))

    assert (known.widerspruch, known.zusammen, known.je_stand) == ([], "", [])


def test_public_page_names_year_source_amount_and_state_of_each_row(client: Client) -> None:
    massnahme = make_massnahme()
    make_posten(massnahme, quelle="eu", bezeichnung="Bildungskommunen", betrag=Decimal("1250.50"), stand="beantragt")
    make_posten(massnahme, jahr=2027, quelle="andere", bezeichnung="Spende", betrag=5)

    page = spelled(one_line(client.get(massnahme.get_absolute_url()).content.decode()))

    assert '<td>2026</td><th scope="row">EU, ESF Plus (Bildungskommunen)</th>' in page
    assert '<td class="zahl">1.250,5 €</td><td>beantragt</td>' in page
    assert '<td>2027</td><th scope="row">Spende</th>' in page


GUT = {"jahr": 2026, "quelle": "kreis", "betrag": 5, "stand": "offen"}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"jahr": 1999}, "Bitte nennen Sie ein Jahr von 2000 bis 2100."),
        ({"jahr": 2101}, "Bitte nennen Sie ein Jahr von 2000 bis 2100."),
        ({"betrag": Decimal("-0.01")}, "Ein Betrag kann nicht negativ sein."),
        ({"quelle": "andere"}, "Bitte schreiben Sie unter „Bezeichnung“, woher das Geld kommt."),
    ],
)
def test_database_refuses_a_row_with_a_sentence(more: dict[str, Any], sentence: str) -> None:
    posten = Finanzierungsposten(massnahme=make_massnahme(), **{**GUT, **more})

    with pytest.raises(ValidationError) as refusal:
        posten.validate_constraints()
    assert refusal.value.messages == [sentence]
    with pytest.raises(IntegrityError), transaction.atomic():
        posten.save()


def test_same_row_is_there_once(office: Client) -> None:
    massnahme = make_massnahme()
    make_posten(massnahme, **GUT)

    response = office.post(reverse("v-posten-new", args=(massnahme.pk,)), {**GUT, "betrag": "7"})

    assert response.status_code == 422
    assert "Diesen Posten gibt es schon" in response.content.decode()
    assert massnahme.posten.get().betrag == 5


def test_table_brings_rows_and_takes_them_out_again(office: Client) -> None:
    said = "2026 | Haushalt des Landkreises | 60.000 | gesichert\n2027 | Land | 1.250,5 | beantragt | Sonderprogramm"
    head = ["Nr.", "Titel", "Finanzierungsposten", "Davon öffentlich"]

    take(office, as_xlsx([head, ["7", "Bus", said, "Kosten"]]))

    rows = Finanzierungsposten.objects.values_list("jahr", "quelle", "betrag", "stand", "bezeichnung")
    assert list(rows) == [
        (2026, "kreis", Decimal(60000), "gesichert", ""),
        (2027, "land", Decimal("1250.50"), "beantragt", "Sonderprogramm"),
    ]
    names, row = rows_of(exported(office))
    assert [row[names.index(name)] for name in head[2:]] == [said, "Kosten"]
    take(office, as_xlsx([head[:3], ["7", "Bus", "2027 | Land | 2000 | beantragt | Sonderprogramm"]]))
    assert [str(one.betrag) for one in Finanzierungsposten.objects.order_by("jahr")] == ["60000.00", "2000.00"]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("26 | Land | 5 | offen", "„26“ ist kein Jahr."),
        ("2026 | Mond | 5 | offen", "„Mond“ gibt es nicht."),
        ("2026 | Land | viel | offen", "„viel“ ist keine Zahl."),
        ("2026 | Land | 5 | fast", "„fast“ gibt es nicht."),
        ("2026 | andere Quelle | 5 | offen", "Es fehlt die Bezeichnung."),
        ("2026 | Land | -5 | offen", "größer oder gleich 0"),
        ("2026 | Land | 5 | offen\n2026 | Land | 5 | offen", "„2026, land, offen“ steht zweimal in der Zelle."),
    ],
)
def test_table_with_a_row_that_cannot_be_is_refused_with_its_column(office: Client, cell: str, sentence: str) -> None:
    page = send(office, as_xlsx([["Nr.", "Titel", "Finanzierungsposten"], ["7", "Bus", cell]])).content.decode()

    assert sentence in page
    assert "Spalte „Finanzierungsposten“" in page


def test_row_that_is_there_and_named_twice_is_refused_before_it_is_stored(office: Client) -> None:
    massnahme = make_massnahme(nr="7", titel="Bus")
    make_posten(massnahme, quelle="land", betrag=5, stand="offen")
    cell = "2026 | Land | 5 | offen\n2026 | Land | 6 | offen"

    page = send(office, as_xlsx([["Nr.", "Finanzierungsposten"], ["7", cell]])).content.decode()

    assert "steht zweimal in der Zelle" in page
