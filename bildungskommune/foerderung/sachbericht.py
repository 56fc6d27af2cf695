"""What the Anlage zum Sachbericht tells of the marks: which were shown, from when to when."""

from collections.abc import Iterator
from datetime import date

from bildungskommune.foerderung.models import Foerderzeichen
from bildungskommune.seiten.models import Kommune
from bildungskommune.ui.zeiten import iso
from bildungskommune.verfahren.sachbericht import Tafel, sachbericht

WO = "alle öffentlichen Seiten, Drucke und E-Mails"


@sachbericht.register
def shown(von: date, bis: date) -> Iterator[Tafel]:
    rows = [
        (one.titel, one.get_art_display(), iso(one.gilt_ab) or "Beginn", iso(one.gilt_bis) or "heute", WO)
        for one in Foerderzeichen.objects.beside(von, bis).in_order()
    ]
    yield Tafel(
        "Wo die Förderung gezeigt wurde",
        ("Zeichen oder Hinweis", "Von wem", "Ab", "Bis", "Wo"),
        [*rows, *_note(von, bis)],
        "In diesem Zeitraum gab es weder Förderzeichen noch Förderhinweis.",
    )


def _note(von: date, bis: date) -> Iterator[tuple[str, str, str, str, str]]:
    kommune = Kommune.objects.current()
    ab, end = kommune.foerderung_von, kommune.foerderung_bis
    if kommune.foerderhinweis and not (ab and ab > bis) and not (end and end < von):
        yield (kommune.foerderhinweis, "Förderhinweis", iso(ab) or "Beginn", iso(end) or "heute", WO)
