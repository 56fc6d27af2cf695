"""Name what says who somebody is by its number, in the entries written before."""

from typing import Any

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Concat

KINDS = {
    "accounts.konto": "Konto",
    "akteure.person": "Person",
    "akteure.zugehoerigkeit": "Zugehörigkeit",
    "post.mail": "E-Mail",
    "workshops.anmeldung": "Anmeldung",
    "workshops.teilnahme": "Teilnahme",
}


def take_names(apps: Any, schema_editor: Any) -> None:
    """Write over the names; for this once, the trigger that keeps the trail as it is lets it pass."""
    entries = apps.get_model("audit", "Eintrag").objects
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("ALTER TABLE audit_eintrag DISABLE TRIGGER eintrag_bleibt")
    for kind, word in KINDS.items():
        entries.filter(objekt_art=kind).update(objekt_name=Concat(Value(f"{word} "), F("objekt_id")))
    schema_editor.execute("ALTER TABLE audit_eintrag ENABLE TRIGGER eintrag_bleibt")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_bleibt")]

    # There is no way back: the names are to be gone.
    operations = [migrations.RunPython(take_names, migrations.RunPython.noop)]
