from django_filters.filters import ChoiceFilter

from bildungskommune.foerderung.models import Foerderzeichen, Schwerpunkt
from bildungskommune.ui.zeiten import iso
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort


class ZeichenFilter(Filter):
    q = Suchwort("Wort in Name oder Text", "titel", "alternativtext")
    art = ChoiceFilter(label="Von wem", choices=Foerderzeichen.Art.choices, empty_label="alle")


ZEICHEN: tuple[Spalte[Foerderzeichen], ...] = (
    Spalte("Zeichen", lambda one: one.titel, ("titel",), 40),
    Spalte("Von wem", lambda one: one.get_art_display(), ("art",), 40),
    Spalte("Platz", lambda one: one.platz, ("platz",), 8, klasse="zahl"),
    Spalte("Gezeigt", ordnung=("gilt_ab",)),
    Spalte("Zeigen ab", lambda one: iso(one.gilt_ab), breite=14, nur_datei=True),
    Spalte("Zeigen bis", lambda one: iso(one.gilt_bis), breite=14, nur_datei=True),
    Spalte("Prüfsumme", lambda one: one.bild.sha256, breite=66, nur_datei=True),
)

SCHWERPUNKTE: tuple[Spalte[Schwerpunkt], ...] = (
    Spalte("Schwerpunkt", lambda one: one.titel, ("titel",), 50),
    Spalte("Platz", lambda one: one.platz, ("platz",), 8, klasse="zahl"),
    Spalte("Angeboten", lambda one: "ja" if one.angeboten else "nein", ("-angeboten",), 12),
)
