"""Who confirmed for the Leitung is no part of a state of its round."""

from django.db import migrations

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [("beteiligung", "0010_leitung"), ("audit", "0004_textstand")]

    operations = [merken("beteiligung.beteiligungsrunde", "leitung_bestaetigt_von_id")]
