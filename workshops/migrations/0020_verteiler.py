import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0019_tage_vorher_erinnern"),
    ]

    operations = [
        migrations.CreateModel(
            name="Verteilereintrag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="E-Mail-Adresse")),
                (
                    "quelle",
                    models.CharField(
                        choices=[("seite", "Seite „Auf dem Laufenden bleiben“")], max_length=20, verbose_name="Quelle"
                    ),
                ),
                ("einwilligung_text", models.CharField(max_length=40, verbose_name="Fassung des Einwilligungstexts")),
                ("angefragt_am", models.DateTimeField(default=django.utils.timezone.now, verbose_name="angefragt am")),
                ("bestaetigt_am", models.DateTimeField(blank=True, null=True, verbose_name="bestätigt am")),
                (
                    "hash",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        null=True,
                        unique=True,
                        verbose_name="SHA-256 des Links zum Bestätigen",
                    ),
                ),
            ],
            options={
                "verbose_name": "Eintrag im Verteiler",
                "verbose_name_plural": "Einträge im Verteiler",
                "ordering": ("-angefragt_am", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="verteiler_einmal",
                        violation_error_message="Diese Adresse steht schon im Verteiler.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="sendungszeile",
            name="eintrag",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="zeilen",
                to="workshops.verteilereintrag",
                verbose_name="Eintrag im Verteiler",
            ),
        ),
    ]
