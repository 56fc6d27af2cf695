"""A report may say that a milestone moves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("massnahmen", "0025_jahresziele"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="nebenangabe",
            name="nebenangabe_meilenstein_oder_wert",
        ),
        migrations.AddField(
            model_name="nebenangabe",
            name="neuer_tag",
            field=models.DateField(blank=True, null=True, verbose_name="neuer Tag"),
        ),
        migrations.AddConstraint(
            model_name="nebenangabe",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("indikator__isnull", True), ("meilenstein__isnull", False), ("wert__isnull", True)),
                    models.Q(
                        ("indikator__isnull", False),
                        ("meilenstein__isnull", True),
                        ("neuer_tag__isnull", True),
                        ("wert__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="nebenangabe_meilenstein_oder_wert",
                violation_error_message="Bitte nennen Sie entweder einen Meilenstein oder einen Indikator mit Wert.",
            ),
        ),
    ]
