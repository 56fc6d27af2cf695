from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("akteure", "0004_postfach")]
    operations = [
        migrations.AlterField(
            "institution",
            "email",
            models.EmailField(
                blank=True,
                db_default="",
                help_text="Das Postfach der Einrichtung, etwa sekretariat@… Die Adresse einer Person gehört nur mit "
                "deren Einwilligung hierher. An diese Adresse gehen Einladungen.",
                max_length=254,
                verbose_name="E-Mail-Adresse der Einrichtung",
            ),
        ),
    ]
