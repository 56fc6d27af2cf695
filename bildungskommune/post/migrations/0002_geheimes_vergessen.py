"""Codes and links of accounts that were sent are not kept."""

from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    apps.get_model("post", "Mail").objects.filter(anlass="konto", status="gesendet").update(text="", html="")


class Migration(migrations.Migration):
    dependencies = [("post", "0001_initial")]
    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),  # what is forgotten does not come back
    ]
