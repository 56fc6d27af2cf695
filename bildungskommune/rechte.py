"""Two roles in the database: the owner migrates, the portal runs as another that can bend no rule of the data.

The run-time role reads and writes rows. It owns nothing: it cannot empty or change a table, nor switch off a trigger.
What it may do less with a table, `<app>/rechte.py` says.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import ProgrammingError, connection, models, transaction
from psycopg import sql

from bildungskommune.env import env
from bildungskommune.register import Register

ROWS = "SELECT, INSERT, UPDATE, DELETE"
READ_ONLY = ("django_migrations",)


@dataclass(frozen=True)
class Recht:
    """All that the run-time role may do with the rows of a model, in the words of GRANT."""

    model: type[models.Model]
    darf: str


rechte: Register[[], Recht] = Register("rechte")


class RoleMissing(Exception):
    """The run-time role is not there, and the owner may not make it. The text says what to do."""


class SameRole(Exception):
    """The run-time role is the owner or may do what it likes: it would not be held by anything."""


@contextmanager
def as_owner() -> Iterator[None]:
    """Turn Django's connection to the owner's log-in; without one (`DATABASE_OWNER_URL`) it stays."""
    if not settings.DATABASE_OWNER_URL:
        yield
        return
    before = connection.settings_dict
    connection.close()
    connection.settings_dict = before | env.db_url_config(settings.DATABASE_OWNER_URL)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = before


def ensure(role: str, password: str) -> None:
    """Make the run-time role when it is not there.

    Raises RoleMissing when this log-in may not, SameRole when the role is no lesser one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole OR rolname = current_user"
            " OR pg_has_role(rolname, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER')"
            " FROM pg_roles WHERE rolname = %s",
            [role],
        )
        found = cursor.fetchone()
        if found is None:
            _create(role, password)
        elif found[0]:
            raise SameRole(f"The role {role} of DATABASE_URL is the owner of the database, or may become it.")


def _create(role: str, password: str) -> None:
    with connection.cursor() as cursor:
        # Only the hash travels: statements may stand in a log.
        secret = cursor.connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
        statement = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}") if password else sql.SQL("CREATE ROLE {} LOGIN")
        try:
            with transaction.atomic():
                cursor.execute(statement.format(sql.Identifier(role), sql.Literal(secret.decode())))
        except ProgrammingError as error:
            raise RoleMissing(f'Please let an administrator run: CREATE ROLE "{role}" LOGIN PASSWORD …') from error


def grant(role: str) -> None:
    """Give the role what it may do, and nothing else; safe to run again, while the portal works."""
    lesser = dict.fromkeys(READ_ONLY, "SELECT")
    lesser |= {one.model._meta.db_table: one.darf for one in rechte.collect()}
    with transaction.atomic(), connection.cursor() as cursor:

        def run(words: str, **names: str) -> None:
            quoted = {name: sql.Identifier(value) for name, value in names.items()}
            cursor.execute(sql.SQL(words).format(**quoted, role=sql.Identifier(role)))

        run("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}")
        run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role}")
        run("GRANT USAGE ON SCHEMA public TO {role}")
        run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        run(f"GRANT {ROWS} ON ALL TABLES IN SCHEMA public TO {{role}}")
        for table, darf in lesser.items():
            run("REVOKE ALL ON {table} FROM {role}", table=table)
            run(f"GRANT {darf} ON {{table}} TO {{role}}", table=table)


def set_up() -> str:
    """Make the run-time role of DATABASE_URL and give it its rights; returns its name, empty without an owner.

    Raises RoleMissing, SameRole.
    """
    if not settings.DATABASE_OWNER_URL:
        return ""
    role: str = settings.DATABASES["default"]["USER"]
    ensure(role, settings.DATABASES["default"].get("PASSWORD") or "")
    grant(role)
    return role
