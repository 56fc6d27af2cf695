"""New registrations have no key of the old kind; whoever goes back gets one for each."""

import secrets

from django.db import migrations


def fill(apps, schema_editor):
    anmeldungen = apps.get_model("workshops", "Anmeldung").objects
    for pk in anmeldungen.filter(token=None).values_list("pk", flat=True):
        anmeldungen.filter(pk=pk).update(token=secrets.token_urlsafe(32))


class Migration(migrations.Migration):
    dependencies = [("workshops", "0009_zugang")]
    # Nothing to do on the way forward: old keys stay what they are.
    operations = [migrations.RunPython(migrations.RunPython.noop, fill)]
