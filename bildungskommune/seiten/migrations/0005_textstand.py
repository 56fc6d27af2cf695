"""Keep each state of these texts. Names and what else tells who somebody is are left out."""

from django.db import migrations

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [("seiten", "0004_version"), ("audit", "0004_textstand")]

    operations = [
        merken("seiten.kommune", "name", "email", "telefon", "strasse"),
        merken("seiten.seite", "stand"),
    ]
