"""Keep each state of these texts. Names and what else tells who somebody is are left out."""

from django.db import migrations

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [("leitbild", "0004_absaetze"), ("audit", "0004_textstand")]

    operations = [
        merken("leitbild.leitbild"),
        merken("leitbild.abschnitt", "stimme_von"),
        merken("leitbild.fussnote"),
        merken("leitbild.herleitung"),
    ]
