"""The files of this host, and the one lock under which they come and go."""

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from bildungskommune.auslage import blatt
from bildungskommune.auslage.blatt import Kopf

HOECHSTENS = 20_000
"""Pages on one host; what comes after is made anew for each reader."""
HALTBAR = 12 * 3600
"""Seconds after which a page is made anew whatever was changed; changes are noted for longer (`auslage.tasks`)."""

Weg = Callable[[Kopf], bool]


def folder() -> Path:
    path: Path = settings.AUSLAGE_DIR
    return path


def place(pfad: str) -> Path:
    return folder() / blatt.name(pfad)


def turn(pfad: str) -> Path:
    """Return the file whose lock says that a page is being made."""
    return folder() / f".{blatt.name(pfad)}.macht"


@contextmanager
def lock() -> Iterator[None]:
    """Nobody lays out a page while another one takes pages away, in any process of this host."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder() / "sperre").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def lay_out(kopf: Kopf, bodies: Iterable[bytes], still_right: Callable[[], bool]) -> bool:
    """Lay out a page if it is still right, asked under the lock; returns whether it lies out."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder() / f".{secrets.token_hex(8)}"
    try:
        with draft.open("xb") as file:
            file.write(kopf.line())
            file.writelines(bodies)
        with lock():
            if not still_right():
                return False
            draft.replace(place(kopf.pfad))
            return True
    finally:
        draft.unlink(missing_ok=True)


def take_away(wrong: Weg) -> int:
    """Take away each page of which `wrong` says so, and each torn or overdue one; returns how many."""
    gone = 0
    with lock():
        for path in _files():
            if (kopf := _head(path)) is None or kopf.bis <= time.time() or wrong(kopf):
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def heads() -> Iterator[Kopf]:
    """Give the heads of all pages that lie out."""
    for path in _files():
        if kopf := _head(path):
            yield kopf


def is_full() -> bool:
    return sum(1 for _ in _files()) >= HOECHSTENS


def sweep() -> None:
    """Take away drafts of processes that died over them."""
    for path in folder().glob(".*"):
        if time.time() - path.stat().st_mtime > 3600:
            path.unlink(missing_ok=True)


def _files() -> Iterator[Path]:
    if not folder().is_dir():
        return iter(())
    with os.scandir(folder()) as entries:
        return iter([Path(entry.path) for entry in entries if entry.name.endswith(".blatt")])


def _head(path: Path) -> Kopf | None:
    try:
        with path.open("rb") as file:
            return blatt.first_line(file)[0]
    except (OSError, ValueError, KeyError, TypeError):
        return None
