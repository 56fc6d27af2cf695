"""What is frozen was so at one moment, whoever writes meanwhile."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.fassungen import einfrieren, kette, rules
from bildungskommune.fassungen.models import Einfrierauftrag, Fassung
from bildungskommune.fassungen.registry import UnknownArt
from massnahmen.models import Massnahme, Massnahmenplan
from tests.factories import make_konto, make_massnahme, make_plan, make_sachstand
from tests.formular import Formular

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = "vorher", "nachher"


@pytest.fixture
def plan() -> Massnahmenplan:
    """A plan of one measure whose description and Sachstand were written together."""
    plan = make_plan()
    massnahme = make_massnahme(kurzbeschreibung=BEFORE)
    make_sachstand(massnahme, text=BEFORE)
    plan.massnahmen.add(massnahme)
    return plan


def write_both() -> None:
    """Change together what the freezing reads with two statements."""
    with transaction.atomic():
        massnahme = Massnahme.objects.get()
        Massnahme.objects.update(kurzbeschreibung=AFTER)
        make_sachstand(massnahme, text=AFTER)


def elsewhere(deed: Callable[[], object]) -> Thread:
    """Start what somebody else does, on a connection of its own."""

    def run() -> None:
        try:
            deed()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


class Meanwhile:
    """Has somebody else write once: after the measures were read, and before their Sachstände are."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self.deed = deed
        self.readings = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT") and '"massnahmen_massnahme"."kurzbeschreibung"' in sql:
            self.readings += 1
            if self.readings == 1:
                elsewhere(self.deed).join()
        return answer


def said(fassung: Fassung) -> list[str]:
    massnahme = fassung.snapshot["massnahmen"][0]
    return [massnahme["kurzbeschreibung"], *(row["text"] for row in massnahme["sachstaende"])]


def is_free() -> bool:
    """Say whether somebody else could lengthen the chain now."""
    found: list[bool] = []

    def ask() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('fassung:kette'))")
            found.append(cursor.fetchone()[0])

    elsewhere(ask).join()
    return found == [True]


def by_rule(plan: Massnahmenplan) -> None:
    rules.freeze("massnahmenplan", plan)


def by_worker(plan: Massnahmenplan) -> None:
    angaben = {"zweck": "lesefassung", "art": "standard"}
    auftrag = einfrieren.order("massnahmenplan", plan, regel="arbeitstext", angaben=angaben, by=None)
    assert einfrieren.work(auftrag.pk)


def by_form(plan: Massnahmenplan) -> None:
    client = Client()
    client.force_login(make_konto())
    Formular(client, reverse("v-fassung-new", args=("massnahmenplan", plan.pk))).send()


@pytest.mark.parametrize("freeze", [by_rule, by_worker, by_form])
def test_change_in_the_midst_is_not_frozen_by_half(
    freeze: Callable[[Massnahmenplan], None], plan: Massnahmenplan
) -> None:
    with connection.execute_wrapper(Meanwhile(write_both)):
        freeze(plan)

    assert said(Fassung.objects.get()) == [BEFORE, BEFORE]
    assert Massnahme.objects.get().kurzbeschreibung == AFTER
    assert is_free()


def test_sweep_takes_nobody_for_dead_who_freezes_however_long(plan: Massnahmenplan) -> None:
    rung: list[int] = []

    def sweep_an_hour_later() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        rung.append(einfrieren.sweep(now=timezone.now() + timedelta(hours=1)))

    with connection.execute_wrapper(Meanwhile(sweep_an_hour_later)):
        by_worker(plan)

    auftrag = Einfrierauftrag.objects.get()
    assert [rung, auftrag.status, auftrag.attempts, Fassung.objects.count()] == [[0], "fertig", 1, 1]


def test_state_is_not_older_than_the_wait_for_the_chain(plan: Massnahmenplan) -> None:
    with transaction.atomic():
        kette.lock()
        waiting = elsewhere(lambda: by_rule(plan))
        until_somebody_waits()
        write_both()
    waiting.join()

    assert sorted(said(Fassung.objects.get())) == [AFTER, AFTER, BEFORE]


def until_somebody_waits() -> None:
    deadline = time.monotonic() + 20
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[0]:
                return
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_change_that_keeps_the_transaction_from_ending_has_it_run_again(plan: Massnahmenplan) -> None:
    konto = make_konto()
    meanwhile = Meanwhile(lambda: Konto.objects.update(name="Anders"))

    with connection.execute_wrapper(meanwhile):
        fassung = rules.freeze("massnahmenplan", plan, by=konto)

    assert meanwhile.readings == 2
    assert list(Fassung.objects.all()) == [fassung]
    assert (fassung.nummer, fassung.eingefroren_von, is_free()) == (1, konto, True)


def test_refusal_lets_go_of_the_chain(plan: Massnahmenplan) -> None:
    with pytest.raises(UnknownArt):
        rules.freeze("massnahmenplan", plan, art="leichte_sprache")

    assert (Fassung.objects.count(), is_free()) == (0, True)


def test_long_document_is_ordered_while_another_one_is_frozen(plan: Massnahmenplan) -> None:
    plan.massnahmen.add(*(make_massnahme() for _ in range(einfrieren.LANG)))
    client = Client()
    client.force_login(make_konto())
    form = Formular(client, reverse("v-fassung-new", args=("massnahmenplan", plan.pk)))

    with transaction.atomic():
        kette.lock()
        ordering = elsewhere(form.send)
        ordering.join(20)
        is_done = not ordering.is_alive()
    ordering.join()

    assert is_done
    assert Einfrierauftrag.objects.count() == 1
