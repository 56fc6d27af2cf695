"""How public measures came to stand where they stand, as their Sachstände tell it, and what of their cost is public."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from bildungskommune.tracing.faden import Key
from bildungskommune.tracing.fadenangaben import Angaben, Wechsel, fadenangaben
from bildungskommune.ui.templatetags.texte import euro
from massnahmen.models import Angabe, Massnahme, Sachstand


@fadenangaben.register
def measures(keys: Collection[Key]) -> Iterator[Angaben]:
    """Tell of each public measure among these Knoten, in two statements."""
    label = Massnahme._meta.label_lower
    pks = [pk for kind, pk in keys if kind == label]
    if not pks:
        return
    public = Massnahme.objects.public().filter(pk__in=pks)
    changes = _changes(public)
    for massnahme in public:
        yield Angaben((label, massnahme.pk), changes.get(massnahme.pk, ()), _money(massnahme))


def _changes(massnahmen: Iterable[Massnahme]) -> dict[int, list[Wechsel]]:
    """Return the changes of each measure, the newest first."""
    rows = Sachstand.objects.newest().filter(massnahme__in=massnahmen).exclude(status="")
    oldest_first = rows.order_by("massnahme_id", "stichtag", "pk")
    return {pk: _told(reports) for pk, reports in groupby(oldest_first, key=lambda report: report.massnahme_id)}


def _told(reports: Iterable[Sachstand]) -> list[Wechsel]:
    """Return the first report of each state that differs from the one before, the newest first."""
    found: list[Wechsel] = []
    for report in reports:
        wort = str(report.stand.label)
        if not found or found[-1].wort != wort:
            found.append(Wechsel(report.stichtag, wort))
    return found[::-1]


def _money(massnahme: Massnahme) -> str:
    """Say what it costs, where that is known as a number and for everybody to see."""
    if massnahme.kosten_gesamt is None or Angabe.KOSTEN not in massnahme.oeffentliche_angaben:
        return ""
    davon = f", davon {euro(massnahme.kosten_gesichert)} gesichert" if massnahme.kosten_gesichert else ""
    return f"Kosten: {euro(massnahme.kosten_gesamt)}{davon}."
