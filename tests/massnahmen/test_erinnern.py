"""The ladder of reminders: who is written to, when, of what, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune import aufbewahrung
from bildungskommune.accounts.models import Konto
from bildungskommune.post.models import Mail
from massnahmen import erinnern, progress, takt, tasks
from massnahmen.faellig import step, when, without_report
from massnahmen.models import Erinnerung, Erinnerungsruhe, Massnahme
from tests.factories import make_konto, make_massnahme, make_plan, make_sachstand, make_stelle
from tests.massnahmen.builders import days_ago, make_meilenstein, today

pytestmark = pytest.mark.django_db


def at_work(konto: Konto, **fields: Any) -> Massnahme:
    """A measure at work of this account's Stelle, freshly reported on so that nothing else is due."""
    massnahme = make_massnahme(**{"federfuehrung": konto.stelle, "status": "in_umsetzung", **fields})
    make_sachstand(massnahme, stichtag=today(), status="")
    return massnahme


def fachamt() -> Konto:
    return make_konto("fachamt", stelle=make_stelle())


def run(day: date) -> int:
    return erinnern.remind_all(today=day)


AWAY = {
    61: None,
    60: -60,
    31: -60,
    30: -30,
    7: -7,
    2: -7,
    1: -1,
    0: -1,
    -1: 1,
    -6: 1,
    -7: 7,
    -29: 7,
    -30: 30,
    -60: 60,
    -90: 60,
    -91: None,
}


@pytest.mark.parametrize(("away", "expected"), AWAY.items())
def test_newest_step_that_has_come_counts(away: int, expected: int | None) -> None:
    assert step(today() + timedelta(days=away), today()) == expected


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (7, "in 7 Tagen"),
        (1, "morgen"),
        (0, "heute"),
        (-1, "seit gestern überfällig"),
        (-30, "seit 30 Tagen überfällig"),
    ],
)
def test_how_far_a_day_is_away_in_words(away: int, words: str) -> None:
    assert when(today() + timedelta(days=away), today()) == words


def test_whole_ladder_of_a_milestone_is_eight_mails_and_no_more() -> None:
    konto = fachamt()
    due = today() + timedelta(days=61)
    stone = make_meilenstein(at_work(konto), datum=due)

    sent = [day for day in range(122) if run(today() + timedelta(days=day))]

    steps = Erinnerung.objects.filter(meilenstein=stone).order_by("stufe").values_list("stufe", flat=True)
    assert list(steps) == [-60, -30, -7, -1, 1, 7, 30, 60]
    assert sent == [1, 31, 54, 60, 62, 68, 91, 121]


def test_all_of_a_day_is_one_mail_with_a_link_for_each() -> None:
    konto = fachamt()
    first = at_work(konto, titel="Rufbus", ende=today() + timedelta(days=7))
    second = at_work(konto, titel="Bücherbus")
    make_meilenstein(second, titel="Halle gemietet", datum=today() + timedelta(days=1))

    assert run(today()) == 1

    mail = Mail.objects.get()
    assert (mail.an, mail.betreff) == (konto.email, "Fällig: 2 Termine Ihrer Maßnahmen")
    for words in ("Rufbus", "Ende der Maßnahme", "in 7 Tagen", "Bücherbus", "Meilenstein „Halle gemietet“", "morgen"):
        assert words in mail.text
        assert words in mail.html
    for massnahme in (first, second):
        assert reverse("v-sachstand-new", args=(massnahme.pk,)) in mail.text


def test_second_run_and_next_days_write_nothing_again() -> None:
    konto = fachamt()
    make_meilenstein(at_work(konto), datum=today() + timedelta(days=7))

    assert [run(today()), run(today()), run(today() + timedelta(days=1))] == [1, 0, 0]
    assert (Mail.objects.count(), Erinnerung.objects.count()) == (1, 1)


def test_what_comes_up_after_the_mail_of_a_day_waits_for_the_next() -> None:
    konto = fachamt()
    massnahme = at_work(konto)
    make_meilenstein(massnahme, datum=today() + timedelta(days=7))
    run(today())
    make_meilenstein(massnahme, titel="Spät eingetragen", datum=today() + timedelta(days=6))

    assert [run(today()), run(today() + timedelta(days=1))] == [0, 1]
    assert "Spät eingetragen" in Mail.objects.latest("pk").text


def test_missed_nights_are_caught_up_with_the_newest_step_only() -> None:
    make_meilenstein(at_work(fachamt()), datum=today() + timedelta(days=60))
    run(today())

    assert run(today() + timedelta(days=58)) == 1
    assert list(Erinnerung.objects.order_by("pk").values_list("stufe", flat=True)) == [-60, -7]


def test_new_day_of_a_milestone_begins_the_ladder_anew() -> None:
    stone = make_meilenstein(at_work(fachamt()), datum=today() + timedelta(days=7))
    run(today())
    stone.datum = today() + timedelta(days=8)
    stone.save()

    assert run(today() + timedelta(days=1)) == 1


@pytest.mark.parametrize("status", ["vorschlag", "zurueckgestellt", "umgesetzt", "verstetigt", "verworfen"])
def test_nothing_goes_out_for_what_is_not_at_work(status: str) -> None:
    konto = fachamt()
    massnahme = at_work(konto, status=status, ende=days_ago(1))
    make_meilenstein(massnahme, datum=today() + timedelta(days=1))

    assert run(today()) == 0


def test_reached_milestone_is_not_reminded_of() -> None:
    make_meilenstein(at_work(fachamt()), datum=days_ago(1), erreicht_am=days_ago(2))

    assert run(today()) == 0


def test_what_a_waiting_report_says_counts_as_answered() -> None:
    konto = fachamt()
    massnahme = at_work(konto, ende=days_ago(1))
    stone = make_meilenstein(massnahme, datum=days_ago(1))
    sachstand = progress.report(massnahme, stichtag=today(), status="umgesetzt", text="Fertig.", by=konto)
    progress.tell_besides(sachstand, progress.Nebenbei(erreicht=[stone]), by=konto)

    assert run(today()) == 0


@pytest.mark.parametrize(("ago", "writes"), [(122, 0), (123, 1), (176, 1), (184, 1), (274, 0)])
def test_next_report_is_due_half_a_year_after_the_last(ago: int, writes: int) -> None:
    konto = fachamt()
    massnahme = make_massnahme(federfuehrung=konto.stelle, status="in_umsetzung")
    make_sachstand(massnahme, stichtag=days_ago(ago), status="")

    assert run(today()) == writes
    assert Erinnerung.objects.filter(sache="sachstand").count() == writes


@pytest.mark.parametrize(("days", "writes"), [(-61, 0), (-60, 1), (1, 1), (60, 1), (91, 0)])
def test_plan_says_when_the_next_report_is_due(days: int, writes: int) -> None:
    konto = fachamt()
    massnahme = make_massnahme(federfuehrung=konto.stelle, status="in_umsetzung")
    make_plan(bericht_alle_monate=24).massnahmen.add(massnahme)
    make_plan(bericht_alle_monate=12).massnahmen.add(massnahme)
    last = make_sachstand(massnahme, stichtag=date(2025, 5, 31), status="")
    day = takt.due(last.stichtag, 12) + timedelta(days=days)

    assert run(day) == writes
    assert (massnahme in Massnahme.objects.filter(without_report(day))) is (days > 0)
    assert set(Erinnerung.objects.values_list("faellig_am", flat=True)) <= {date(2026, 5, 31)}


def test_plan_that_was_carried_on_sets_no_turn_any_more() -> None:
    massnahme, old = make_massnahme(), make_plan(bericht_alle_monate=1)
    old.massnahmen.add(massnahme)
    assert takt.of(massnahme) == 1

    new = make_plan(vorgaenger=old)
    assert takt.of(massnahme) is None
    new.massnahmen.add(massnahme)
    new.bericht_alle_monate = 3
    new.save()
    assert takt.of(massnahme) == 3


def test_without_any_report_half_a_year_counts_from_the_state() -> None:
    konto = fachamt()
    since = timezone.now() - timedelta(days=176)
    make_massnahme(federfuehrung=konto.stelle, status="in_umsetzung", status_seit=since)
    make_massnahme(federfuehrung=konto.stelle, status="in_umsetzung")

    assert run(today()) == 1
    assert Erinnerung.objects.get().stufe == -7


def test_report_ends_the_ladder() -> None:
    konto = fachamt()
    massnahme = make_massnahme(federfuehrung=konto.stelle, status="in_umsetzung")
    make_sachstand(massnahme, stichtag=days_ago(176), status="")
    run(today())
    progress.report(massnahme, stichtag=today(), status="in_umsetzung", text="Läuft.", by=konto)

    assert run(today() + timedelta(days=6)) == 0


def test_only_active_accounts_of_a_fachamt_that_answers_are_written_to() -> None:
    konto = fachamt()
    make_konto("leitung", stelle=konto.stelle)
    make_konto("fachamt", stelle=konto.stelle, is_active=False)
    make_konto("fachamt", stelle=make_stelle())
    make_konto("fachamt", stelle=None)
    second = make_konto("fachamt", stelle=konto.stelle)
    make_meilenstein(at_work(konto), datum=today() + timedelta(days=1))

    assert run(today()) == 2
    assert sorted(Mail.objects.values_list("an", flat=True)) == sorted([konto.email, second.email])


def test_nobody_is_reminded_while_it_rests_and_then_of_the_newest_step() -> None:
    konto = fachamt()
    massnahme = at_work(konto)
    make_meilenstein(massnahme, datum=today() + timedelta(days=30))
    erinnern.rest(massnahme, today() + timedelta(days=25), "Haushalt gesperrt", by=make_konto())

    assert [run(today() + timedelta(days=days)) for days in (0, 23, 25, 26)] == [0, 0, 0, 1]
    assert Erinnerung.objects.get().stufe == -7


def test_rest_is_ended_by_a_newer_one_and_by_hand() -> None:
    massnahme, konto = make_massnahme(), make_konto()
    erinnern.rest(massnahme, today() + timedelta(days=5), "A", by=konto)
    erinnern.rest(massnahme, today() + timedelta(days=9), "B", by=konto)

    assert [one.grund for one in Erinnerungsruhe.objects.in_force(today())] == ["B"]
    assert [erinnern.wake(massnahme, by=konto), erinnern.wake(massnahme, by=konto)] == [True, False]
    assert (Erinnerungsruhe.objects.count(), Erinnerungsruhe.objects.in_force(today()).count()) == (2, 0)


def test_rest_must_end_after_today() -> None:
    with pytest.raises(erinnern.RestInPast, match="nach heute"):
        erinnern.rest(make_massnahme(), today(), "A", by=make_konto())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "Daran ist diese Person auf dieser Stufe schon erinnert worden."),
        ({"sache": "meilenstein"}, "Nur eine Erinnerung an einen Meilenstein nennt einen, und sie braucht ihn."),
        ({"stufe": 2}, "Diese Stufe gibt es nicht."),
    ],
)
def test_row_that_cannot_be_is_refused(wrong: dict[str, Any], sentence: str) -> None:
    konto, massnahme = fachamt(), make_massnahme()
    fields = {"konto": konto, "massnahme": massnahme, "faellig_am": today(), "erinnert_am": today()}
    Erinnerung.objects.create(**fields, sache="ende", stufe=1)
    row = Erinnerung(**{**fields, "sache": "ende", "stufe": 1, **wrong})

    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()

    assert refused.value.messages == [sentence]


def test_one_step_of_a_milestone_is_one_row() -> None:
    konto, massnahme = fachamt(), make_massnahme()
    stone = make_meilenstein(massnahme)
    fields = {"konto": konto, "massnahme": massnahme, "faellig_am": today(), "erinnert_am": today(), "stufe": 1}
    Erinnerung.objects.create(**fields, sache="meilenstein", meilenstein=stone)
    Erinnerung.objects.create(**fields, sache="meilenstein", meilenstein=make_meilenstein(massnahme))

    with pytest.raises(IntegrityError), transaction.atomic():
        Erinnerung.objects.create(**fields, sache="meilenstein", meilenstein=stone)


def test_two_rests_or_one_without_a_reason_are_refused() -> None:
    massnahme = make_massnahme()
    Erinnerungsruhe.objects.create(massnahme=massnahme, bis=today(), grund="A")

    for row in (
        Erinnerungsruhe(massnahme=massnahme, bis=today(), grund="B"),
        Erinnerungsruhe(massnahme=make_massnahme(), bis=today(), grund=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_as_many_statements_for_many_things_as_for_one() -> None:
    def statements(count: int) -> int:
        konto = fachamt()
        for _ in range(count):
            make_meilenstein(at_work(konto), datum=today() + timedelta(days=7))
        with CaptureQueriesContext(connection) as asked:
            assert erinnern.remind(konto.pk, today())
        return len(asked)

    statements(1)
    assert statements(1) == statements(20)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_time_write_one_mail() -> None:
    konto = fachamt()
    make_meilenstein(at_work(konto), datum=today() + timedelta(days=7))

    def once(_: int) -> bool:
        try:
            return erinnern.remind(konto.pk, today())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(once, range(4))) == [False, False, False, True]

    assert (Mail.objects.count(), Erinnerung.objects.count()) == (1, 1)


def test_beat_rings_once_a_night() -> None:
    make_meilenstein(at_work(fachamt()), datum=today() + timedelta(days=1))

    assert [tasks.massnahmen_erinnern(), tasks.massnahmen_erinnern()] == [1, 0]


def test_reminders_are_forgotten_after_a_year() -> None:
    konto, massnahme = fachamt(), make_massnahme()
    for ago, stufe in ((367, 1), (300, 7)):
        Erinnerung.objects.create(
            konto=konto,
            massnahme=massnahme,
            sache="ende",
            stufe=stufe,
            faellig_am=days_ago(ago),
            erinnert_am=days_ago(ago),
        )

    aufbewahrung.forget(timezone.now())

    assert Erinnerung.objects.get().stufe == 7


def page(client: Client, massnahme: Massnahme, konto: Konto) -> str:
    client.force_login(konto)
    html = client.get(reverse("v-massnahme", args=(massnahme.pk,))).content.decode()
    return " ".join(html.split())


def test_stabsstelle_sees_who_was_reminded_of_what_and_a_fachamt_does_not(client: Client) -> None:
    konto = fachamt()
    massnahme = at_work(konto)
    make_meilenstein(massnahme, titel="Halle gemietet", datum=today() + timedelta(days=7))
    run(today())

    shown = page(client, massnahme, make_konto())

    assert "Meilenstein „Halle gemietet“, fällig am" in shown
    assert f"an {konto.name}" in shown
    assert "Ruhen lassen" not in page(client, massnahme, konto)


def test_stabsstelle_lets_reminders_rest_and_wakes_them(client: Client) -> None:
    massnahme, konto = at_work(fachamt()), make_konto()
    client.force_login(konto)
    url = reverse("v-ruhe-new", args=(massnahme.pk,))

    refused = client.post(url, {"bis": today().isoformat(), "grund": "Haushalt gesperrt"})
    client.post(url, {"bis": (today() + timedelta(days=40)).isoformat(), "grund": "Haushalt gesperrt"})
    shown = page(client, massnahme, konto)
    client.post(reverse("v-ruhe-aufheben", args=(massnahme.pk,)))

    assert (refused.status_code, "nach heute" in refused.content.decode()) == (422, True)
    assert "Haushalt gesperrt" in shown
    assert "Wieder erinnern" not in page(client, massnahme, konto)


@pytest.mark.parametrize(
    ("away", "title"),
    [(8, ""), (7, "nahem Termin"), (0, "nahem Termin"), (-1, "überfälligem Meilenstein")],
)
def test_what_comes_within_a_week_is_a_task_of_the_fachamt(client: Client, away: int, title: str) -> None:
    konto = fachamt()
    make_meilenstein(at_work(konto), datum=today() + timedelta(days=away))
    client.force_login(konto)

    desk = client.get(reverse("pult")).content.decode()

    assert [name for name in ("nahem Termin", "überfälligem Meilenstein") if name in desk] == [title][: bool(title)]


@pytest.mark.parametrize(("ago", "there"), [(175, False), (176, True), (183, True), (184, False)])
def test_report_that_comes_due_within_a_week_is_a_task(client: Client, ago: int, there: bool) -> None:
    konto = fachamt()
    massnahme = make_massnahme(federfuehrung=konto.stelle, status="in_umsetzung")
    make_sachstand(massnahme, stichtag=days_ago(ago), status="")
    client.force_login(konto)

    assert ("nahem Termin" in client.get(reverse("pult")).content.decode()) is there


def test_end_that_is_past_is_a_task(client: Client) -> None:
    konto = fachamt()
    at_work(konto, titel="Rufbus", ende=days_ago(1))
    at_work(konto, titel="Bücherbus", ende=today())
    client.force_login(konto)

    listed = client.get(reverse("v-massnahme-list"), {"offen": "ende"}).content.decode()

    assert "deren Ende vorbei ist" in client.get(reverse("pult")).content.decode()
    assert ["Rufbus" in listed, "Bücherbus" in listed] == [True, False]


def test_stabsstelle_gets_as_a_task_what_nobody_can_be_reminded_of(client: Client) -> None:
    answered = at_work(fachamt(), titel="Rufbus", ende=today())
    at_work(make_konto("leitung", stelle=make_stelle()), titel="Bücherbus", ende=today())
    at_work(make_konto("leitung"), titel="Lernbus", ende=today() + timedelta(days=8))
    client.force_login(make_konto())

    listed = client.get(reverse("v-massnahme-list"), {"offen": "konto"}).content.decode()

    assert "Fällige Maßnahme" in client.get(reverse("pult")).content.decode()
    assert [name in listed for name in (answered.titel, "Bücherbus", "Lernbus")] == [False, True, False]
