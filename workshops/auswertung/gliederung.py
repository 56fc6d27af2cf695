"""The three ways in which an evaluation sorts institutions."""

from dataclasses import dataclass

from django.db.models import TextChoices

from bildungskommune.akteure.models import Bildungsbereich, Institution

OHNE = "ohne Angabe"


class Gliederung(TextChoices):
    """Named like the filters of the choice of whom to invite."""

    TYP = "typ", "Art der Einrichtung"
    BEREICH = "bereich", "Bildungsbereich"
    GEMEINDE = "gemeinde", "Gemeinde"


@dataclass(frozen=True)
class Gruppe:
    art: Gliederung
    wert: str
    """As the address names it; empty for institutions of which it is not known."""
    wort: str


NIRGENDS = tuple(Gruppe(art, "", OHNE) for art in Gliederung)
"""Where people stand who named no institution of the directory."""


def groups_of(institution: Institution) -> list[Gruppe]:
    """Return all groups of an institution; with two Bildungsbereiche it stands in both."""
    words = dict(Bildungsbereich.choices)
    bereiche = [Gruppe(Gliederung.BEREICH, wert, str(words.get(wert, wert))) for wert in institution.bildungsbereiche]
    ort = institution.gemeinde
    return [
        Gruppe(Gliederung.TYP, institution.typ, institution.get_typ_display()),
        *(bereiche or [NIRGENDS[1]]),
        Gruppe(Gliederung.GEMEINDE, str(ort.pk), ort.name) if ort else NIRGENDS[2],
    ]
