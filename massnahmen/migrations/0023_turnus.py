"""In which turn a plan is reported on, and by when it is evaluated."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("massnahmen", "0022_indikator_aus_zahlenreihe"),
    ]

    operations = [
        migrations.AddField(
            model_name="massnahmenplan",
            name="bericht_alle_monate",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)],
                verbose_name="Umsetzungsbericht alle … Monate",
            ),
        ),
        migrations.AddField(
            model_name="massnahmenplan",
            name="evaluation_bis",
            field=models.DateField(blank=True, null=True, verbose_name="Evaluation oder Fortschreibung bis"),
        ),
    ]
