from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("akteure", "0003_version")]
    operations = [
        migrations.AddField(
            "institution",
            "email",
            models.EmailField(
                blank=True,
                db_default="",
                help_text="Das Postfach der Einrichtung, etwa sekretariat@… Die Adresse einer Person gehört nur mit "
                "deren Einwilligung hierher. An diese Adresse gehen Einladungen zu Workshops.",
                max_length=254,
                verbose_name="E-Mail-Adresse der Einrichtung",
            ),
        ),
    ]
