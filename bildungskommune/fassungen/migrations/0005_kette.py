import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fassungen", "0004_lesefehler"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pruefung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, verbose_name="geprüft am")),
                ("fassungen", models.PositiveIntegerField(verbose_name="Fassungen")),
                ("ausdrucke", models.PositiveIntegerField(verbose_name="PDF-Dateien")),
                ("abweichungen", models.PositiveIntegerField(verbose_name="Abweichungen")),
                ("befunde", models.JSONField(default=list, verbose_name="Befunde")),
                ("kopf", models.CharField(blank=True, max_length=64, verbose_name="Ende der Kette")),
            ],
            options={
                "verbose_name": "Prüfung der Fassungen",
                "verbose_name_plural": "Prüfungen der Fassungen",
                "ordering": ("-created", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="fassung",
            name="kette",
            field=models.CharField(default="", editable=False, max_length=64, verbose_name="Prüfsumme der Kette"),
            preserve_default=False,
        ),
    ]
