"""The store of files, on a disk or in a bucket (`eimer`): each is there whole or not at all, and a row names it.

What an app keeps there, `<app>/ablage.py` says.
"""

import errno
import logging
import os
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction
from django.utils import timezone

from bildungskommune.register import Register

logger = logging.getLogger(__name__)

REST = timedelta(days=1)
"""So old is a file before it counts as left over; whoever made it has long written its row."""


class Unerreichbar(OSError):
    """The store does not answer, or refuses; the text says so in German. A disk of its own never does."""


class Ablage(FileSystemStorage):
    """Files on a disk. A name appears once all bytes are on the disk, so a full one or a power cut leaves no half."""

    def _save(self, name: str, content: File) -> str:
        folder = Path(self.path(name)).parent
        folder.mkdir(parents=True, exist_ok=True)
        beside = self._beside(folder, content)
        try:
            name = self._reserve(name)
            beside.replace(self.path(name))
        finally:
            beside.unlink(missing_ok=True)
        _sync(folder)
        return name.replace("\\", "/")

    def _beside(self, folder: Path, content: File) -> Path:
        """Write the bytes to a file of a name of its own, until the disk has them."""
        handle, path = tempfile.mkstemp(prefix=".", suffix=".neu", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(path).chmod(self.file_permissions_mode or 0o644)
        except BaseException:
            Path(path).unlink(missing_ok=True)
            raise
        return Path(path)

    def _reserve(self, name: str) -> str:
        """Take the name, or another one when somebody was quicker."""
        while True:
            try:
                Path(self.path(name)).touch(exist_ok=False)
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name


def _sync(folder: Path) -> None:
    """Let the disk have the names in the folder, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def grund(error: OSError) -> str:
    """Say in words why a file could not be written or read."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "Auf der Platte ist kein Platz mehr"
    return error.strerror or "Ein- und Ausgabefehler"


def delete_after_commit(name: str) -> None:
    """Delete a file once that is certain. A store that does not answer stops nothing: `clear` takes it in the night."""

    def delete() -> None:
        default_storage.delete(name)

    transaction.on_commit(delete, robust=True)


@dataclass(frozen=True)
class Ordner:
    """A folder of the store, and the names of the files that rows name."""

    name: str
    known: Callable[[], Collection[str]]


ordner: Register[[], Ordner] = Register("ablage")


def clear(now: datetime | None = None) -> int:
    """Delete the files that no row names: a worker or a server died between file and row. Returns how many."""
    before = (now or timezone.now()) - REST
    return sum(_clear(one, before) for one in ordner.collect())


def _clear(one: Ordner, before: datetime) -> int:
    try:
        _, files = default_storage.listdir(one.name)
    except FileNotFoundError:  # nothing was ever kept
        return 0
    # The rows are asked after the folder was read: a file whose row comes in between is young.
    left = {f"{one.name}/{file}" for file in files}.difference(one.known())
    old = [name for name in sorted(left) if default_storage.get_modified_time(name) < before]
    for name in old:
        default_storage.delete(name)
        logger.warning("%s was left over: no row named it", name)
    return len(old)
