"""Targets by year: written and read in words, beside what was reached, and on the way that the Ampel measures by."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bildungskommune.grafik.templatetags.grafik import SEITE
from bildungskommune.grafik.verlauf import Messwert, Wegziel, Ziel, verlauf
from massnahmen import ampel, jahresziele, weg
from massnahmen.models import Indikator
from massnahmen.models.jahresziele import Jahreszielfeld
from tests.factories import make_konto, make_massnahme, make_sachstand
from tests.lesen import words
from tests.massnahmen.builders import make_indikator, make_wert

WERTE = st.decimals(-999_999, 999_999, places=2).map(lambda wert: f"{wert:.2f}".replace("-0.00", "0.00"))
ZIELE = st.dictionaries(st.integers(1990, 2199).map(str), WERTE, max_size=6)
NUR_2027 = {"2027": "40.00"}


@given(ZIELE, st.sampled_from(["; ", "\n"]))
def test_what_is_said_in_words_reads_back(ziele: dict[str, str], trenner: str) -> None:
    assert jahresziele.from_words(jahresziele.in_words(ziele, trenner)) == dict(sorted(ziele.items()))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2027", "„2027“: Bitte schreiben Sie Jahr, Doppelpunkt und Zahl, wie 2027: 40."),
        ("2027:", "„2027:“: Bitte schreiben Sie Jahr, Doppelpunkt und Zahl, wie 2027: 40."),
        ("1989: 4", "„1989“ ist kein Jahr. Bitte schreiben Sie es vierstellig, zum Beispiel 2027."),
        ("2200: 4", "„2200“ ist kein Jahr. Bitte schreiben Sie es vierstellig, zum Beispiel 2027."),
        ("2027: alle", "„alle“ ist kein Zielwert. Bitte schreiben Sie eine Zahl wie 40 oder 12,50."),
        ("2027: NaN", "„NaN“ ist kein Zielwert. Bitte schreiben Sie eine Zahl wie 40 oder 12,50."),
        ("2027: 1000000000000", "„1000000000000“ ist kein Zielwert. Bitte schreiben Sie eine Zahl wie 40 oder 12,50."),
        ("2027: 1; 2027: 2", "Das Jahr 2027 steht zweimal da. Bitte löschen Sie eine der beiden Angaben."),
    ],
)
def test_words_that_name_no_targets_are_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        jahresziele.from_words(text)

    assert refusal.value.messages == [sentence]


def test_a_file_may_write_years_and_numbers_as_numbers() -> None:
    assert Jahreszielfeld().to_python({2028: 3, 2027: 2.5}) == {"2027": "2.50", "2028": "3.00"}
    assert [Jahreszielfeld().to_python(nothing) for nothing in (None, "")] == [{}, {}]
    with pytest.raises(ValidationError):
        Jahreszielfeld().to_python(["2027: 4"])


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [[], "2027", {"27": "4.00"}, {"2027": 4}, {"2027": "4"}, {"2027": None}, None])
def test_database_refuses_what_is_no_target_of_a_year(wrong: Any) -> None:
    indikator = make_indikator(make_massnahme(), jahresziele=NUR_2027)

    with pytest.raises(IntegrityError, match=r"indikator_jahresziele_je_jahr|not-null"), transaction.atomic():
        Indikator.objects.filter(pk=indikator.pk).update(jahresziele=wrong)

    indikator.jahresziele = {"27": "4.00"}
    with pytest.raises(ValidationError, match="Bitte nennen Sie zu jedem Jahr einen Zielwert"):
        indikator.validate_constraints()


@pytest.mark.django_db
def test_beside_a_target_stands_the_last_value_of_its_year() -> None:
    indikator = make_indikator(make_massnahme(), einheit="Prozent", jahresziele={**NUR_2027, "2028": "45.50"})
    for tag, wert in ((date(2026, 12, 31), 30), (date(2027, 3, 1), 35), (date(2027, 6, 30), 38)):
        make_wert(indikator, datum=tag, wert=wert)

    indikator.refresh_from_db()
    said = [one.satz.replace("\xa0", " ") for one in jahresziele.of(indikator)]

    assert said == [
        "Ziel 2027: 40 Prozent · erreicht 38 (30. Juni 2027)",
        "Ziel 2028: 45,5 Prozent · aus diesem Jahr noch kein Wert",
    ]


def an_indicator(**fields: Any) -> Indikator:
    """From 0 at the end of 2025 to 100 at the end of 2029; the year 2026 wants little, 2027 much."""
    given = {
        "basis": Decimal(0),
        "basis_datum": date(2025, 12, 31),
        "ziel": Decimal(100),
        "ziel_datum": date(2029, 12, 31),
        "jahresziele": {"2026": "10.00", "2027": "50.00"},
    }
    return Indikator(titel="Standorte", **{**given, **fields})


@pytest.mark.parametrize(
    ("tag", "wert", "behind"),
    [
        (date(2026, 12, 31), 0, None),
        (date(2026, 12, 31), -1, (Decimal(10), Decimal(10), 2026)),
        (date(2027, 12, 31), 40, None),
        (date(2027, 12, 31), 39, (Decimal(50), Decimal(50), 2027)),
        (date(2028, 12, 31), 60, (Decimal("75.0"), Decimal(100), None)),
        (date(2031, 1, 1), 89, (Decimal(100), Decimal(100), None)),
        (date(2020, 1, 1), -11, (Decimal(0), Decimal(10), 2026)),
    ],
)
def test_value_is_measured_by_the_way_over_the_targets(tag: date, wert: int, behind: Any) -> None:
    found = weg.behind(an_indicator(), tag, Decimal(wert))

    assert (found and (found.soll, found.ziel, found.jahr)) == behind


@pytest.mark.parametrize(
    "fields",
    [
        {"ziel": Decimal(0)},
        {"ziel_datum": date(2025, 12, 31)},
        {"basis": None, "ziel": None, "jahresziele": {"2026": "10.00"}},
        {"basis": None, "ziel_datum": None, "jahresziele": {}},
        {"basis": None, "jahresziele": {"2028": "50.00"}},
    ],
)
def test_where_nothing_says_which_way_is_forward_nothing_is_behind(fields: dict[str, Any]) -> None:
    assert weg.behind(an_indicator(**fields), date(2027, 12, 31), Decimal(-999)) is None


def test_target_outside_of_base_and_aim_is_not_on_the_way_and_without_base_the_first_begins_it() -> None:
    far = {"2025": "1.00", "2026": "10.00", "2029": "90.00", "2030": "95.00"}

    assert [one.jahr for one in weg.points(an_indicator(jahresziele=far))] == [None, 2026, None]
    assert [one.jahr for one in weg.points(an_indicator(basis=None, ziel=None))] == [2026, 2027]


@pytest.mark.django_db
def test_ampel_says_in_a_sentence_that_the_target_of_the_year_is_far() -> None:
    massnahme = make_massnahme(status="in_umsetzung")
    sachstand = make_sachstand(massnahme, stichtag=date(2027, 6, 30))
    indikator = make_indikator(
        massnahme,
        einheit="Prozent",
        **{name: getattr(an_indicator(), name) for name in ("basis", "basis_datum", "ziel", "ziel_datum")},
        jahresziele={"2026": "10.00", "2027": "50.00"},
    )
    make_wert(indikator, datum=date(2027, 7, 1), wert=Decimal("12.5"))
    indikator = Indikator.objects.get()

    found = ampel.work_out(ampel.Lage(massnahme, [], [indikator], sachstand, date(2027, 7, 2)))

    assert [satz.replace("\xa0", " ") for satz in found.gruende] == [
        "„Standorte“ stand am 1. Juli 2027 bei 12,5 Prozent; auf dem Weg zum Ziel für 2027 (50) wären es 29,9 Prozent."
    ]


def test_chart_draws_the_targets_as_rings_on_a_dashed_line_and_says_them() -> None:
    werte = [Messwert(date(2025, 12, 31), 0), Messwert(date(2027, 6, 30), 20)]
    etappen = [Wegziel(10, date(2026, 12, 31)), Wegziel(50, date(2027, 12, 31))]

    bild = verlauf(werte, Ziel(100, date(2029, 12, 31)), SEITE, etappen=etappen)

    rings = [punkt.x for punkt in bild.punkte if punkt.art == "ring"]
    dashed = [linie for linie in bild.linien if linie.art == "ziel"]
    assert len(rings) == 3
    assert [linie.x2 for linie in dashed] == sorted(rings)
    assert dashed[0].x1 == bild.punkte[0].x
    assert {"Ziel 10", "Ziel 50", "Ziel 100"} <= {wort.text for wort in bild.worte}
    said = bild.beschreibung.replace("\xa0", " ")
    assert "Auf dem Weg: 10 bis 31. Dezember 2026, 50 bis 31. Dezember 2027. Ziel sind 100" in said


def test_line_begins_at_the_first_target_where_nothing_was_measured_before() -> None:
    bild = verlauf([Messwert(date(2027, 6, 30), 20)], None, SEITE, etappen=[Wegziel(1, date(2026, 12, 31))])

    assert [linie for linie in bild.linien if linie.art == "ziel"] == []
    assert "(2026)" not in bild.beschreibung


@pytest.mark.django_db
def test_page_of_the_measure_has_the_targets_in_chart_table_and_words(client: Client) -> None:
    massnahme = make_massnahme(oeffentlich=True)
    indikator = make_indikator(
        massnahme, einheit="Prozent", basis=4, basis_datum=date(2025, 12, 31), jahresziele=NUR_2027
    )
    make_wert(indikator, datum=date(2027, 6, 30), wert=38)

    public = client.get(massnahme.get_absolute_url()).content.decode()
    client.force_login(make_konto())
    desk = client.get(reverse("v-massnahme", args=(massnahme.pk,))).content.decode()

    for page in (public, desk):
        assert "Ziel 2027: 40 Prozent · erreicht 38 (30. Juni 2027)" in words(html.fromstring(page)).replace(
            "\xa0", " "
        )
    rows = [row.text_content().split() for row in html.fromstring(public).cssselect(".grafik + details tbody tr")]
    assert rows[-1] == ["31.", "Dezember", "2027", "40", "Ziel", "für", "2027"]
