from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0018_textbaustein_und_ziel")]
    operations = [
        migrations.AddField(
            "workshop",
            "erinnern_tage",
            models.PositiveSmallIntegerField(
                blank=True,
                db_default=2,
                default=2,
                help_text="So viele Tage vorher bekommen alle mit Platz eine E-Mail. Mit 0 bekommt niemand eine.",
                verbose_name="Tage vorher erinnern",
            ),
        ),
    ]
