"""Who pays what by year, and what of money and people everybody may see: of the measures that are there all, as before.

A measure that is new shows none of it until somebody chooses.
"""

from decimal import Decimal

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from bildungskommune.audit.merken import merken

ANGABEN = [("kosten", "Kosten"), ("finanzierung", "Finanzierung"), ("personal", "Personalbedarf")]


def _angaben(shown: list[str]) -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(choices=ANGABEN, max_length=20),
        blank=True,
        db_default=shown,
        default=list,
        size=None,
        verbose_name="Davon öffentlich",
    )


class Migration(migrations.Migration):
    dependencies = [("massnahmen", "0013_schwerpunkte"), ("audit", "0004_textstand")]

    operations = [
        migrations.AddField("massnahme", "oeffentliche_angaben", _angaben(["kosten", "finanzierung", "personal"])),
        migrations.AlterField("massnahme", "oeffentliche_angaben", _angaben([])),
        migrations.CreateModel(
            name="Finanzierungsposten",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="Version")),
                (
                    "jahr",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="Haushaltsjahr",
                    ),
                ),
                (
                    "quelle",
                    models.CharField(
                        choices=[
                            ("kreis", "Haushalt des Landkreises"),
                            ("land", "Land"),
                            ("bund", "Bund"),
                            ("eu", "EU, ESF Plus"),
                            ("stiftung", "Stiftung"),
                            ("dritte", "Dritte"),
                            ("andere", "andere Quelle"),
                        ],
                        max_length=20,
                        verbose_name="Quelle",
                    ),
                ),
                ("bezeichnung", models.CharField(blank=True, max_length=300, verbose_name="Bezeichnung")),
                (
                    "betrag",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal(0))],
                        verbose_name="Betrag in Euro",
                    ),
                ),
                (
                    "stand",
                    models.CharField(
                        choices=[("gesichert", "gesichert"), ("beantragt", "beantragt"), ("offen", "offen")],
                        max_length=20,
                        verbose_name="Stand",
                    ),
                ),
                (
                    "massnahme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posten",
                        to="massnahmen.massnahme",
                        verbose_name="Maßnahme",
                    ),
                ),
            ],
            options={
                "verbose_name": "Finanzierungsposten",
                "verbose_name_plural": "Finanzierungsposten",
                "ordering": ("massnahme", "jahr", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("jahr__gte", 2000), ("jahr__lte", 2100)),
                        name="posten_jahr_vierstellig",
                        violation_error_message="Bitte nennen Sie ein Jahr von 2000 bis 2100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("betrag__gte", 0)),
                        name="posten_betrag_nicht_negativ",
                        violation_error_message="Ein Betrag kann nicht negativ sein.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quelle", "andere"), _negated=True),
                            models.Q(("bezeichnung", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="posten_andere_quelle_mit_wortlaut",
                        violation_error_message="Bitte schreiben Sie unter „Bezeichnung“, woher das Geld kommt.",
                    ),
                    models.UniqueConstraint(
                        fields=("massnahme", "jahr", "quelle", "bezeichnung", "stand"),
                        name="posten_einmal",
                        violation_error_message="Diesen Posten gibt es schon: dasselbe Jahr, dieselbe Quelle, derselbe Stand. Bitte ändern Sie dort den Betrag, oder geben Sie diesem eine andere Bezeichnung.",
                    ),
                ],
            },
        ),
        merken("massnahmen.finanzierungsposten"),
    ]
