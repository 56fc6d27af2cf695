"""Links between measures are stored once and shown from both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from massnahmen.models import Massnahme, Verbindung

UMGEKEHRT = "-umgekehrt"
Art = Verbindung.Art


@dataclass(frozen=True)
class Nachbar:
    """Another measure, and what this one has to do with it: "ergänzt", "wird ergänzt durch"."""

    wort: str
    code: str
    massnahme: Massnahme
    notiz: str
    verbindung_id: int


def neighbours(massnahme: Massnahme, *, oeffentlich: bool = True) -> list[Nachbar]:
    """Return what this measure is linked with; with `oeffentlich` only what the public may know of."""
    return neighbours_of([massnahme.pk], oeffentlich=oeffentlich).get(massnahme.pk, [])


def neighbours_of(pks: Iterable[int], *, oeffentlich: bool = True) -> Mapping[int, list[Nachbar]]:
    """Return the neighbours of many measures with one query."""
    wanted = set(pks)
    rows = Verbindung.objects.filter(Q(von__in=wanted) | Q(nach__in=wanted)).select_related("von", "nach")
    found: dict[int, list[Nachbar]] = {}
    for row in rows.order_by("pk"):
        backward = row.art if row.art == Art.VERWANDT else f"{row.art}{UMGEKEHRT}"
        for here, there, wort, code in (
            (row.von, row.nach, row.get_art_display(), row.art),
            (row.nach, row.von, Verbindung.GEGENSEITE[row.art], backward),
        ):
            if here.pk in wanted and (there.oeffentlich or not oeffentlich):
                found.setdefault(here.pk, []).append(Nachbar(wort, code, there, row.notiz, row.pk))
    return found


def choices() -> list[tuple[str, str]]:
    """Return every way to name a link from this side: "ergänzt" as well as "wird ergänzt durch"."""
    forward = [(art.value, str(art.label)) for art in Art]
    backward = [(f"{art.value}{UMGEKEHRT}", Verbindung.GEGENSEITE[art]) for art in Art if art != Art.VERWANDT]
    return [*forward, *backward]


def link(massnahme: Massnahme, other: Massnahme, choice: str, notiz: str = "") -> Verbindung:
    """Return the unsaved link that `choice` names, with its ends the right way round."""
    art = choice.removesuffix(UMGEKEHRT)
    von, nach = (other, massnahme) if choice.endswith(UMGEKEHRT) else (massnahme, other)
    return Verbindung(von=von, nach=nach, art=art, notiz=notiz)


def same_as(new: Verbindung) -> Verbindung | None:
    """Return the stored link that says the same, from whichever side; None when there is none."""
    ends = Q(von=new.von, nach=new.nach) | Q(von=new.nach, nach=new.von)
    return Verbindung.objects.select_related("von", "nach").filter(ends, art=new.art).first()
