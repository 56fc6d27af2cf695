"""The scale of a plan, and each setting of a priority with who made it: what a measure has already stays its word."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import konzept.skala
import massnahmen.models.prioritaet


class Migration(migrations.Migration):
    dependencies = [
        ("konzept", "0012_skala"),
        ("massnahmen", "0023_turnus"),
    ]

    operations = [
        migrations.CreateModel(
            name="Massnahmenpriorisierung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "durch",
                    models.CharField(
                        blank=True,
                        choices=[("gremium", "Gremium"), ("stabsstelle", "Stabsstelle"), ("workshop", "Workshop")],
                        max_length=20,
                        verbose_name="festgelegt von",
                    ),
                ),
                ("wer", models.CharField(blank=True, max_length=200, verbose_name="Name des Gremiums oder Workshops")),
                ("begruendung", models.TextField(blank=True, max_length=2000, verbose_name="Begründung")),
                ("prioritaet", models.CharField(blank=True, max_length=40, verbose_name="Priorität")),
                (
                    "ab",
                    models.DateField(
                        default=django.utils.timezone.localdate,
                        validators=[massnahmen.models.prioritaet.until_today],
                        verbose_name="gilt ab",
                    ),
                ),
            ],
            options={
                "verbose_name": "Priorisierung der Maßnahme",
                "verbose_name_plural": "Priorisierungen der Maßnahme",
                "ordering": ("massnahme", "-ab", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="massnahmenplan",
            name="prioritaeten",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                db_default=["hoch", "mittel", "niedrig"],
                default=konzept.skala.standard,
                size=None,
                validators=[konzept.skala.check_scale],
                verbose_name="Skala der Prioritäten",
            ),
        ),
        migrations.AlterField(
            model_name="massnahme",
            name="prioritaet",
            field=models.CharField(blank=True, max_length=40, verbose_name="Priorität"),
        ),
        migrations.AddConstraint(
            model_name="massnahmenplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("prioritaeten__len__gte", 2), ("prioritaeten__len__lte", 7)),
                name="massnahmenplan_skala_zwei_bis_sieben",
                violation_error_message="Bitte nennen Sie zwei bis sieben Werte, je Zeile einen und keinen länger als 40 Zeichen.",
            ),
        ),
        migrations.AddField(
            model_name="massnahmenpriorisierung",
            name="massnahme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="priorisierungen",
                to="massnahmen.massnahme",
                verbose_name="Maßnahme",
            ),
        ),
        migrations.AddConstraint(
            model_name="massnahmenpriorisierung",
            constraint=models.UniqueConstraint(
                fields=("massnahme", "ab"),
                name="massnahmenpriorisierung_einmal_am_tag",
                violation_error_message="Für diesen Tag ist schon eine Priorität eingetragen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="massnahmenpriorisierung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("durch__in", ["gremium", "workshop"]), _negated=True),
                    models.Q(("wer", ""), _negated=True),
                    _connector="OR",
                ),
                name="massnahmenpriorisierung_mit_namen",
                violation_error_message="Bitte nennen Sie das Gremium oder den Workshop beim Namen.",
            ),
        ),
    ]
