"""The triggers that note which tables a transaction changes: on every table of the portal, new ones included.

They stand on whole statements, so that a thousand rows cost as much as one. Tables that no page shows and that change
with every click have none; a page that reads one of them is not laid out.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from bildungskommune.auslage.models import Aenderung

STILL = frozenset({"django_session", "django_migrations", Aenderung._meta.db_table})

# Names of tables come from Django's own list, never from a person.
_CREATE = (
    'CREATE OR REPLACE TRIGGER auslage_merken AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{}"'
    " FOR EACH STATEMENT EXECUTE FUNCTION auslage_merken()"
)


@receiver(post_migrate)
def after_migrations(sender: AppConfig, **more: Any) -> None:
    """Look once after all migrations, on the connection of the owner who ran them."""
    if sender.label == Aenderung._meta.app_label:
        complete()


def complete() -> list[str]:
    """Give a trigger to each table that has none yet; returns their names. The owner of the tables must call it."""
    wanted = set(connection.introspection.django_table_names(only_existing=True)) - STILL
    missing = sorted(wanted - watched())
    with connection.cursor() as cursor:
        for table in missing:
            cursor.execute(_CREATE.format(table))
    return missing


def watched() -> frozenset[str]:
    """Return the tables whose changes are noted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname = 'auslage_merken' AND relnamespace = 'public'::regnamespace"
        )
        return frozenset(name for (name,) in cursor.fetchall())
