"""The test database, copied from one that was migrated before.

Seventy tables take ten seconds to migrate and a tenth of one to copy. The migrated database stays in the cluster under
a name made from its migrations; it is made anew as soon as one of them, or what one of them imports, changes.
"""

import ast
import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

ROOT = Path(__file__).parent.parent
LOCK = 20241001  # any number: who copies or makes a template holds it
PREFIX = "vorlage_"


def create(name: str) -> None:
    """Make the database anew, as migrations leave it, and turn Django's connection to it."""
    template = PREFIX + fingerprint()
    with server() as control:
        control.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if not exists(control, template):
            drop_templates(control)
            migrate(control, template)
        drop(control, name)
        control.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    use(name)


def destroy(name: str, back_to: str) -> None:
    """Drop the database and turn Django's connection back."""
    use(back_to)
    with server() as control:
        drop(control, name)


def fingerprint() -> str:
    """Give a name for what the migrations of all apps do."""
    digest = hashlib.sha256()
    for path in sorted(sources()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def sources() -> set[Path]:
    """Give the files of all migrations, and of ours that they import."""
    migrations = {type(found).__module__ for found in MigrationLoader(None).disk_migrations.values()}
    files = {source(name) for name in migrations}
    imported = {name for path in files for name in imports(path)}
    return files | {source(name) for name in imported if name in sys.modules and (ROOT / name.split(".")[0]).is_dir()}


def source(module: str) -> Path:
    return Path(str(sys.modules[module].__file__))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def migrate(control: psycopg.Connection, template: str) -> None:
    """Migrate under a name for the meantime, so that a template cut short is never taken for a whole one."""
    unfinished = f"{template}_neu"
    drop(control, unfinished)
    control.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    use(unfinished)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    control.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(template)))


def use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    """Connect to the cluster beside the database of the tests; leaving lets go of the lock."""
    parts = connection.get_connection_params()
    wanted = {name: parts[name] for name in ("host", "port", "user", "password") if parts.get(name)}
    with psycopg.connect(**wanted, dbname="postgres", autocommit=True) as control:
        yield control


def exists(control: psycopg.Connection, name: str) -> bool:
    return control.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def drop_templates(control: psycopg.Connection) -> None:
    for (name,) in control.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"]).fetchall():
        drop(control, name)


def drop(control: psycopg.Connection, name: str) -> None:
    control.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
