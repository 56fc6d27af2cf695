from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("konzept", "0002_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="ziel",
            name="veroeffentlicht",
            field=models.BooleanField(default=False, editable=False, verbose_name="in der veröffentlichten Fassung"),
        ),
        migrations.AddField(
            model_name="ziel",
            name="veroeffentlicht_am",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="veröffentlicht am"),
        ),
    ]
