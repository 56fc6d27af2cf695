"""The drill: a portal with the sample process is backed up, lost and restored."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from bildungskommune import sicherung

ROOT = Path(__file__).parent.parent
STATE = """
import hashlib
from django.apps import apps
from django.db import connection
with connection.cursor() as cursor:
    for table in sorted(connection.introspection.table_names()):
        if not table.startswith(("auslage", "django_content", "auth_perm")):
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            print("STATE", table, *cursor.fetchone())
    cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE sequencename !~ '^auslage' ORDER BY 1")
    for name, value in cursor.fetchall():
        print("STATE", name, value)
"""
ADD = "from django.contrib.auth.models import Group; print('NEW', Group.objects.create(name='neu').pk)"


@pytest.fixture
def folder() -> Iterator[Path]:
    """Beside the other clusters: under root PostgreSQL is another user, who cannot enter pytest's folder."""
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as name:
        yield Path(name)


def manage(folder: Path, *arguments: str, fails: bool = False) -> str:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    environment = kept | {
        "LANG": "C.UTF-8",
        "VAR_DIR": str(folder),
        "EMBEDDED_DURABLE": "off",
        "DJANGO_SETTINGS_MODULE": "bildungskommune.settings",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode != 0) is fails, done.stderr
    return done.stdout + done.stderr


def state(folder: Path) -> list[str]:
    return [line for line in manage(folder, "shell", "-c", STATE).splitlines() if line.startswith("STATE")]


def _cut_short(place: Path) -> None:
    """Let the dump be whole for its checksum and useless for PostgreSQL."""
    dump = place / sicherung.DUMP
    dump.write_bytes(dump.read_bytes()[:-2000])
    (place / sicherung.SUMS).write_text(json.dumps(sicherung.sums(place)))


def test_what_was_backed_up_comes_back_after_everything_was_lost(folder: Path) -> None:
    portal, place = folder / "portal", folder / "sicherung"
    portal.mkdir()
    portal.chmod(0o755)
    folder.chmod(0o755)
    for command in ("migrate", "startdaten", "beispieldaten"):
        manage(portal, command)
    kept = portal / "media" / "anlage" / "brief.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("bleibt")
    before = state(portal)
    manage(portal, "sichern", str(place))

    assert "nicht leer" in manage(portal, "wiederherstellen", str(place), fails=True)
    assert "gibt es schon" in manage(portal, "sichern", str(place), fails=True)
    shutil.rmtree(portal)
    portal.mkdir()
    manage(portal, "wiederherstellen", str(place))

    assert len(before) > 50
    assert state(portal) == before
    assert kept.read_text() == "bleibt"
    assert "Alles stimmt" in manage(portal, "fassungen_pruefen")
    assert "NEW" in manage(portal, "shell", "-c", ADD)
    manage(portal, "wiederherstellen", str(place), "--ersetzen")
    assert state(portal) == before

    _cut_short(place)
    assert "pg_restore ist gescheitert" in manage(portal, "wiederherstellen", str(place), "--ersetzen", fails=True)
    assert state(portal) == before
    assert kept.read_text() == "bleibt"

    (place / "media" / "anlage" / "brief.txt").write_text("anders")
    assert "media/anlage/brief.txt" in manage(portal, "wiederherstellen", str(place), "--ersetzen", fails=True)
