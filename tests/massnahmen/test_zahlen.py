"""Numbers of the implementation: the two last stages, the overview, money, what is late, and who is asked for it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.audit.log import record
from bildungskommune.verfahren import aufgaben
from massnahmen import anfragen, faellig, listen, mittel, uebersicht
from massnahmen.models import Massnahme, MassnahmeStatus
from massnahmen.stufe import massnahmen_umsetzung
from tests.factories import (
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_massnahme,
    make_sachstand,
    make_stelle,
    make_strategie,
)
from tests.massnahmen.builders import days_ago, make_meilenstein, today

pytestmark = pytest.mark.django_db

S = MassnahmeStatus
RUNNING = {S.VORGESEHEN, S.IN_UMSETZUNG, S.VERZOEGERT}


def make_all(*states: str, **fields: Any) -> list[Massnahme]:
    return [make_massnahme(status=status, **fields) for status in states]


STAGES: list[tuple[tuple[str, ...], tuple[str, str], tuple[str, str, str]]] = [
    ((), ("offen", "vorgesehen"), ("offen", "vorgesehen", "0 umgesetzt")),
    ((S.VORSCHLAG,), ("laeuft", "0 begonnen"), ("offen", "vorgesehen", "0 umgesetzt")),
    ((S.VORGESEHEN, S.IN_UMSETZUNG), ("laeuft", "1 begonnen"), ("laeuft", "läuft", "0 umgesetzt")),
    ((S.IN_UMSETZUNG, S.VERZOEGERT), ("fertig", "2 begonnen"), ("laeuft", "1 verzögert", "0 umgesetzt")),
    ((S.UMGESETZT, S.IN_UMSETZUNG), ("fertig", "2 begonnen"), ("laeuft", "läuft", "1 umgesetzt")),
    ((S.UMGESETZT, S.VERSTETIGT), ("fertig", "2 begonnen"), ("fertig", "umgesetzt", "2 umgesetzt")),
    ((S.ZURUECKGESTELLT, S.VERWORFEN), ("laeuft", "0 begonnen"), ("offen", "vorgesehen", "0 umgesetzt")),
]


@pytest.mark.parametrize(("states", "planned", "done"), STAGES)
def test_last_stages_follow_the_states_of_public_measures(
    states: tuple[str, ...], planned: tuple[str, str], done: tuple[str, str, str]
) -> None:
    make_all(*states)
    make_all(S.UMGESETZT, S.VERZOEGERT, oeffentlich=False)

    four, five = massnahmen_umsetzung()

    assert (four.nr, four.fertig, four.stand_wort, four.gross) == (4, *planned, len(states))
    assert (five.nr, five.fertig, five.stand_wort, five.zahl) == (5, *done)


def test_last_stage_has_the_day_of_the_newest_public_report() -> None:
    make_sachstand(make_massnahme(), stichtag=days_ago(9))
    make_sachstand(make_massnahme(), stichtag=days_ago(4))
    make_sachstand(make_massnahme(oeffentlich=False), stichtag=days_ago(1))

    _, five = massnahmen_umsetzung()

    assert five.datum == days_ago(4)


def test_overview_counts_every_state_once() -> None:
    make_all(*S, *S)

    found = uebersicht.overview(Massnahme.objects.all())

    assert (found.gesamt, found.fertig, found.verzoegert) == (16, 4, 4)
    assert sum(row["anzahl"] for row in found.staende) == 16


@pytest.mark.parametrize(
    ("costs", "gesamt", "gesichert"),
    [
        ([(None, None)], "0", "0"),
        ([("100", None)], "100", "0"),
        ([("100", "40")], "100", "40"),
        ([("100", "100"), ("50.50", "0.50")], "150.50", "100.50"),
        ([(None, "40")], "0", "0"),
    ],
)
def test_money_of_measures(costs: list[tuple[str | None, str | None]], gesamt: str, gesichert: str) -> None:
    for total, secured in costs:
        make_massnahme(
            kosten_gesamt=Decimal(total) if total else None, kosten_gesichert=Decimal(secured) if secured else None
        )
    make_massnahme(status=S.VERWORFEN, kosten_gesamt=Decimal(1000))

    geld = uebersicht.money(Massnahme.objects.all())

    assert (geld.gesamt, geld.gesichert, geld.offen) == (
        Decimal(gesamt),
        Decimal(gesichert),
        Decimal(gesamt) - Decimal(gesichert),
    )
    assert geld.mit_zahl + geld.ohne_zahl == len(costs)


@pytest.mark.parametrize(
    ("gesamt", "gesichert", "offen"), [(None, None, None), (None, 5, None), (10, None, 10), (10, 4, 6), (10, 10, 0)]
)
def test_money_that_one_measure_still_needs(gesamt: int | None, gesichert: int | None, offen: int | None) -> None:
    def euro(number: int | None) -> Decimal | None:
        return None if number is None else Decimal(number)

    massnahme = make_massnahme(kosten_gesamt=euro(gesamt), kosten_gesichert=euro(gesichert))

    assert mittel.whole(massnahme).offen == euro(offen)


@pytest.mark.parametrize("status", S)
def test_what_is_late_is_delayed_or_put_off(status: str) -> None:
    massnahme = make_massnahme(status=status)

    late = status in {S.VERZOEGERT, S.ZURUECKGESTELLT}
    assert uebersicht.late(Massnahme.objects.all()) == ([massnahme] if late else [])


def test_longest_delay_stands_first() -> None:
    rows = make_all(S.VERZOEGERT, S.ZURUECKGESTELLT, S.VERZOEGERT)
    for massnahme, days in zip(rows, (3, 30, 9), strict=True):
        Massnahme.objects.filter(pk=massnahme.pk).update(status_seit=timezone.now() - timedelta(days=days))

    assert uebersicht.late(Massnahme.objects.all()) == [rows[1], rows[2], rows[0]]


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize(("days", "is_silent"), [(None, True), (184, True), (183, False), (1, False)])
def test_silence_of_half_a_year_is_asked_about_while_a_measure_runs(
    status: str, days: int | None, is_silent: bool
) -> None:
    massnahme = make_massnahme(status=status)
    if days is not None:
        make_sachstand(massnahme, stichtag=days_ago(days))

    found = Massnahme.objects.filter(faellig.without_report())

    assert list(found) == ([massnahme] if is_silent and status in RUNNING else [])


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize(
    ("datum", "erreicht", "is_behind"),
    [(days_ago(1), None, True), (today(), None, False), (days_ago(9), days_ago(2), False)],
    ids=["past", "today", "reached"],
)
def test_milestone_that_is_past_is_asked_about_while_a_measure_runs(
    status: str, datum: Any, erreicht: Any, is_behind: bool
) -> None:
    massnahme = make_massnahme(status=status)
    make_meilenstein(massnahme, datum=datum, erreicht_am=erreicht)

    found = Massnahme.objects.filter(faellig.behind_milestone())

    assert list(found) == ([massnahme] if is_behind and status in RUNNING else [])


@pytest.mark.parametrize(
    ("rolle", "own", "asked"),
    [
        ("stabsstelle", False, 1),
        ("leitung", False, 1),
        ("fachamt", True, 1),
        ("fachamt", False, 0),
        ("moderation", False, 0),
    ],
)
def test_silent_measure_stands_on_the_desk_of_those_who_lead_or_keep_it(rolle: str, own: bool, asked: int) -> None:
    stelle = make_stelle()
    make_massnahme(federfuehrung=stelle)
    konto = make_konto(rolle=rolle, stelle=stelle if own else make_stelle())

    found = [one.anzahl for one in aufgaben.waiting(konto, timezone.now()) if "Sachstand" in one.titel]

    assert found == [1] * asked


@pytest.mark.parametrize(
    ("reported", "is_open"),
    [("never", True), ("before", True), ("after", False)],
)
def test_question_stays_open_until_it_is_answered(reported: str, is_open: bool) -> None:
    massnahme = make_massnahme()
    now = timezone.now()
    record(None, anfragen.ERINNERT, massnahme, now=now)
    if reported != "never":
        hours = 1 if reported == "after" else -1
        make_sachstand(massnahme, erfasst_am=now + timedelta(hours=hours))

    rows = listen.with_newest_report(Massnahme.objects.all())

    assert [one.massnahme for one in anfragen.unanswered(rows)] == ([massnahme] if is_open else [])


PUBLIC: list[tuple[str, str]] = [
    ("", "Bus Rad"),
    ("?stand=umgesetzt", "Rad"),
    ("?stand=vorschlag", ""),
    ("?feld=wege", "Bus"),
    ("?feld=geheim", "Bus Rad"),
    ("?horizont=kurzfristig", "Rad"),
    ("?stelle=amt", "Bus"),
    ("?wort=RAD", "Rad"),
    ("?wort=7", "Bus"),
    ("?wort=zug", ""),
    ("?stand=unsinn&horizont=unsinn&stelle=unsinn", "Bus Rad"),
]


@pytest.mark.parametrize(("asked", "expected"), PUBLIC)
def test_list_of_the_public_is_narrowed_and_names_nothing_hidden(asked: str, expected: str) -> None:
    bus = make_massnahme(titel="Bus", nr="7", position=1, federfuehrung=make_stelle(kennung="amt"))
    rad = make_massnahme(titel="Rad", nr="8", position=2, status=S.UMGESETZT, horizont="kurzfristig")
    hidden = make_massnahme(titel="Zug", nr="9", status=S.VORSCHLAG, oeffentlich=False)
    wege = make_handlungsfeld(kennung="wege", veroeffentlicht=True)
    make_bezug(bus, strategie=make_strategie(handlungsfeld=wege))
    make_bezug(rad, handlungsfeld=make_handlungsfeld(kennung="geheim", titel="Noch geheim"))
    make_bezug(
        hidden, handlungsfeld=make_handlungsfeld(kennung="nur-zug", titel="Nur für den Zug", veroeffentlicht=True)
    )

    page = Client().get(reverse("massnahme-list") + asked)

    assert " ".join(row.titel for row in page.context["massnahmen"]) == expected
    for word in ("Zug", "Noch geheim", "Nur für den Zug"):
        assert word not in page.content.decode()
