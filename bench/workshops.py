"""Measure registration: how many people a second, beside a bare view of our own, and whether 50 seats stay 50.

Run with `python bench/workshops.py`; it makes a database of its own and drops it again. Both views answer forms in this
process by turns, eight clients at once, so a busy machine slows both alike: read the ratio more than the seconds.
"""

# ruff: noqa: INP001, T201

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django import forms  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402
from django.urls import path, reverse  # noqa: E402

from bildungskommune.auslage.gedaechtnis import gedaechtnis  # noqa: E402
from bildungskommune.post.models import Mail  # noqa: E402
from bildungskommune.ui.absendung import FELD, new_token  # noqa: E402
from tests.factories import make_ort, make_workshop  # noqa: E402
from workshops.models import Anmeldung, Workshop  # noqa: E402

CLIENTS, ATTEMPTS, SEATS, ROUNDS = 8, 500, 50, 4
BARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


class BareForm(forms.Form):
    name = forms.CharField(max_length=200)
    email = forms.EmailField()
    einrichtung = forms.CharField(max_length=300)


def bare(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock, count, insert a registration and a mail: the least that anybody could do."""
    form = BareForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    with transaction.atomic():
        workshop = Workshop.objects.select_for_update().get(pk=pk)
        taken = Anmeldung.objects.filter(workshop=workshop).count()
        status = "eingegangen" if taken < workshop.kapazitaet else "warteliste"
        Anmeldung.objects.create(workshop=workshop, status=status, **form.cleaned_data)
        Mail.objects.create(an=form.cleaned_data["email"], betreff="Anmeldung", text="Danke", anlass="bench")
    return HttpResponseRedirect("/")


urlpatterns = [path("bare/<int:pk>/", bare)]


def fields(number: int, run: str) -> dict[str, str]:
    person = {"name": f"Person {number}", "email": f"p{number}@{run}.example", "einrichtung": "Kita"}
    return person | {"verpflegung": "ohne", FELD: new_token()}


def send(page: str, run: str, numbers: range) -> tuple[float, list[float], set[int]]:
    """Send a form for each number; returns the seconds of all, of each, and the states of the answers."""
    statuses = set()
    mine = threading.local()

    def open_client() -> None:
        """Give a thread its client: like a web process it builds the middleware once, not for each form."""
        mine.client = Client(SERVER_NAME="localhost")

    def one(number: int) -> float:
        start = time.perf_counter()
        sender = f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"
        answer = mine.client.post(page, fields(number, run), REMOTE_ADDR=sender)
        statuses.add(answer.status_code)
        return time.perf_counter() - start

    def close(_: int) -> None:
        time.sleep(0.05)
        connection.close()

    with ThreadPoolExecutor(CLIENTS, initializer=open_client) as pool:
        begin = time.perf_counter()
        each = list(pool.map(one, numbers))
        whole = time.perf_counter() - begin
        list(pool.map(close, range(CLIENTS)))
    return whole, each, statuses


def main() -> None:
    workshop = make_workshop(kapazitaet=SEATS, ort=make_ort())
    page = reverse("anmeldung-new", args=(workshop.slug,))
    times = {"portal": 0.0, "bare": 0.0}
    each: list[float] = []
    answers: set[int] = set()
    floor = make_workshop(kapazitaet=SEATS)

    def measure_bare(numbers: range) -> None:
        with override_settings(ROOT_URLCONF="bench.workshops", MIDDLEWARE=BARE):
            whole, _, statuses = send(f"/bare/{floor.pk}/", "bare", numbers)
        assert statuses == {302}, statuses
        times["bare"] += whole

    def measure_portal(numbers: range) -> None:
        whole, some, statuses = send(page, "portal", numbers)
        times["portal"] += whole
        each.extend(some)
        answers.update(statuses)

    step = ATTEMPTS // ROUNDS
    turn: list[Callable[[range], None]] = [measure_bare, measure_portal]
    for number in range(ROUNDS):
        for measure in turn:
            measure(range(number * step, (number + 1) * step))
    print(
        f"registration: {ATTEMPTS / times['portal']:.1f} a second, bare view {ATTEMPTS / times['bare']:.1f}, ", end=""
    )
    print(f"ratio {times['bare'] / times['portal']:.2f}")
    print(f"{times['portal'] / ATTEMPTS:.4f} s each, p50 at {CLIENTS} clients {median(each):.3f} s, answers {answers}")
    in_turn = list(workshop.anmeldungen.order_by("eingegangen_am").values_list("pk", "status"))
    given = [status for _, status in in_turn].count("eingegangen")
    print(f"{len(in_turn)} attempts on {SEATS} seats: {given} given, the first of the order of receipt: ", end="")
    print(all(status == "eingegangen" for _, status in in_turn[:given]))
    print(f"order of receipt is the order of turns: {[pk for pk, _ in in_turn] == sorted(pk for pk, _ in in_turn)}")
    with CaptureQueriesContext(connection) as asked:
        Client(SERVER_NAME="localhost").post(page, fields(ATTEMPTS, "portal"), REMOTE_ADDR="10.9.9.9")
    print(f"{len(asked)} statements with transaction control")


if __name__ == "__main__":
    before = setup_databases(verbosity=0, interactive=False)
    # As a web process with its watcher does; nothing that is kept changes here.
    gedaechtnis.vouches = lambda: True
    try:
        with override_settings(SPAMSCHUTZ_SEKUNDEN=0, ANTWORT_SCHRITT=0, UNCONFIRMED_SHARE=100):
            main()
    finally:
        teardown_databases(before, verbosity=0)
