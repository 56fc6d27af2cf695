"""The places of Landkreis Börde: five Städte, four Einheitsgemeinden, four Verbandsgemeinden with 25 members."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils.text import slugify

STAEDTE = ("Haldensleben", "Oebisfelde-Weferlingen", "Oschersleben (Bode)", "Wanzleben-Börde", "Wolmirstedt")
EINHEITSGEMEINDEN = ("Barleben", "Hohe Börde", "Niedere Börde", "Sülzetal")
VERBANDSGEMEINDEN = (
    (
        "Elbe-Heide",
        "Rogätz",
        ("Angern", "Burgstall", "Colbitz", "Loitsche-Heinrichsberg", "Rogätz", "Westheide", "Zielitz"),
    ),
    (
        "Flechtingen",
        "Flechtingen",
        ("Altenhausen", "Beendorf", "Bülstringen", "Calvörde", "Erxleben", "Flechtingen", "Ingersleben"),
    ),
    (
        "Obere Aller",
        "Eilsleben",
        ("Eilsleben", "Harbke", "Hötensleben", "Sommersdorf", "Ummendorf", "Völpke", "Wefensleben"),
    ),
    ("Westliche Börde", "Gröningen", ("Am Großen Bruch", "Ausleben", "Gröningen", "Kroppenstedt")),
)
UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def kennung(name: str) -> str:
    return slugify(name.lower().translate(UMLAUTE))


def verband_kennung(name: str) -> str:
    """A Verbandsgemeinde may bear the name of its seat, so its Kennung says what it is."""
    return f"verbandsgemeinde-{kennung(name)}"


def forward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    Gemeinde = apps.get_model("akteure", "Gemeinde")

    def place(key: str, name: str, art: str, **more: object) -> object:
        return Gemeinde.objects.get_or_create(kennung=key, defaults={"name": name, "art": art, **more})[0]

    for name in STAEDTE:
        place(kennung(name), name, "stadt")
    for name in EINHEITSGEMEINDEN:
        place(kennung(name), name, "einheitsgemeinde")
    for name, sitz, mitglieder in VERBANDSGEMEINDEN:
        verband = place(verband_kennung(name), f"Verbandsgemeinde {name}", "verbandsgemeinde", sitz=sitz)
        for mitglied in mitglieder:
            place(kennung(mitglied), mitglied, "mitgliedsgemeinde", uebergeordnet=verband)


def backward(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    Gemeinde = apps.get_model("akteure", "Gemeinde")
    mitglieder = [name for _, _, names in VERBANDSGEMEINDEN for name in names]
    keys = [kennung(name) for name in (*mitglieder, *STAEDTE, *EINHEITSGEMEINDEN)]
    Gemeinde.objects.filter(kennung__in=keys).delete()
    Gemeinde.objects.filter(kennung__in=[verband_kennung(name) for name, _, _ in VERBANDSGEMEINDEN]).delete()


class Migration(migrations.Migration):
    dependencies = [("akteure", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
