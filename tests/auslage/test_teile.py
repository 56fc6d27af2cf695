"""Parts of a page that are the same for all: made once, never of a reader, and anew as soon as something changed."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bildungskommune.auslage import abgleich, gedaechtnis
from bildungskommune.auslage.gedaechtnis import Gedaechtnis
from bildungskommune.auslage.schnappschuss import Schnappschuss
from bildungskommune.auslage.teile import Teile
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.rules import freeze
from konzept.models import Handlungsfeld
from leitbild.models import Abschnitt
from massnahmen.models import Massnahme
from tests.factories import make_konto, make_sachstand, make_workshop
from tests.tracing.faden import Faden, make_faden
from tests.veroeffentlichen import publish
from workshops.models import Workshop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def since() -> Iterator[Schnappschuss]:
    """A process whose watcher vouches, as that of a web process does; gives what it has seen."""
    memory = gedaechtnis.gedaechtnis
    memory.vouches = lambda: True
    yield abgleich.now().gesehen
    memory.vouches = Gedaechtnis().vouches
    memory.forget(dict.fromkeys(connection.introspection.table_names(), ()))


@pytest.fixture
def faden() -> Faden:
    """A whole thread, the Leitbild and the Konzept of which are published."""
    faden = make_faden()
    publish(freeze("leitbild", faden.leitsatz.leitbild))
    publish(freeze("konzept", faden.feld.konzept))
    return faden


def main(client: Client, address: str) -> str:
    """Return what a page shows between its head and its foot."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def addresses(faden: Faden) -> dict[str, str]:
    workshop = make_workshop(slug="auftakt", beginn=timezone.now() - timedelta(days=3))
    return {
        "start": "/",
        "workshop": workshop.get_absolute_url(),
        "leitbild": "/leitbild/",
        "leitbild-fassung": f"/leitbild/{faden.leitsatz.leitbild.kennung}/fassung/1/",
        "konzept": "/konzept/",
        "konzept-fassung": f"/konzept/{faden.feld.konzept.kennung}/fassung/1/",
        "handlungsfeld": f"/konzept/{faden.feld.kennung}/",
        "massnahme": faden.massnahme.get_absolute_url(),
    }


MOST_STATEMENTS = {"start": 0, "workshop": 4, "handlungsfeld": 3}


def test_page_costs_few_statements_whatever_its_length(since: Schnappschuss, faden: Faden, client: Client) -> None:
    for name, address in addresses(faden).items():
        main(client, address)
        with CaptureQueriesContext(connection) as again:
            main(client, address)

        assert len(again) <= MOST_STATEMENTS.get(name, 3), f"{name}: {[one['sql'][:90] for one in again]}"


def test_everybody_reads_the_same(since: Schnappschuss, faden: Faden, client: Client) -> None:
    stranger, office = Client(), Client()
    office.force_login(make_konto("stabsstelle"))

    for address in addresses(faden).values():
        assert main(office, address) == main(stranger, address)


def rename_workshop(faden: Faden) -> str:
    Workshop.objects.filter(slug="auftakt").update(titel="Neuer Name")
    return "Neuer Name"


def report(faden: Faden) -> str:
    make_sachstand(faden.massnahme, text="Der Bus fährt jetzt auch am Sonntag.")
    return "Der Bus fährt jetzt auch am Sonntag."


def finish(faden: Faden) -> str:
    Massnahme.objects.filter(pk=faden.massnahme.pk).update(status="umgesetzt")
    return "umgesetzt"


def edit(faden: Faden) -> str:
    """Publish a second Leitbild text."""
    Abschnitt.objects.filter(pk=faden.leitsatz.pk).update(titel="Jeder Weg ist kurz.")
    publish(freeze("leitbild", faden.leitsatz.leitbild))
    return "Jeder Weg ist kurz."


CHANGES: dict[str, tuple[str, Callable[[Faden], str]]] = {
    "name of a workshop": ("workshop", rename_workshop),
    "Sachstand of a measure": ("massnahme", report),
    "state of a measure under its Leitsatz": ("leitbild", finish),
    "state of a measure under its Handlungsfeld": ("handlungsfeld", finish),
    "next edition": ("leitbild", edit),
    "edition that lost its place": ("leitbild-fassung", lambda faden: edit(faden) and "abgelöst"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_shows_as_soon_as_the_watcher_has_looked(
    since: Schnappschuss, faden: Faden, client: Client, change: str
) -> None:
    name, make = CHANGES[change]
    address = addresses(faden)[name]
    before = main(client, address)

    words = make(faden)
    abgleich.catch_up(since, gedaechtnis.gedaechtnis.forget)

    assert words not in before
    assert words in main(client, address)


def test_what_was_withdrawn_is_asked_for_each_time(since: Schnappschuss, faden: Faden, client: Client) -> None:
    """The watcher has not looked yet: whether a reader may see a page is never kept."""
    address = addresses(faden)["leitbild-fassung"]
    main(client, address)
    fassung = faden.leitsatz.leitbild
    rules.withdraw(Fassung.objects.of("leitbild", fassung.pk).get(), "Irrtum", by=None)

    assert client.get(address).status_code == 410


def test_hidden_measure_is_gone_before_the_watcher_looks(since: Schnappschuss, faden: Faden, client: Client) -> None:
    address = addresses(faden)["massnahme"]
    main(client, address)

    Massnahme.objects.filter(pk=faden.massnahme.pk).update(oeffentlich=False)

    assert client.get(address).status_code == 404


def test_part_knows_nothing_of_its_reader(since: Schnappschuss) -> None:
    request = RequestFactory().get("/geheim/")
    page = Template(
        "{% load auslage %}{% teil 'x' %}[{{ request.path }}{{ user }}{{ csrf_token }}{{ eigen }}]{% endteil %}"
    )
    context = {
        "request": request,
        "user": "Erna",
        "csrf_token": "abc",
        "teile": Teile("probe", lambda: {"eigen": "ja"}),
    }

    assert page.render(Context(context)) == "[ja]"


def test_part_is_made_once_and_escapes_what_people_typed(since: Schnappschuss) -> None:
    asked: list[int] = []

    def make() -> dict[str, str]:
        asked.append(1)
        return {"titel": "<b>&", "anzahl": str(Handlungsfeld.objects.count())}

    page = Template(
        "{% load auslage %}{% teil 'x' %}{{ titel }}{{ anzahl }}{% endteil %}{% teil 'y' %}{{ titel }}{% endteil %}"
    )

    drawn = [page.render(Context({"teile": Teile("probe", make)})) for _ in range(3)]

    assert drawn == ["&lt;b&gt;&amp;0&lt;b&gt;&amp;"] * 3
    assert len(asked) == 1


def test_memory_is_bounded(since: Schnappschuss, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gedaechtnis, "MOST", 3)
    asked: list[str] = []

    def ask(name: str) -> None:
        gedaechtnis.gedaechtnis.get(name, lambda: asked.append(name))

    for name in ("a", "b", "c", "a", "d", "a", "b"):
        ask(name)

    assert asked == ["a", "b", "c", "d", "b"]


def test_long_part_is_made_each_time(since: Schnappschuss, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gedaechtnis, "LARGEST", 10)
    asked: list[int] = []

    def make() -> str:
        asked.append(1)
        return "x" * 11

    found = [gedaechtnis.gedaechtnis.get("lang", make) for _ in range(2)]

    assert [found, len(asked)] == [["x" * 11] * 2, 2]
