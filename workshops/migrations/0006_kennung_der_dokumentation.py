"""A documentation keeps the name of its workshop, under which it was frozen, for its address."""

from django.db import migrations

FILL = """
ALTER TABLE fassungen_fassung DISABLE TRIGGER fassung_bleibt;
UPDATE fassungen_fassung SET dokument = workshop.slug FROM workshops_workshop workshop
    WHERE definition = 'dokumentation' AND objekt_id = workshop.id;
ALTER TABLE fassungen_fassung ENABLE TRIGGER fassung_bleibt;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0005_wortlaut_steht_nach_einer_viertelstunde"),
        ("fassungen", "0003_linien"),
    ]
    run_before = (("fassungen", "0006_kette_gefuellt"),)  # the chain holds the name
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
