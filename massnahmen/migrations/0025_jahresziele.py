"""Targets of an indicator year by year."""

from django.db import migrations, models

import massnahmen.models.jahresziele


class Migration(migrations.Migration):
    dependencies = [
        ("kennzahlen", "0001_zahlenreihe"),
        ("massnahmen", "0024_skala"),
    ]

    operations = [
        migrations.AddField(
            model_name="indikator",
            name="jahresziele",
            field=massnahmen.models.jahresziele.Jahreszielfeld(
                blank=True, db_default={}, default=dict, verbose_name="Zielwerte je Jahr"
            ),
        ),
        migrations.AddConstraint(
            model_name="indikator",
            constraint=models.CheckConstraint(
                condition=models.Func(
                    models.F("jahresziele"),
                    output_field=models.BooleanField(),
                    template='NOT coalesce(jsonb_path_exists(%(expressions)s,\n        \'strict $.keyvalue() ? (!(@.key like_regex "^(199|2[01][0-9])[0-9]$") || @.value.type() != "string"\n        || !(@.value like_regex "^-?[0-9]{1,12}[.][0-9]{2}$"))\', \'{}\', true), true)',
                ),
                name="indikator_jahresziele_je_jahr",
                violation_error_message="Bitte nennen Sie zu jedem Jahr einen Zielwert, zum Beispiel 2027: 40.",
            ),
        ),
    ]
