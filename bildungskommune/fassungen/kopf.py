"""What stands in every snapshot whatever its stage: its version, who published it then, the steps of the thread."""

from datetime import date

from bildungskommune.fassungen.registry import Definition, Snapshot
from bildungskommune.foerderung import stand
from bildungskommune.foerderung.druck import ZEICHEN, named
from bildungskommune.seiten.models import Kommune
from bildungskommune.shape import Maybe, Shape
from bildungskommune.tracing.snapshot import FADEN, SCHRITT, Sammlung

HERAUSGEBER = ("name", "stelle", "amt", "strasse", "plz", "ort", "email", "telefon", "farbe")
KOPF: dict[str, Shape] = {
    "schema": int,
    "art": str,
    "kommune": Maybe(dict.fromkeys(HERAUSGEBER, str)),
    "foerderhinweis": str | None,
    "foerderzeichen": [ZEICHEN],
    FADEN: [SCHRITT],
}


def kopf(what: Definition, day: date) -> Snapshot:
    """Return the version, and the Kommune with who pays as they are on that day."""
    return {"schema": what.version, **publisher(day)}


def publisher(day: date) -> Snapshot:
    """Return who publishes something that day, and who pays for it: words, colour and marks."""
    kommune, foerderung = Kommune.objects.current(), stand.on(day)
    return {
        "kommune": {name: getattr(kommune, name) for name in HERAUSGEBER},
        "foerderhinweis": foerderung.hinweis,
        "foerderzeichen": named(foerderung.zeichen),
    }


def of_version_1(snapshot: Snapshot, sammlung: Sammlung) -> Snapshot:
    """Give a snapshot of version 1 the steps that were gathered from it. Who published it was not kept then."""
    return {**snapshot, "kommune": None, "foerderhinweis": None, FADEN: sammlung.steps}


def marked(snapshot: Snapshot) -> Snapshot:
    """Give a snapshot from before the marks were kept none, and no colour of its own."""
    kommune = snapshot["kommune"]
    return {**snapshot, "kommune": kommune and {**kommune, "farbe": ""}, "foerderzeichen": []}
