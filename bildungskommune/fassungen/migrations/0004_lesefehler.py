import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fassungen", "0003_linien"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lesefehler",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stelle", models.CharField(max_length=200, verbose_name="Stelle")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, verbose_name="bemerkt")),
                (
                    "fassung",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesefehler",
                        to="fassungen.fassung",
                        verbose_name="Fassung",
                    ),
                ),
            ],
            options={
                "verbose_name": "Lesefehler",
                "verbose_name_plural": "Lesefehler",
            },
        ),
    ]
