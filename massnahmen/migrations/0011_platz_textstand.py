"""Keep each number that a plan gave a measure."""

from django.db import migrations

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [("massnahmen", "0010_plan_durch_plaetze"), ("audit", "0004_textstand")]

    operations = [merken("massnahmen.planplatz")]
