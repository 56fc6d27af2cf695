"""A contribution may bring a photo of the card, with words for those who cannot see it."""

from django.db import migrations, models

import workshops.models.beitrag


class Migration(migrations.Migration):
    dependencies = [("workshops", "0002_wortlaut_bleibt")]

    operations = [
        migrations.AddField(
            model_name="beitrag",
            name="foto",
            field=models.ImageField(
                blank=True,
                db_default="",
                default="",
                upload_to=workshops.models.beitrag.foto_name,
                verbose_name="Foto der Karte",
            ),
        ),
        migrations.AddField(
            model_name="beitrag",
            name="foto_beschreibung",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="Was ist auf dem Foto zu sehen?"
            ),
        ),
    ]
