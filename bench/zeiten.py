"""Measure whether the time of an answer tells what the answer does not: known and unknown by turns, in one run.

Run with `python bench/zeiten.py`; it makes a database of its own and drops it again. Milliseconds are medians.
"""

# ruff: noqa: INP001, T201

import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import global_settings  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.urls import reverse  # noqa: E402

from bildungskommune import settings  # noqa: E402
from tests.factories import make_anmeldung, make_konto, make_workshop  # noqa: E402

SAMPLES, HASHED, WARM = 80, 15, 4
"""So many of each; fewer where passwords are hashed, which takes its time."""
HASHERS = getattr(settings, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
numbers = range(100)
strangers = (f"u{number}@bench.example" for number in count())
WORD = "ein langes Wort"
senders = (f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}" for number in count(1))


def post(address: str, **fields: str) -> None:
    answer = Client(SERVER_NAME="localhost").post(address, fields, REMOTE_ADDR=next(senders))
    assert answer.status_code in {200, 302}, answer.status_code


def measured(
    known: Callable[[int], object], unknown: Callable[[int], object], samples: int = SAMPLES
) -> tuple[float, float]:
    """Return the median milliseconds of both, taken by turns so that a busy machine slows both alike."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM + samples):
        turn = [(known, taken[0]), (unknown, taken[1])]
        for work, times in turn if number % 2 else turn[::-1]:
            start = time.perf_counter()
            work(number)
            if number >= WARM:
                times.append((time.perf_counter() - start) * 1000)
    return median(taken[0]), median(taken[1])


def pairs() -> Iterator[tuple[str, Callable[[int], object], Callable[[int], object]]]:
    """Yield what is asked, of somebody who is known and of somebody who is not."""
    known = [make_konto(email=f"k{nr}@bench.example", password=make_password(WORD)).email for nr in numbers]
    without = [make_konto(email=f"o{nr}@bench.example", password=make_password(None)).email for nr in numbers]

    def log_in(email: str) -> None:
        post(reverse("account_login"), login=email, password=WORD[::-1])

    yield "wrong password", lambda nr: log_in(known[nr]), lambda nr: log_in(next(strangers))
    yield "password, none set", lambda nr: log_in(without[nr]), lambda nr: log_in(next(strangers))

    def ask(name: str) -> tuple[str, Callable[[int], object], Callable[[int], object]]:
        page = reverse(name)
        return name, lambda nr: post(page, email=known[nr]), lambda nr: post(page, email=next(strangers))

    yield ask("account_request_login_code")
    yield ask("account_reset_password")
    workshop = make_workshop(kapazitaet=900)
    page = reverse("anmeldung-new", args=(workshop.slug,))
    there = [make_anmeldung(workshop=workshop, email=email).email for email in known]

    def register(email: str) -> None:
        post(page, name="Jana Beispiel", email=email, einrichtung="Kita", verpflegung="ohne")

    yield "anmeldung-new", lambda nr: register(there[nr]), lambda nr: register(next(strangers))


def main() -> None:
    for name, known, unknown in pairs():
        is_hashed = " " in name
        for step in (0, settings.ANTWORT_SCHRITT) if not is_hashed else (0,):
            with override_settings(ANTWORT_SCHRITT=step):
                one, other = measured(known, unknown, HASHED if is_hashed else SAMPLES)
            told = f"{name}, {'in even time' if step else 'as it comes'}"
            print(f"{told:<48}{one:8.2f} ms known {other:8.2f} ms unknown   ratio {one / other:.2f}", flush=True)


if __name__ == "__main__":
    before = setup_databases(verbosity=0, interactive=False)
    try:
        with override_settings(PASSWORD_HASHERS=HASHERS, SPAMSCHUTZ_SEKUNDEN=0):
            main()
    finally:
        teardown_databases(before, verbosity=0)
