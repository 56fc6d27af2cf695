"""Note in older databases what their migrations put in place, so that start data never bring it back."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SEITEN = "impressum datenschutz barrierefreiheit leichte-sprache gebaerdensprache"
GEMEINDEN = """
    haldensleben oebisfelde-weferlingen oschersleben-bode wanzleben-boerde wolmirstedt
    barleben hohe-boerde niedere-boerde suelzetal
    verbandsgemeinde-elbe-heide angern burgstall colbitz loitsche-heinrichsberg rogaetz westheide zielitz
    verbandsgemeinde-flechtingen altenhausen beendorf buelstringen calvoerde erxleben flechtingen ingersleben
    verbandsgemeinde-obere-aller eilsleben harbke hoetensleben sommersdorf ummendorf voelpke wefensleben
    verbandsgemeinde-westliche-boerde am-grossen-bruch ausleben groeningen kroppenstedt
"""


def forward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if not (
        apps.get_model("seiten", "Seite").objects.exists() or apps.get_model("akteure", "Gemeinde").objects.exists()
    ):
        return
    # Facts that nobody had edited were the defaults of the model; they stay what the portal says.
    kommune, _ = apps.get_model("seiten", "Kommune").objects.get_or_create(pk=1)
    names = [f"seite/{slug}" for slug in SEITEN.split()] + [f"gemeinde/{kennung}" for kennung in GEMEINDEN.split()]
    apps.get_model("audit", "Eintrag").objects.create(
        ereignis="startdaten.geladen",
        objekt_art="seiten.kommune",
        objekt_id="1",
        objekt_name=kommune.name,
        angaben={"namen": ["kommune", *names]},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("seiten", "0005_textstand"),
        ("akteure", "0003_version"),
        ("audit", "0003_ohne_namen"),
    ]
    # The trail keeps what it says; without the start data of today nobody asks for it.
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
