"""Keep each state of these texts. Names and what else tells who somebody is are left out."""

from django.db import migrations

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [("konzept", "0006_absaetze"), ("audit", "0004_textstand")]

    operations = [
        merken("konzept.konzept"),
        merken("konzept.handlungsfeld"),
        merken("konzept.ziel"),
        merken("konzept.priorisierung"),
        merken("konzept.strategie"),
        merken("konzept.ableitung"),
    ]
