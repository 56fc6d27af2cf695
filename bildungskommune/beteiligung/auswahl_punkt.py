"""What the list of points shows and can be filtered by."""

from typing import Any

from django_filters.filters import ChoiceFilter, ModelChoiceFilter

from bildungskommune.accounts.models import Konto
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.beteiligung.models.punkt import PunktQuerySet
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort

OFFEN, BESTAETIGEN = "offen", "bestaetigen"


def _assigned(request: Any) -> Any:
    return Konto.objects.filter(punkte_zu_pruefen__isnull=False).distinct().order_by("name")


class PunkteFilter(Filter):
    q = Suchwort("Wort", "text", "anmerkung__text", "anmerkung__vorschlag", "begruendung", "stellungnahme__einrichtung")
    stand = ChoiceFilter(
        label="Entscheidung",
        choices=[(OFFEN, "noch offen"), (BESTAETIGEN, "zu bestätigen"), *Punkt.Entscheidung.choices],
        empty_label="alle",
        method="with_state",
    )
    zustaendig = ModelChoiceFilter(label="Zuständig", queryset=_assigned, empty_label="alle")

    def with_state(self, rows: PunktQuerySet, name: str, value: str) -> PunktQuerySet:
        if value == OFFEN:
            return rows.undecided()
        return rows.unconfirmed() if value == BESTAETIGEN else rows.filter(entscheidung=value)


def _state(punkt: Punkt) -> str:
    if not punkt.entscheidung:
        return "offen"
    return punkt.get_entscheidung_display() + ("" if punkt.bestaetigt_am else ", zu bestätigen")


PUNKTE: tuple[Spalte[Punkt], ...] = (
    Spalte("Punkt", lambda row: f"{row.stellungnahme.nummer}.{row.position + 1}", ("stellungnahme__nummer",), 10),
    Spalte("Von", lambda row: row.stellungnahme.wer_oeffentlich, breite=36, nur_datei=True),
    Spalte(
        "Stelle", lambda row: ".".join(filter(None, (row.teil, row.absatz))) or "ganzer Text", ("teil", "absatz"), 30
    ),
    Spalte("Anmerkung", lambda row: row.text or row.anmerkung.text, breite=70, nur_datei=True),
    Spalte("Vorschlag", lambda row: row.anmerkung.vorschlag, breite=70, nur_datei=True),
    Spalte("Entscheidung", _state, ("entscheidung",), 26),
    Spalte("Begründung", lambda row: row.begruendung, breite=70, nur_datei=True),
    Spalte("Schlagworte", lambda row: ", ".join(row.schlagworte), breite=30, nur_datei=True),
    Spalte("Zuständig", lambda row: str(row.zustaendig or ""), ("zustaendig__name",), 24),
    Spalte("Bis", lambda row: row.frist.isoformat() if row.frist else "", ("frist",), 14),
)
