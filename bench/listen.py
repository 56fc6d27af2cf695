"""Measure the lists of workshops as ratios in one run: counts in subqueries, counts over joins, and no counts at all.

Run with `python bench/listen.py`; it makes a database of its own and drops it again.
"""

# ruff: noqa: INP001, T201

import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.paginator import Paginator  # noqa: E402
from django.db.models import Count, Q, QuerySet  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.factories import make_konto, make_reihe  # noqa: E402
from workshops.models import Anmeldung, Beitrag, Reihe, Workshop  # noqa: E402
from workshops.models.enums import HOLDS_SEAT, AnmeldungStatus  # noqa: E402
from workshops.termine import auswahl  # noqa: E402

WORKSHOPS, PEOPLE, CARDS = 214, 38, 24
RUNS = 5


def fill() -> None:
    """Lay down the years of a county: 214 workshops with 8,132 registrations and 5,136 cards."""
    reihen = [make_reihe() for _ in range(6)]
    now = timezone.now()
    workshops = Workshop.objects.bulk_create(
        Workshop(
            reihe=reihen[number % len(reihen)],
            slug=f"workshop-{number}",
            titel=f"Workshop {number}",
            beginn=now - timedelta(days=number, hours=3),
            ende=now - timedelta(days=number),
            anmeldeschluss=now - timedelta(days=number + 2),
            kapazitaet=40,
        )
        for number in range(WORKSHOPS)
    )
    states = AnmeldungStatus.values
    Anmeldung.objects.bulk_create(
        Anmeldung(
            workshop=workshop,
            token=f"{workshop.pk}-{number}",
            name=f"Person {number}",
            email=f"p{number}@kita.example",
            einrichtung="Kita",
            status=states[number % len(states)],
        )
        for workshop in workshops
        for number in range(PEOPLE)
    )
    Beitrag.objects.bulk_create(
        Beitrag(
            code=f"{workshop.pk % 1000:03d}-{number:03d}",
            reihe_id=workshop.reihe_id,
            workshop=workshop,
            text="Der Bus fährt nicht.",
            status="veroeffentlicht",
        )
        for workshop in workshops
        for number in range(CARDS)
    )


def first_page(rows: QuerySet[Any]) -> None:
    """Do what a list does: count the rows, then fetch the first page."""
    assert len(Paginator(rows, 20).page(1).object_list) == 20


def everything(rows: Iterable[Any]) -> None:
    assert list(rows)


def best(work: Callable[[], None]) -> float:
    """Return the shortest of several runs in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def joined(rows: QuerySet[Workshop]) -> QuerySet[Any]:
    """Count over joins, as one writes it first."""
    waiting = Q(anmeldungen__status=AnmeldungStatus.WARTELISTE)
    return rows.annotate(
        belegt=Count("anmeldungen", filter=Q(anmeldungen__status__in=HOLDS_SEAT), distinct=True),
        wartend=Count("anmeldungen", filter=waiting, distinct=True),
        karten=Count("beitraege", distinct=True),
    )


def line(what: str, value: str, aim: str = "") -> None:
    print(f"{what:<64} {value:>10}   {f'aim {aim}' if aim else ''}".rstrip(), flush=True)


def measure() -> None:
    user = make_konto(rolle="stabsstelle")
    bare = Workshop.objects.select_related("reihe", "ort").order_by("-reihe_id", "-beginn", "-pk")
    plain = best(lambda: first_page(bare))
    staff = best(lambda: first_page(auswahl.workshops(user)))
    over_joins = best(lambda: first_page(joined(bare)))
    past = Workshop.objects.public().past()
    public = best(lambda: first_page(past.with_seats().with_numbers()))
    reihen = best(lambda: everything(auswahl.reihen()))
    reihen_bare = best(lambda: everything(Reihe.objects.order_by("-pk")))
    line(f"list of {WORKSHOPS} workshops without any count", f"{1000 * plain:.1f} ms")
    line("staff list with seats, waiting list and cards, against it", f"{staff / plain:.1f} x", "<= 4 x")
    line("public list with seats, contributions, Themen, against it", f"{public / plain:.1f} x", "<= 4 x")
    line("the same staff list with counts over joins, against ours", f"{over_joins / staff:.1f} x", ">= 5 x")
    line("Reihen with their counts, against the bare rows", f"{reihen / reihen_bare:.1f} x", "<= 15 x")


def main() -> None:
    made = setup_databases(verbosity=0, interactive=False)
    try:
        fill()
        measure()
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
