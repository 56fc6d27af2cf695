"""Once put the first texts of the pages in place; they are start data now (`manage.py startdaten`)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("seiten", "0002_barrieremeldung")]
    operations = []
