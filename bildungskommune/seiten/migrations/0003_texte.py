"""Put the first texts of the public pages in place; what the office wrote stays."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from bildungskommune.seiten.texte import VORGABEN


def forward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    Seite = apps.get_model("seiten", "Seite")
    for vorgabe in VORGABEN:
        Seite.objects.get_or_create(slug=vorgabe.slug, defaults={"titel": vorgabe.titel, "text": vorgabe.text})


def backward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take back only what nobody has changed."""
    Seite = apps.get_model("seiten", "Seite")
    for vorgabe in VORGABEN:
        Seite.objects.filter(slug=vorgabe.slug, text=vorgabe.text).delete()


class Migration(migrations.Migration):
    dependencies = [("seiten", "0002_barrieremeldung")]
    operations = [migrations.RunPython(forward, backward)]
