"""Measure registration: how many people a second, beside a bare view of our own, and whether 50 seats stay 50.

Run with `python bench/workshops.py`; it makes a database of its own and drops it again. Both views answer forms in this
process by turns of 25 forms, eight clients at once, so a busy machine slows both alike: read the ratio more than the
seconds.
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

CLIENTS, ATTEMPTS, SEATS, ROUNDS = 8, 500, 50, 20
BARE = [
    "bench.workshops.own_addresses",
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


def own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let the bare view have its address by the side: another ROOT_URLCONF would have the portal read its own anew."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.workshops"
        return get_response(request)

    return middleware


urlpatterns = [path("bare/<int:pk>/", bare)]


def fields(number: int, run: str) -> dict[str, str]:
    person = {"name": f"Person {number}", "email": f"p{number}@{run}.example", "einrichtung": "Kita"}
    return person | {"verpflegung": "ohne", FELD: new_token()}


class Side:
    """A view, its eight clients, and how long they waited; like web processes they stay for the whole run."""

    def __init__(self, page: str, warm: str, run: str) -> None:
        """On the page `warm` each client opens its connection and builds the middleware before time counts."""
        self.page, self.run = page, run
        self.whole = 0.0
        self.each: list[float] = []
        self.answers: set[int] = set()
        self.mine = threading.local()
        self.pool = ThreadPoolExecutor(CLIENTS, initializer=self._open)
        list(self.pool.map(lambda number: (self._post(warm, number), time.sleep(0.1)), range(CLIENTS)))

    def _open(self) -> None:
        self.mine.client = Client(SERVER_NAME="localhost")

    def _post(self, page: str, number: int) -> int:
        sender = f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"
        answer = self.mine.client.post(page, fields(number, self.run), REMOTE_ADDR=sender)
        return int(answer.status_code)

    def measure(self, numbers: range) -> None:
        begin = time.perf_counter()
        self.each += self.pool.map(self._one, numbers)
        self.whole += time.perf_counter() - begin

    def _one(self, number: int) -> float:
        start = time.perf_counter()
        self.answers.add(self._post(self.page, number))
        return time.perf_counter() - start

    def close(self) -> None:
        list(self.pool.map(lambda _: (time.sleep(0.05), connection.close()), range(CLIENTS)))
        self.pool.shutdown()


def main() -> None:
    workshop, floor = make_workshop(kapazitaet=SEATS, ort=make_ort()), make_workshop(kapazitaet=SEATS)
    other = make_workshop(kapazitaet=SEATS, ort=make_ort())
    page, warm = (reverse("anmeldung-new", args=(one.slug,)) for one in (workshop, other))
    with override_settings(MIDDLEWARE=BARE):
        least = Side(f"/bare/{floor.pk}/", f"/bare/{other.pk}/", "bare")
    portal = Side(page, warm, "portal")
    step = ATTEMPTS // ROUNDS
    for number in range(ROUNDS):
        numbers = range(number * step, (number + 1) * step)
        least.measure(numbers)
        portal.measure(numbers)
    for side in (least, portal):
        side.close()
    assert least.answers == {302}, least.answers
    print(f"registration: {ATTEMPTS / portal.whole:.1f} a second, bare view {ATTEMPTS / least.whole:.1f}, ", end="")
    print(f"ratio {least.whole / portal.whole:.2f}")
    print(f"{portal.whole / ATTEMPTS:.4f} s each, p50 at {CLIENTS} clients {median(portal.each):.3f} s, ", end="")
    print(f"answers {portal.answers}")
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
