from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0006_kennung_der_dokumentation")]
    operations = [
        migrations.AddField(
            "thema",
            "zusammengefuehrt",
            models.BooleanField("Im übergeordneten Thema aufgegangen", db_default=False, default=False),
        ),
    ]
