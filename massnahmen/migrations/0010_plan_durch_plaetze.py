"""Let a plan find its measures by their places; the bare table between the two goes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("massnahmen", "0009_plaetze_uebernehmen")]

    operations = [
        migrations.RemoveField(model_name="massnahmenplan", name="massnahmen"),
        migrations.AddField(
            model_name="massnahmenplan",
            name="massnahmen",
            field=models.ManyToManyField(
                blank=True,
                related_name="plaene",
                through="massnahmen.Planplatz",
                to="massnahmen.massnahme",
                verbose_name="Maßnahmen",
            ),
        ),
    ]
