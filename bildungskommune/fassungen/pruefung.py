"""Compare what was frozen and printed with its checksums, and say what does not agree."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from django.utils import timezone

from bildungskommune.ablage import grund
from bildungskommune.fassungen import kette, lesen, namen, nennung, rules
from bildungskommune.fassungen.befunde import Pruefung
from bildungskommune.fassungen.models import Ausdruck, Druckauftrag, Fassung

logger = logging.getLogger(__name__)

NAMED = 50
"""So many findings are written down in words; all are counted."""
CHUNK = 500


@dataclass
class _Stand:
    """What was seen so far."""

    fassungen: int = 0
    ausdrucke: int = 0
    abweichungen: int = 0
    befunde: list[str] = field(default_factory=list)

    def note(self, befund: str) -> None:
        self.abweichungen += 1
        if len(self.befunde) < NAMED:
            self.befunde.append(befund)
        logger.error("checksum: %s", befund)


def check_all(*, now: datetime | None = None) -> Pruefung:
    """Check each Fassung, the chain and each PDF; return the row that says what was found.

    One Fassung at a time is in memory: a snapshot may be large.
    """
    before = Pruefung.objects.first()
    known = before.kopf if before else ""
    stand = _Stand()
    end = _check_chain(stand, known)
    _check_prints(stand)
    return Pruefung.objects.create(
        created=now or timezone.now(),
        fassungen=stand.fassungen,
        ausdrucke=stand.ausdrucke,
        abweichungen=stand.abweichungen,
        befunde=stand.befunde,
        kopf=known if stand.abweichungen else end,
    )


def _check_chain(stand: _Stand, known: str) -> str:
    """Check all Fassungen in the order in which they were frozen and return the last link.

    `known` is where the chain ended once: gone are the newest Fassungen when nothing leads past it.
    """
    last = ""
    met = not known
    for fassung in _one_by_one():
        stand.fassungen += 1
        if not rules.verify(fassung):
            stand.note(f"{_name(fassung)}: Der Inhalt stimmt nicht mit der Prüfsumme überein.")
        if fassung.kette != kette.link(last, fassung):
            stand.note(
                f"{_name(fassung)}: Die Kette der Prüfsummen ist unterbrochen. Davor fehlt eine Fassung, oder Nummer, "
                "Titel, Zweck oder Stichtag wurden verändert."
            )
        _check_names(stand, fassung)
        last = fassung.kette
        met = met or last == known
    if not met:
        stand.note("Die jüngsten Fassungen der letzten Prüfung fehlen.")
    return last


def _check_names(stand: _Stand, fassung: Fassung) -> None:
    """Check that the names are the frozen ones, or were taken out; what cannot be read is told elsewhere."""
    try:
        references = list(nennung.references(lesen.newest(fassung)))
    except lesen.Unreadable:
        return
    rows = {one.kennung: one for one in fassung.namensstellen.all()} if references else {}
    for one in references:
        if befund := nennung.befund(one, rows.get(one["person"])):
            stand.note(f"{_name(fassung)}: {befund}")


def _one_by_one() -> Iterator[Fassung]:
    """Return all Fassungen in the order of the chain, each read when it is its turn."""
    last = 0
    while fassung := Fassung.objects.filter(pk__gt=last).order_by("pk").first():
        yield fassung
        last = fassung.pk


def _name(fassung: Fassung) -> str:
    return f"{fassung} ({fassung.definition}, {fassung.get_art_display()})"


def _check_prints(stand: _Stand) -> None:
    prints = Ausdruck.objects.select_related("fassung").defer("fassung__snapshot").order_by("pk")
    overtaken = set(namen.overtaken().values_list("pk", flat=True))
    for ausdruck in prints.iterator(CHUNK):
        stand.ausdrucke += 1
        if befund := _still_there(ausdruck) if ausdruck.pk in overtaken else _finding(ausdruck):
            stand.note(f"{_name(ausdruck.fassung)}, gedruckt als {ausdruck.bezeichnung}: {befund}")
    of_the_order = Ausdruck.objects.filter(fassung=OuterRef("fassung"), pdf=OuterRef("pdf"))
    shown = Druckauftrag.objects.filter(status=Druckauftrag.Status.FERTIG).exclude(Exists(of_the_order))
    for order in shown.select_related("fassung").defer("fassung__snapshot").iterator(CHUNK):
        stand.note(
            f"{_name(order.fassung)}: Zu der PDF-Datei {order.pdf.name}, die gezeigt wird, gibt es keine Prüfsumme."
        )


def _still_there(ausdruck: Ausdruck) -> str:
    """Say that a file is still there which must be gone, because names or pictures in it were taken out."""
    if default_storage.exists(ausdruck.pdf):
        return f"Die {ausdruck.form_wort} {ausdruck.pdf} enthält noch einen Namen oder ein Foto, das entfernt wurde."
    return ""


def _finding(ausdruck: Ausdruck) -> str:
    """Say in what the file differs from what was printed; empty when it does not."""
    try:
        with default_storage.open(ausdruck.pdf, "rb") as file:
            same = checksum(file) == ausdruck.sha256
    except FileNotFoundError:
        return f"Die {ausdruck.form_wort} {ausdruck.pdf} fehlt."
    except OSError as error:
        return f"Die {ausdruck.form_wort} {ausdruck.pdf} ließ sich nicht lesen ({grund(error)})."
    return "" if same else f"Die {ausdruck.form_wort} {ausdruck.pdf} stimmt nicht mit ihrer Prüfsumme überein."


def checksum(file: File) -> str:
    """Return the SHA-256 (hex) of the bytes of a file, however large."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
