from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0011_textstand")]
    operations = [
        migrations.AddField(
            "einladung",
            "plaetze_bis",
            models.DateTimeField(blank=True, null=True, verbose_name="Plätze gehalten bis"),
        ),
        migrations.AddField(
            "einladung",
            "antwort",
            models.CharField(
                choices=[("offen", "offen"), ("abgesagt", "abgesagt")],
                db_default="offen",
                default="offen",
                max_length=20,
                verbose_name="Antwort",
            ),
        ),
        migrations.AddField(
            "einladung",
            "antwort_am",
            models.DateTimeField(blank=True, null=True, verbose_name="Antwort am"),
        ),
    ]
