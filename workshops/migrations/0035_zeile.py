import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0005_kopfzeilen"),
        ("workshops", "0034_textbausteine_der_werkbank"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sendungszeile",
            name="mail",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="%(class)s",
                to="post.mail",
                verbose_name="E-Mail",
            ),
        ),
    ]
