"""Lay down the table that says where a measure stands in a plan."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("massnahmen", "0007_zustaendigkeit_und_bericht_ohne_stand")]

    operations = [
        migrations.CreateModel(
            name="Planplatz",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="Version")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="Position")),
                ("nr", models.CharField(blank=True, max_length=20, verbose_name="Nummer im Plan")),
                (
                    "massnahme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plaetze",
                        to="massnahmen.massnahme",
                        verbose_name="Maßnahme",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plaetze",
                        to="massnahmen.massnahmenplan",
                        verbose_name="Maßnahmenplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "Platz im Maßnahmenplan",
                "verbose_name_plural": "Plätze im Maßnahmenplan",
                "ordering": ("plan", "position", "pk"),
                "constraints": (
                    models.UniqueConstraint(
                        fields=("plan", "massnahme"),
                        name="planplatz_einmal",
                        violation_error_message="Diese Maßnahme steht schon in diesem Plan.",
                    ),
                ),
            },
        ),
    ]
