from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("buero", "0001_loeschauftrag"),
    ]

    operations = [
        migrations.AddField(
            model_name="loeschauftrag",
            name="auch",
            field=models.JSONField(blank=True, db_default=[], default=list, verbose_name="auch von dieser Person"),
        ),
    ]
