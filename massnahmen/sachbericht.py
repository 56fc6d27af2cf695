"""What the Anlage zum Sachbericht tells of measures: where each stands, and what was last reported in the period."""

from collections.abc import Iterator
from datetime import date

from django.db.models.functions import Length

from bildungskommune.foerderung import schwerpunkte
from bildungskommune.ui.zeiten import iso
from bildungskommune.verfahren.sachbericht import Tafel, sachbericht
from massnahmen.models import Massnahme, Sachstand


@sachbericht.register
def measures(von: date, bis: date) -> Iterator[Tafel]:
    """Tell of public measures only: of the others nothing is decided."""
    reports = Sachstand.objects.filter(stichtag__gte=von, stichtag__lte=bis).newest_each()
    last = {one.massnahme_id: one for one in reports}
    rows = Massnahme.objects.filter(oeffentlich=True).select_related("federfuehrung").order_by(Length("nr"), "nr", "pk")
    yield Tafel(
        "Maßnahmen",
        ("Nummer", "Maßnahme", "Zuständig", "Stand", "Sachstand im Zeitraum"),
        [
            (
                str(row.nr),
                row.titel,
                str(row.federfuehrung or ""),
                row.get_status_display(),
                iso(last[row.pk].stichtag) if row.pk in last else "",
            )
            for row in rows
        ],
        "Noch ist keine Maßnahme veröffentlicht.",
    )
    yield from _by_schwerpunkt(set(last))


def _by_schwerpunkt(reported: set[int]) -> Iterator[Tafel]:
    """Count public measures by the Schwerpunkte of the programme; a portal without any tells nothing of them."""
    rows = schwerpunkte.counted(Massnahme.objects.filter(oeffentlich=True))
    if [titel for titel, _ in rows if titel != schwerpunkte.OHNE]:
        yield Tafel(
            "Maßnahmen nach Schwerpunkt",
            ("Programmschwerpunkt (mehrere möglich)", "Maßnahmen", "Davon mit Sachstand im Zeitraum"),
            [(titel, len(keys), len(keys & reported)) for titel, keys in rows],
            "",
        )
