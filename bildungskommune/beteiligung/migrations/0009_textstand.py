"""Who put a wording into the draft is no part of a state of its point."""

from django.db import migrations

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [("beteiligung", "0008_einarbeitung"), ("audit", "0004_textstand")]

    operations = [
        merken("beteiligung.punkt", "zustaendig_id", "entschieden_von_id", "bestaetigt_von_id", "eingearbeitet_von_id")
    ]
