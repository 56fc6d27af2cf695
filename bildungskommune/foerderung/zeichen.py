"""Store and change marks. A file is kept once, however many marks have it."""

from collections.abc import Collection

from django.db import transaction

from bildungskommune.audit.log import By
from bildungskommune.foerderung.models import Foerderzeichen, Zeichenbild
from bildungskommune.werkbank import aendern


def add(zeichen: Foerderzeichen, *, by: By) -> None:
    """Store a new mark with the file that the form looked at."""
    with transaction.atomic():
        zeichen.bild = _kept(zeichen.bild)
        aendern.create(zeichen, by=by)


def change(zeichen: Foerderzeichen, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write what was edited, another file included. Raises Outdated."""
    with transaction.atomic():
        zeichen.bild = _kept(zeichen.bild)
        aendern.change(zeichen, fields, version=version, by=by)


def _kept(bild: Zeichenbild) -> Zeichenbild:
    known = Zeichenbild.objects.filter(sha256=bild.sha256).defer("daten").first()
    if known is not None:
        return known
    same = {name: getattr(bild, name) for name in ("art", "breite", "hoehe", "groesse", "daten")}
    return Zeichenbild.objects.get_or_create(sha256=bild.sha256, defaults=same)[0]
