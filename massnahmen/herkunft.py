"""Where measures come from: the thread upward, also through the Ziele they serve."""

from collections.abc import Iterable, Sequence

from bildungskommune.tracing.netz import Link, Netz, netz
from massnahmen.models import Massnahme, Massnahmenbezug


def upward(massnahmen: Sequence[Massnahme], *, oeffentlich: bool = True) -> Netz:
    """Return the net of all sources; a Bezug to a Ziel leads to its Handlungsfeld, as a Ziel is no knot itself."""
    bezuege = list(_to_ziele(massnahmen))
    felder = [bezug.ziel.handlungsfeld for bezug in bezuege if bezug.ziel is not None]
    net = netz([*massnahmen, *felder], "woher", oeffentlich=oeffentlich)
    for bezug, feld in zip(bezuege, felder, strict=True):
        if feld.ist_oeffentlich or not oeffentlich:
            here, there = ("massnahmen.massnahme", bezug.massnahme_id), ("konzept.handlungsfeld", feld.pk)
            net.nodes.setdefault(there, feld)
            net.links.setdefault(here, []).append(Link(there, bezug.begruendung))
    return net


def _to_ziele(massnahmen: Sequence[Massnahme]) -> Iterable[Massnahmenbezug]:
    rows = Massnahmenbezug.objects.filter(massnahme__in=massnahmen, ziel__isnull=False)
    return rows.select_related("ziel__handlungsfeld")
