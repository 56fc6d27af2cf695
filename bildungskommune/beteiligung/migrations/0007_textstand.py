"""Keep each state of these texts. Names and what else tells who somebody is are left out."""

from django.db import migrations

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [("beteiligung", "0006_punkt"), ("audit", "0004_textstand")]

    operations = [
        merken("beteiligung.beteiligungsrunde"),
        merken("beteiligung.punkt", "zustaendig_id", "entschieden_von_id", "bestaetigt_von_id"),
    ]
