from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0004_mail_bleibt"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="kopfzeilen",
            field=models.JSONField(
                blank=True,
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                help_text="Was außer Empfänger und Betreff im Kopf steht, etwa zum Abbestellen.",
                verbose_name="Kopfzeilen",
            ),
        ),
    ]
