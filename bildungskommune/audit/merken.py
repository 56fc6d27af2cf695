"""For migrations: let a trigger keep each state of the rows of a model, whoever changes them."""

from typing import Any

from django.db.migrations import RunSQL

TECHNISCH = (
    "id", "version", "absaetze", "position", "status_seit", "created", "vorgaenger_id", "veroeffentlicht",
    "veroeffentlicht_am", "beschlossen_in_id", "leichte_sprache_zu",
)  # fmt: skip
"""Columns that say nothing of a text, whichever model has them: a change to them alone is no new state."""


def merken(label: str, *ohne: str) -> RunSQL:
    """Return the operation that watches a model ("leitbild.abschnitt") without the columns `ohne`.

    How its rows stand by now becomes their first state. What is watched already is watched anew, without other columns.
    """
    table = label.replace(".", "_")
    left_out = [*TECHNISCH, *ohne]
    arguments = ", ".join(f"'{one}'" for one in (label, *left_out))
    array = ", ".join(f"'{one}'" for one in left_out)
    forward = f"""
    CREATE OR REPLACE TRIGGER textstand_merken AFTER INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION textstand_merken({arguments});
    INSERT INTO audit_textstand (created, transaktion, objekt_art, objekt_id, vorgang, felder, werte)
        SELECT now(), '', '{label}', id, 'bestand', '{{}}', to_jsonb(zeile) - ARRAY[{array}]
        FROM {table} AS zeile ORDER BY id;
    """  # noqa: S608  # the names stand in migrations, nobody else gives them
    backward = f"""
    DROP TRIGGER textstand_merken ON {table};
    DELETE FROM audit_textstand WHERE objekt_art = '{label}';
    """  # noqa: S608
    return RunSQL(forward, backward)


def watched(cursor: Any) -> dict[str, tuple[str, ...]]:
    """Return what is watched in this database: the label of each model, and the columns that are not kept."""
    cursor.execute(
        "SELECT tgargs FROM pg_trigger WHERE tgname = 'textstand_merken' AND tgenabled = 'O' ORDER BY tgrelid::regclass"
    )
    rows = [bytes(row[0]).decode().split("\0")[:-1] for row in cursor.fetchall()]
    return {label: tuple(columns) for label, *columns in rows}
