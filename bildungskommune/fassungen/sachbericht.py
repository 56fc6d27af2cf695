"""What the Anlage zum Sachbericht tells of publications, and that who pays stands on them."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.zeiten import iso
from bildungskommune.verfahren.sachbericht import Tafel, sachbericht


@sachbericht.register
def publications(von: date, bis: date) -> Iterator[Tafel]:
    published = Fassung.objects.public().filter(veroeffentlicht_am__date__gte=von, veroeffentlicht_am__date__lte=bis)
    rows = lesen.funding(published.order_by("veroeffentlicht_am", "pk"))
    yield Tafel(
        "Veröffentlichungen",
        ("Datum", "Titel", "Fassung", "Förderzeichen", "Förderhinweis"),
        [
            (
                iso(timezone.localdate(row.veroeffentlicht_am)),
                row.titel,
                f"{row.nummer} ({row.bezeichnung})",
                "ja" if marked else "nein",
                "ja" if noted else "nein",
            )
            for row, marked, noted in rows
        ],
        "In diesem Zeitraum wurde nichts veröffentlicht.",
    )
