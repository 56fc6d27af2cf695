"""A Vorlage carries several Fassungen; a Beratung may be closed, and knows the texts as it changed them."""

from django.db import migrations, models

COPY = """
INSERT INTO beteiligung_vorlage_fassungen (vorlage_id, fassung_id)
    SELECT id, fassung_id FROM beteiligung_vorlage WHERE fassung_id IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("beteiligung", "0002_version"),
        ("fassungen", "0003_linien"),
    ]

    operations = [
        migrations.AddField(
            model_name="beratung",
            name="beschlussfassungen",
            field=models.ManyToManyField(
                blank=True,
                editable=False,
                related_name="beschlossen_in",
                to="fassungen.fassung",
                verbose_name="Beschlussfassungen",
            ),
        ),
        migrations.AddField(
            model_name="beratung",
            name="nichtoeffentlich",
            field=models.BooleanField(default=False, verbose_name="nichtöffentlich beraten"),
        ),
        migrations.AddField(
            model_name="vorlage",
            name="fassungen",
            field=models.ManyToManyField(
                blank=True, related_name="vorlagen", to="fassungen.fassung", verbose_name="Fassungen"
            ),
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="vorlage",
            name="fassung",
        ),
    ]
