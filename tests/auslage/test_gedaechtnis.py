"""What a web process keeps in memory: asked for seldom, and never stale by what somebody did."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bildungskommune.auslage import abgleich, zeitmarken
from bildungskommune.auslage.gedaechtnis import Gedaechtnis, gedaechtnis
from bildungskommune.auslage.schnappschuss import Schnappschuss
from bildungskommune.fassungen.rules import freeze
from bildungskommune.seiten.models import Seite
from bildungskommune.verfahren.stufen import stages
from tests.factories import make_abschnitt, make_workshop
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def since() -> Iterator[Schnappschuss]:
    """A process whose watcher vouches, as that of a web process does; gives what it has seen."""
    gedaechtnis.vouches = lambda: True
    yield abgleich.now().gesehen
    gedaechtnis.vouches = Gedaechtnis().vouches
    gedaechtnis.forget(dict.fromkeys(connection.introspection.table_names(), ()))


def titles() -> list[str]:
    return list(Seite.objects.values_list("titel", flat=True))


def rename(title: str) -> None:
    Seite.objects.update(titel=title)
    connection.close()


def test_stage_bar_costs_nothing_on_the_second_page(since: Schnappschuss, client: Client) -> None:
    make_workshop()
    with CaptureQueriesContext(connection) as first:
        stages()
    with CaptureQueriesContext(connection) as second:
        stages()

    assert [len(first) > 5, len(second)] == [True, 0]


def test_what_somebody_did_shows_as_soon_as_the_watcher_has_looked(since: Schnappschuss) -> None:
    satz = make_abschnitt()
    before = stages()[1].zahl

    publish(freeze("leitbild", satz.leitbild))
    abgleich.catch_up(since, gedaechtnis.forget)

    assert stages()[1].zahl != before


def test_what_changed_while_it_was_read_is_not_kept(since: Schnappschuss) -> None:
    Seite.objects.create(slug="hinweis", titel="Alt", text="")

    def find() -> list[str]:
        found = titles()
        with ThreadPoolExecutor(1) as other:
            other.submit(rename, "Neu").result()
        return found

    assert gedaechtnis.get("probe", find) == ["Alt"]
    assert gedaechtnis.get("probe", titles) == ["Neu"]


def test_what_other_tables_say_is_kept(since: Schnappschuss) -> None:
    Seite.objects.create(slug="hinweis", titel="Alt", text="")
    gedaechtnis.get("probe", titles)
    make_workshop()
    abgleich.catch_up(since, gedaechtnis.forget)

    gedaechtnis.get("probe", titles)
    with CaptureQueriesContext(connection) as asked:
        gedaechtnis.get("probe", titles)

    assert len(asked) == 0


def test_time_that_passes_is_a_change() -> None:
    workshop = make_workshop(beginn=timezone.now() + timedelta(days=30))
    shortly_before = workshop.anmeldeschluss - timedelta(seconds=1)

    assert zeitmarken.until(shortly_before) == workshop.anmeldeschluss
    midnight = timezone.localtime(zeitmarken.until(workshop.ende + timedelta(days=1)))
    assert (midnight.hour, midnight.minute) == (0, 0)


def test_process_without_a_watcher_keeps_nothing() -> None:
    Seite.objects.create(slug="hinweis", titel="Alt", text="")
    gedaechtnis.get("probe", titles)
    Seite.objects.update(titel="Neu")

    assert gedaechtnis.get("probe", titles) == ["Neu"]
