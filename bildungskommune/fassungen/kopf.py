"""What stands in every snapshot whatever its stage: its version, who published it then, the steps of the thread."""

from datetime import date

from bildungskommune.fassungen.registry import Definition, Snapshot
from bildungskommune.seiten.models import Kommune
from bildungskommune.shape import Maybe, Shape
from bildungskommune.tracing.snapshot import FADEN, SCHRITT, Sammlung

HERAUSGEBER = ("name", "stelle", "amt", "strasse", "plz", "ort", "email", "telefon")
KOPF: dict[str, Shape] = {
    "schema": int,
    "art": str,
    "kommune": Maybe(dict.fromkeys(HERAUSGEBER, str)),
    "foerderhinweis": str | None,
    FADEN: [SCHRITT],
}


def kopf(what: Definition, day: date) -> Snapshot:
    """Return the version, and the Kommune with its Förderhinweis as they are on that day."""
    kommune = Kommune.objects.current()
    return {
        "schema": what.version,
        "kommune": {name: getattr(kommune, name) for name in HERAUSGEBER},
        "foerderhinweis": kommune.foerderhinweis_am(day),
    }


def of_version_1(snapshot: Snapshot, sammlung: Sammlung) -> Snapshot:
    """Give a snapshot of version 1 the steps that were gathered from it. Who published it was not kept then."""
    return {**snapshot, "kommune": None, "foerderhinweis": None, FADEN: sammlung.steps}
