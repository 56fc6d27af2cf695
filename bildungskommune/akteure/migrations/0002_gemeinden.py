"""Once put the Gemeinden of one county in place; they are start data now (`manage.py startdaten`)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("akteure", "0001_initial")]
    operations = []
