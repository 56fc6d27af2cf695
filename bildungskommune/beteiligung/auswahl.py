"""What the list of Vorlagen shows and can be filtered by."""

from django_filters.filters import ChoiceFilter

from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort


class VorlageFilter(Filter):
    q = Suchwort("Nummer oder Betreff", "nummer", "betreff")
    art = ChoiceFilter(label="Art", choices=Vorlage.Art.choices, empty_label="jede Art")


def in_words(beratung: Beratung) -> str:
    """Return one Beratung in a line: "2026-04-02, Kreistag: ungeändert beschlossen, 34 Ja, 0 Nein, 0 Enthaltungen"."""
    ergebnis = [beratung.get_ergebnis_display() or "offen", beratung.stimmen]
    return f"{beratung.datum.isoformat()}, {beratung.gremium}: {', '.join(filter(None, ergebnis))}"


SPALTEN: tuple[Spalte[Vorlage], ...] = (
    Spalte("Vorlage", lambda vorlage: vorlage.nummer, ("nummer",), 18),
    Spalte("Art", lambda vorlage: vorlage.get_art_display(), breite=20, nur_datei=True),
    Spalte("Betreff", lambda vorlage: vorlage.betreff, breite=60, nur_datei=True),
    Spalte("Federführung", lambda vorlage: vorlage.federfuehrung, breite=36, nur_datei=True),
    Spalte("Fassungen", lambda vorlage: "; ".join(str(one) for one in vorlage.fassungen.all()), breite=40),
    Spalte(
        "Beratungen", lambda vorlage: "; ".join(in_words(one) for one in vorlage.beratungen.all()), ("-letzte",), 60
    ),
    Spalte("Anlagen", lambda vorlage: "; ".join(vorlage.anlagen), breite=40, nur_datei=True),
    Spalte("Link", lambda vorlage: vorlage.link, breite=40, nur_datei=True),
)
