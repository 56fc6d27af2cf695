"""Many ask at once for a page that was taken away: one has it made, and nobody waits in vain."""

import asyncio
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from bildungskommune.auslage import andrang as module
from bildungskommune.auslage import bestand, blatt
from bildungskommune.auslage.andrang import Andrang
from bildungskommune.auslage.ausgabe import Frage
from bildungskommune.auslage.blatt import Kopf
from bildungskommune.auslage.schnappschuss import Schnappschuss
from bildungskommune.seiten.models import Seite
from tests.auslage.conftest import Portal

T = TypeVar("T")
FRAGE = Frage("/hinweis/", (), frozenset(), only_head=False)
MANY = 20
"""More readers than the threads of both web processes."""
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'seiten_seite'::regclass"


def waiting(at_least: int, seconds: float = 2) -> int:
    """Return how many connections wait for the table of the page, once there are so many."""
    deadline = time.monotonic() + seconds
    while True:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            found = int(cursor.fetchone()[0])
        if found >= at_least or time.monotonic() > deadline:
            return found
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_one_thread_of_all_processes_makes_a_page_for_twenty_who_ask_at_once(portal: Portal) -> None:
    seite = Seite.objects.create(slug="hinweis", titel="Hinweis", text="Der erste Wortlaut.", oeffentlich=True)
    for _ in range(3):  # both processes have made it once: while one is busy, the other takes the next reader
        with ThreadPoolExecutor(MANY) as readers:
            assert {answer[0] for answer in readers.map(portal.ask, ["/hinweis/"] * MANY)} == {200}
        portal.wait(1)
        file_of(portal).unlink()

    with ThreadPoolExecutor(MANY) as readers, transaction.atomic():
        Seite.objects.filter(pk=seite.pk).update(text="Der zweite Wortlaut.")
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE seiten_seite IN ACCESS EXCLUSIVE MODE")
        asked = [readers.submit(portal.ask, "/hinweis/") for _ in range(MANY)]
        assert waiting(1, seconds=20) == 1
        time.sleep(0.5)
        assert waiting(1, seconds=20) == 1
        assert portal.ask("/healthz")[0] == 200  # no thread waits with them
        transaction.set_rollback(True)
    answers = [one.result() for one in asked]

    assert {answer[0] for answer in answers} == {200}
    assert len({answer[2] for answer in answers}) == 1
    assert not list(portal.folder.glob(".*.macht"))


def file_of(portal: Portal) -> Path:
    return portal.folder / blatt.name("/hinweis/")


def in_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: Playwright's loop may be in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@pytest.fixture
def known(settings: Settings, tmp_path: Path) -> Andrang:
    """A process that has made the page before."""
    settings.AUSLAGE_DIR = tmp_path
    found = Andrang()
    found.learn("/hinweis/", common=True)
    return found


def lay_out() -> None:
    kopf = Kopf("/hinweis/", (), "x", frozenset(), Schnappschuss.read("1:1:"), "", 0, time.time() + 60, (("", 3),))
    assert bestand.lay_out(kopf, [b"neu"], lambda: True)


async def ask(one: Andrang, makers: list[int], *, seconds: float, lays: bool = True) -> bytes | None:
    """Ask as a reader; whoever has to make the page takes so many seconds. Returns what the others made."""
    async with one.turn(FRAGE) as ready:
        if ready is None:
            makers.append(1)
            await asyncio.sleep(seconds)
            if lays:
                lay_out()
    return ready.body if ready else None


async def together(*processes: Andrang, lays: bool = True, seconds: float = 0.1) -> tuple[int, list[bytes | None]]:
    """Let each process have five readers at once; returns how many made the page, and what the others got."""
    makers: list[int] = []
    readers = [ask(one, makers, seconds=seconds, lays=lays) for one in processes for _ in range(5)]
    found = await asyncio.gather(*readers)
    return len(makers), [body for body in found if body is not None]


def test_readers_of_two_processes_wait_for_one_who_makes_the_page(known: Andrang) -> None:
    other = Andrang()
    other.learn("/hinweis/", common=True)

    assert in_a_loop(together(known, other)) == (1, [b"neu"] * 9)


def test_nobody_waits_for_a_page_that_is_not_the_same_for_all(known: Andrang) -> None:
    known.learn("/hinweis/", common=False)

    assert in_a_loop(together(known)) == (5, [])


def test_nobody_waits_longer_than_for_one_page_that_hangs(known: Andrang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.1)
    begun = time.monotonic()

    assert in_a_loop(together(known, lays=False, seconds=0.5)) == (5, [])
    assert time.monotonic() - begun < 1.5


def test_another_process_that_hangs_is_not_waited_for_either(known: Andrang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.1)
    other = Andrang()
    other.learn("/hinweis/", common=True)

    assert in_a_loop(together(known, other, lays=False, seconds=0.5)) == (10, [])


def test_a_folder_that_takes_no_file_keeps_nobody_waiting(known: Andrang, settings: Settings, tmp_path: Path) -> None:
    settings.AUSLAGE_DIR = tmp_path / "nirgends"
    makers: list[int] = []

    assert in_a_loop(ask(known, makers, seconds=0, lays=False)) is None
    assert makers == [1]


def test_a_process_remembers_the_last_pages_alone(known: Andrang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    for name in ("/a/", "/b/"):
        known.learn(name, common=True)

    assert in_a_loop(together(known)) == (5, [])
