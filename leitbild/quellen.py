"""Find what an Abschnitt may come from: Beiträge, Themen and figures; and the source that was taken away last."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from bildungskommune.kennzahlen.models import Zahlenwert
from bildungskommune.tracing.verwendung import as_flag, used
from bildungskommune.werkbank.models import Geloescht
from bildungskommune.werkbank.quellenwahl import Fund
from bildungskommune.werkbank.suchen import matching
from leitbild.models import Abschnitt, Herleitung
from workshops import quellen as werkstatt
from workshops.models import Beitrag, Thema
from workshops.quellen import WerkstattFilter

ZAHLENWERT = "zahlenwert"
REIHE = ("reihe__titel", "reihe__groesse_name", "reihe__region_name", "reihe__statistik_name")


class QuellenFilter(WerkstattFilter):
    """What to look through: Themen, Beiträge or figures that are no source of the Abschnitt yet."""

    def __init__(self, *args: Any, abschnitt: Abschnitt, **kwargs: Any) -> None:
        super().__init__(*args, reihen=abschnitt.leitbild.reihen, **kwargs)
        self.abschnitt = abschnitt
        art = self.fields["art"]
        assert isinstance(art, forms.ChoiceField)
        art.choices = [(werkstatt.THEMA, "Themen"), (werkstatt.BEITRAG, "Beiträge"), (ZAHLENWERT, "Kennzahlen")]

    def rows(self) -> QuerySet[Any]:
        found = self._figures() if self.gefragt.get("art") == ZAHLENWERT else super().rows()
        return found.exclude(herleitungen__abschnitt=self.abschnitt)

    def _figures(self) -> QuerySet[Zahlenwert]:
        """Return what the statistics say today; of what narrows the workshops only words and use make sense here."""
        found = Zahlenwert.objects.offered().annotate(verwendet=as_flag(used(Zahlenwert)))
        found = found.filter(matching(self.gefragt.get("wort", ""), *REIHE, exact=["zeit"]))
        return found.filter(verwendet=False) if self.gefragt.get("frei") else found


def fund(row: Thema | Beitrag | Zahlenwert) -> Fund:
    """Return what was found as one row to choose."""
    if isinstance(row, Zahlenwert):
        verwendet = bool(getattr(row, "verwendet", False))
        return Fund(f"{ZAHLENWERT}-{row.pk}", row.faden_titel, row.reihe.quellenangabe, verwendet)
    return werkstatt.fund(row)


def removed(abschnitt: Abschnitt) -> Geloescht | None:
    """Return the source that was taken away last and can still be brought back."""
    found = Geloescht.objects.filter(objekt_art=Herleitung._meta.label_lower, zeilen__0__fields__abschnitt=abschnitt.pk)
    return found.first()
