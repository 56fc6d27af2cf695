"""How a Fassung, or a place in it, is cited, and the code that leads there from paper."""

from dataclasses import dataclass

from django.utils import timezone

from bildungskommune import qr
from bildungskommune.addresses import lasting
from bildungskommune.fassungen import lesen, liste
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.seiten.models import Kommune
from bildungskommune.ui.zeiten import datum


@dataclass(frozen=True)
class Stelle:
    """A place of a Fassung for those who pass it on."""

    adresse: str
    """Its permanent address in full."""
    pfad: str
    """The same without the host."""
    zitat: str
    code: str
    """Where its QR code lies."""


def place(fassung: Fassung, name: str, anker: str) -> Stelle:
    """Return how a place of a Fassung is cited and found: "Leitsatz 2", "leitsatz-2"."""
    return Stelle(
        address(fassung, anker),
        liste.place_link(fassung, anker),
        citation(fassung, name, anker),
        code_link(fassung, anker),
    )


def address(fassung: Fassung, anker: str = "") -> str:
    """Return the permanent address of a Fassung in full, or of a place in it."""
    return lasting(liste.place_link(fassung, anker) if anker else liste.link(fassung))


def citation(fassung: Fassung, stelle: str = "", anker: str = "") -> str:
    """Return how to cite it: publisher, title, place, number, day, permanent address."""
    inhalt = lesen.inhalt(fassung)
    kommune = inhalt.get("kommune") or {"name": Kommune.objects.current().name}
    title = ", ".join(filter(None, (inhalt["titel"], stelle)))
    published = fassung.veroeffentlicht_am
    day = timezone.localdate(published) if published else fassung.stichtag
    edition = f"Fassung {fassung.nummer}, {fassung.bezeichnung}, {datum(day)}"
    return f"{kommune['name']}: {title}. {edition}. {address(fassung, anker)}"


def code_link(fassung: Fassung, anker: str = "") -> str:
    """Return where the QR code of a Fassung lies as a file, or that of a place in it."""
    return liste.line_link("fassung-qr", fassung, nummer=fassung.nummer, **({"anker": anker} if anker else {}))


def code(fassung: Fassung, anker: str = "") -> bytes:
    """Return the QR code that leads to a Fassung or a place in it, as an SVG; raises LookupError for no such place."""
    if anker and anker not in _places(fassung):
        raise LookupError(anker)
    return qr.file(address(fassung, anker))


def _places(fassung: Fassung) -> set[str]:
    what, inhalt = definition(fassung.definition), lesen.inhalt(fassung)
    return {one["anker"] for one in what.verzeichnis(inhalt)} | {one.kennung for one in what.teile(inhalt)}
