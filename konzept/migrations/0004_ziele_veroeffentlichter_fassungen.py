from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def mark(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Mark the Ziele that stand in the Fassung which holds, as a publication does from now on."""
    ziele = apps.get_model("konzept.Ziel").objects
    for fassung in apps.get_model("fassungen.Fassung").objects.filter(definition="konzept", status="veroeffentlicht"):
        for feld in fassung.snapshot["handlungsfelder"]:
            ziele.filter(
                handlungsfeld__konzept_id=fassung.objekt_id,
                handlungsfeld__kennung=feld["kennung"],
                kennung__in=[ziel["kennung"] for ziel in feld["ziele"]],
            ).update(veroeffentlicht=True, veroeffentlicht_am=timezone.localdate(fassung.veroeffentlicht_am))


class Migration(migrations.Migration):
    dependencies = [
        ("konzept", "0003_ziel_aus_fassung"),
        ("fassungen", "0001_initial"),
    ]

    operations = [
        # Backwards the fields go with the migration before this one.
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
