"""Whether a measure is on its way: every reason for itself, in whole sentences, and what people say against it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from massnahmen import ampel, ampelurteil, takt
from massnahmen.listen import with_ampel
from massnahmen.models import Ampelstufe, Ampelurteil, Massnahme
from tests.factories import make_konto, make_massnahme, make_plan, make_sachstand, make_stelle
from tests.lesen import words
from tests.massnahmen.builders import make_indikator, make_meilenstein, make_wert, today

pytestmark = pytest.mark.django_db

HEUTE = date(2026, 11, 28)


def of(massnahme: Massnahme) -> tuple[str, list[str]]:
    """Return level and reasons on the day of these tests, without the blanks that do not break."""
    found = ampel.of(with_ampel(Massnahme.objects.all()).get(pk=massnahme.pk), HEUTE)
    return str(found.stufe), [satz.replace("\xa0", " ") for satz in found.gruende]


def running(**fields: Any) -> Massnahme:
    """A measure at work of which something was heard four weeks ago."""
    massnahme = make_massnahme(**{"status": "in_umsetzung", **fields})
    make_sachstand(massnahme, stichtag=date(2026, 10, 31))
    return massnahme


def test_measure_without_any_reason_is_on_its_way() -> None:
    massnahme = running(beginn=date(2026, 1, 1), ende=HEUTE)
    make_meilenstein(massnahme, datum=HEUTE)
    make_meilenstein(massnahme, datum=date(2026, 5, 1), erreicht_am=date(2026, 6, 1))

    good = "Kein Termin ist überschritten, und der letzte Sachstand ist vom 31. Oktober 2026."
    assert of(massnahme) == ("auf_kurs", [good])


@pytest.mark.parametrize(
    ("status", "level", "reason"),
    [
        ("umgesetzt", "fertig", "Die Maßnahme ist umgesetzt."),
        ("verstetigt", "fertig", "Die Maßnahme ist verstetigt."),
        ("vorschlag", "keine_angabe", "Die Maßnahme ist noch ein Vorschlag."),
        ("zurueckgestellt", "keine_angabe", "Die Maßnahme ist zurückgestellt."),
        ("verworfen", "keine_angabe", "Die Maßnahme wird nicht weiterverfolgt."),
    ],
)
def test_state_that_ends_or_has_not_begun_says_all(status: str, level: str, reason: str) -> None:
    massnahme = make_massnahme(status=status, ende=date(2025, 1, 1))

    assert of(massnahme) == (level, [reason])


@pytest.mark.parametrize(
    ("fields", "level", "reason"),
    [
        ({"status": "verzoegert"}, "in_verzug", "Die Maßnahme ist verzögert."),
        (
            {"ende": date(2026, 11, 27)},
            "in_verzug",
            "Das Ende war für den 27. November 2026 vorgesehen, und die Maßnahme ist nicht fertig.",
        ),
        (
            {"status": "vorgesehen", "beginn": date(2026, 11, 27)},
            "achtung",
            "Der Beginn war für den 27. November 2026 vorgesehen, und die Umsetzung hat nicht begonnen.",
        ),
    ],
)
def test_day_that_passed_is_a_reason(fields: dict[str, Any], level: str, reason: str) -> None:
    assert of(running(**fields)) == (level, [reason])


def test_overdue_milestones_are_named_the_oldest_first_and_then_counted() -> None:
    massnahme = running()
    for month in (9, 6, 7, 8):
        make_meilenstein(massnahme, titel=f"Stufe {month}", datum=date(2026, month, 30))

    level, reasons = of(massnahme)

    assert level == "in_verzug"
    assert reasons[0] == "Der Meilenstein „Stufe 6“ war für den 30. Juni 2026 vorgesehen und ist nicht erreicht."
    assert reasons[3:] == ["Ein weiterer Meilenstein ist überfällig."]
    make_meilenstein(massnahme, titel="Stufe 10", datum=date(2026, 10, 30))
    assert of(massnahme)[1][3:] == ["2 weitere Meilensteine sind überfällig."]


@pytest.mark.parametrize(("heard", "level"), [(date(2026, 5, 29), "auf_kurs"), (date(2026, 5, 28), "achtung")])
def test_silence_of_more_than_half_a_year_is_a_reason(heard: date, level: str) -> None:
    massnahme = make_massnahme(status="in_umsetzung", beginn=date(2026, 1, 1))
    make_sachstand(massnahme, stichtag=heard)

    assert timedelta(days=183) == takt.HALBES_JAHR
    assert of(massnahme)[0] == level
    if level == "achtung":
        old = "Der letzte Sachstand ist vom 28. Mai 2026 und damit älter als ein halbes Jahr."
        assert of(massnahme)[1] == [old]


@pytest.mark.parametrize(("months", "turn"), [(1, "jeden Monat"), (2, "alle 2 Monate")])
def test_silence_is_measured_by_the_turn_of_the_plan(months: int, turn: str) -> None:
    massnahme = make_massnahme(status="in_umsetzung", beginn=date(2026, 1, 1))
    make_sachstand(massnahme, stichtag=date(2026, 9, 1))
    plan = make_plan(bericht_alle_monate=3)
    plan.massnahmen.add(massnahme)
    assert of(massnahme)[0] == "auf_kurs"

    plan.bericht_alle_monate = months
    plan.save()

    old = f"Der letzte Sachstand ist vom 1. September 2026; der Plan sieht {turn} einen Bericht vor."
    assert of(massnahme) == ("achtung", [old])


def test_measure_never_heard_of() -> None:
    never = "Es gibt noch keinen Sachstand."

    assert of(make_massnahme(status="in_umsetzung", ende=date(2027, 1, 1))) == ("achtung", [never])
    assert of(make_massnahme(status="in_umsetzung")) == ("keine_angabe", [never])


def test_report_that_waits_counts_not() -> None:
    massnahme = make_massnahme(status="in_umsetzung", ende=date(2027, 1, 1))
    make_sachstand(massnahme, braucht_freigabe=True)

    assert of(massnahme) == ("achtung", ["Es gibt noch keinen Sachstand."])


@pytest.mark.parametrize(
    ("wert", "behind"),
    [("9", False), ("8", False), ("7.9", True)],
)
def test_indicator_is_held_to_the_straight_way_to_its_aim(wert: str, behind: bool) -> None:
    """Half the time has gone: ten of twenty are due, two less are let pass."""
    massnahme = running()
    indikator = make_indikator(
        massnahme, einheit="Orte", basis=0, basis_datum=date(2026, 1, 1), ziel=20, ziel_datum=date(2026, 12, 31)
    )
    make_wert(indikator, datum=date(2026, 7, 2), wert=Decimal(wert))

    level, reasons = of(massnahme)

    assert level == ("achtung" if behind else "auf_kurs")
    if behind:
        assert reasons == ["„Standorte“ stand am 2. Juli 2026 bei 7,9 Orte; auf geradem Weg zum Ziel wären es 10 Orte."]


def test_indicator_that_shall_fall_is_behind_when_it_is_too_high() -> None:
    massnahme = running()
    indikator = make_indikator(massnahme, basis=20, basis_datum=date(2026, 1, 1), ziel=0, ziel_datum=date(2026, 12, 31))
    make_wert(indikator, datum=date(2026, 7, 2), wert=15)

    assert of(massnahme)[1] == ["„Standorte“ stand am 2. Juli 2026 bei 15; auf geradem Weg zum Ziel wären es 10."]


@pytest.mark.parametrize(
    "lacking",
    [{"basis": None}, {"ziel": None}, {"basis_datum": None}, {"ziel_datum": None}, {"ziel": 0}],
)
def test_indicator_without_a_way_says_nothing(lacking: dict[str, Any]) -> None:
    massnahme = running()
    whole = {"basis": 0, "basis_datum": date(2026, 1, 1), "ziel": 20, "ziel_datum": date(2026, 12, 31)}
    make_wert(make_indikator(massnahme, **(whole | lacking)), datum=date(2026, 7, 2), wert=0)
    make_indikator(massnahme, **whole)

    assert of(massnahme)[0] == "auf_kurs"


def test_what_the_office_says_stands_until_it_takes_it_back() -> None:
    massnahme, office = running(ende=date(2026, 1, 1)), make_konto()

    ampelurteil.decide(massnahme, "achtung", "Der Rest ist bestellt.", by=office)
    ampelurteil.decide(massnahme, "auf_kurs", "Der Rest ist da.", by=office)

    found = ampel.of(with_ampel(Massnahme.objects.all()).get(pk=massnahme.pk))
    assert (found.stufe, list(found.gruende), found.gesetzt_am) == (Ampelstufe.AUF_KURS, ["Der Rest ist da."], today())
    assert ampelurteil.lift(massnahme, by=office)
    assert not ampelurteil.lift(massnahme, by=office)
    assert of(massnahme)[0] == "in_verzug"
    assert [one.aufgehoben_am is None for one in Ampelurteil.objects.filter(massnahme=massnahme)] == [False, False]
    told = Eintrag.objects.about(massnahme).order_by("pk").values_list("ereignis", flat=True)
    assert list(told) == ["massnahme.ampel", "massnahme.ampel", "massnahme.ampel_aufgehoben"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"grund": "Ja."}, "Für diese Maßnahme ist die Ampel schon gesetzt."),
        ({"grund": "", "aufgehoben_am": "2026-01-01T00:00Z"}, "Bitte nennen Sie den Grund. Er steht bei der Ampel."),
    ],
)
def test_database_holds_one_reasoned_judgement(fields: dict[str, Any], sentence: str) -> None:
    massnahme = make_massnahme()
    Ampelurteil.objects.create(massnahme=massnahme, stufe="achtung", grund="Darum.")
    wrong = Ampelurteil(massnahme=massnahme, stufe="achtung", **fields)

    with pytest.raises(ValidationError, match=sentence):
        wrong.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


def text(client: Client, address: str) -> str:
    return words(lxml.html.fromstring(client.get(address).content.decode()))


def test_office_sets_the_ampel_with_its_reason_and_everybody_reads_it(client: Client) -> None:
    massnahme = running(ende=today() - timedelta(days=1), oeffentlich=True)
    client.force_login(make_konto())
    address, page = reverse("v-ampel-new", args=(massnahme.pk,)), reverse("v-massnahme", args=(massnahme.pk,))
    assert "Aus den Angaben berechnet in Verzug Das Ende war" in text(client, address)
    assert client.post(address, {"stufe": "auf_kurs", "grund": ""}).status_code == 422

    answer = client.post(address, {"stufe": "auf_kurs", "grund": "Der Abschluss ist nur noch Form."}, follow=True)

    assert answer.redirect_chain == [(page, 302)]
    public = text(Client(), massnahme.get_absolute_url())
    assert "Wie es steht auf Kurs Der Abschluss ist nur noch Form. Von der Stabsstelle gesetzt am" in public
    back = client.post(reverse("v-ampel-aufheben", args=(massnahme.pk,)), follow=True)
    assert "wieder aus den Angaben berechnet" in back.content.decode()
    assert "in Verzug Das Ende war" in text(Client(), massnahme.get_absolute_url())


def test_fachamt_sets_no_ampel(client: Client) -> None:
    konto = make_konto("fachamt", stelle=make_stelle())
    massnahme = running(federfuehrung=konto.stelle)
    client.force_login(konto)

    ways = [reverse(name, args=(massnahme.pk,)) for name in ("v-ampel-new", "v-ampel-aufheben")]

    assert [client.post(way, {"stufe": "fertig", "grund": "x"}).status_code for way in ways] == [403, 403]
    assert Ampelurteil.objects.count() == 0


def test_list_shows_and_filters_by_it_with_as_many_statements_for_one_as_for_thirty(client: Client) -> None:
    client.force_login(make_konto())
    liste = reverse("v-massnahme-list")

    def statements(more: int) -> list[int]:
        for _ in range(more):
            late = running(titel="Bücherbus", ende=today() - timedelta(days=1))
            make_wert(make_indikator(late))
            make_meilenstein(late)
            ampelurteil.decide(running(titel="Spielmobil"), "achtung", "Darum.", by=make_konto())
        counts = []
        for address in (liste, f"{liste}?ampel=in_verzug"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    assert statements(1) == statements(14)
    late = client.get(f"{liste}?ampel=in_verzug").context["liste"].seite
    assert {one.titel for one in late} == {"Bücherbus"}
    row = words(lxml.html.fromstring(client.get(liste).content.decode()).cssselect("tbody tr")[0])
    assert "in Verzug" in row
