"""Measure a round of 2,000 comments on 60 pages against one of 100: statements, and how many times the time.

Run with `python bench/beteiligung.py`; it makes a database of its own and drops it again.
"""

# ruff: noqa: INP001, T201

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.http import StreamingHttpResponse  # noqa: E402
from django.http.response import HttpResponseBase  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    setup_databases,
    setup_test_environment,
    teardown_databases,
)
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bildungskommune.beteiligung.models import Anmerkung, Beteiligungsrunde, Punkt, Stellungnahme  # noqa: E402
from bildungskommune.fassungen import rules  # noqa: E402
from tests.factories import make_abschnitt, make_konto, make_leitbild  # noqa: E402

FEW, MANY, PARTS, PARAGRAPHS = 100, 2000, 60, 8
WORDS = "Jedes Kind erreicht seine Schule in vierzig Minuten, auch wenn der Weg über drei Gemeinden führt. " * 4
GRUND = {"entscheidung": "kenntnis", "begruendung": "Das entscheidet das Land."}
RUNS = 7


def fill(number: int) -> Beteiligungsrunde:
    """Lay out 60 pages and let so many people comment on a paragraph each, half of them with a wording."""
    leitbild, today = make_leitbild(titel=f"Leitbild {number}"), timezone.localdate()
    for nr in range(PARTS):
        text = "\n\n".join(f"Absatz {place}. {WORDS}" for place in range(PARAGRAPHS))
        make_abschnitt(leitbild=leitbild, kennung=f"teil-{nr}", nr=str(nr), titel=f"Teil {nr}", text=text, position=nr)
    runde = Beteiligungsrunde.objects.create(
        fassung=rules.freeze("leitbild", leitbild, zweck="beteiligung"),
        kennung=f"runde-{number}",
        titel=f"Runde {number}",
        von=today - timedelta(days=30),
        bis=today - timedelta(days=1),
        status="abgeschlossen",
    )
    _comments(runde, number)
    return runde


def _comments(runde: Beteiligungsrunde, number: int) -> None:
    now = timezone.now()
    rows = Stellungnahme.objects.bulk_create(
        Stellungnahme(
            runde=runde,
            nummer=n + 1,
            code=f"{number % 97:02d}{n:05d}",
            name=f"Person {n}",
            status="eingegangen",
            freigegeben_am=now,
        )
        for n in range(number)
    )
    remarks = Anmerkung.objects.bulk_create(
        Anmerkung(
            stellungnahme=row,
            teil=f"teil-{n % PARTS}",
            absatz=f"absatz-{n % PARAGRAPHS + 1}",
            text=f"Das ist mir zu wenig, Nummer {n}. {WORDS}",
            vorschlag=f"Absatz {n % PARAGRAPHS}. {WORDS}Auch am Abend." if n % 2 else "",
        )
        for n, row in enumerate(rows)
    )
    Punkt.objects.bulk_create(
        Punkt(stellungnahme_id=one.stellungnahme_id, anmerkung=one, teil=one.teil, absatz=one.absatz) for one in remarks
    )


def answered(runde: Beteiligungsrunde) -> None:
    Punkt.objects.filter(stellungnahme__runde=runde).update(**GRUND)
    Beteiligungsrunde.objects.filter(pk=runde.pk).update(status="beantwortet")


def streamed(answer: HttpResponseBase) -> Iterable[bytes]:
    """Return what is streamed: a page that is refused would be measured as one that is quick."""
    assert answer.status_code == 200, answer.status_code
    return cast("StreamingHttpResponse", answer)


def desk(runde: Beteiligungsrunde, client: Client) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what the office opens while it weighs."""
    liste = reverse("v-punkt-list", args=(runde.pk,))
    middle = Punkt.objects.filter(stellungnahme__runde=runde).in_order()[runde.stellungnahmen.count() // 2]
    weigh = f"{reverse('v-punkte-weigh', args=(runde.pk,))}?alle=1"
    yield "list of the desk", lambda: client.get(liste)
    yield "its last page, sorted by place", lambda: client.get(f"{liste}?sortierung=teil&seite=999")
    yield "a word sought in it", lambda: client.get(f"{liste}?q=Nummer")
    yield "one point", lambda: client.get(reverse("v-punkt", args=(middle.pk,)))
    yield "preview of one decision for all", lambda: client.post(weigh, GRUND)
    yield "CSV, first line", lambda: next(iter(streamed(client.get(f"{liste}?als=csv"))))
    yield "CSV, all of it", lambda: b"".join(streamed(client.get(f"{liste}?als=csv")))


def public(runde: Beteiligungsrunde, client: Client) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what everybody opens once it is answered."""
    page = reverse("runde-abwaegung", args=(runde.kennung,))
    yield "a part with its comments", lambda: client.get(reverse("runde-teil", args=(runde.kennung, "teil-7")))
    yield "public synopsis", lambda: client.get(page)
    yield "its last page", lambda: client.get(f"{page}?seite=999")
    yield "one point in public", lambda: client.get(reverse("runde-punkt", args=(runde.kennung, 7, 1)))
    yield "workbook", lambda: b"".join(streamed(client.get(reverse("runde-abwaegung-xlsx", args=(runde.kennung,)))))


def measured(call: Callable[[], object]) -> tuple[int, float]:
    """Return the statements of one call and the shortest of its times, in seconds.

    The first call, which fills what is kept in memory, does not count.
    """
    statements = 0

    def counting(execute: Any, *args: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*args)

    answer = call()
    assert getattr(answer, "status_code", 200) == 200, f"{call} answers {answer}"
    with connection.execute_wrapper(counting):
        call()
    spent = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return statements, min(spent)


def main() -> None:
    client, found = Client(), {}
    client.force_login(make_konto())
    for number in (FEW, MANY):
        runde = fill(number)
        found[number] = [(name, *measured(call)) for name, call in desk(runde, client)]
        answered(runde)
        found[number] += [(name, *measured(call)) for name, call in public(runde, Client())]
    base = found[FEW][0][2]
    print(f"| {MANY} comments against {FEW} | statements | time against {FEW} | in lists of {FEW} |\n|---|---|---|---|")
    for (name, few, short), (_, many, long) in zip(found[FEW], found[MANY], strict=True):
        statements = str(many) if few == many else f"{few} → {many}"
        print(f"| {name} | {statements} | × {long / short:.1f} | {long / base:.1f} |")


if __name__ == "__main__":
    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        main()
    finally:
        teardown_databases(old, verbosity=0)
