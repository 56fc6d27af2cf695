"""What a document calls its levels, which of them it uses and how it counts: its Bezeichnungen.

Real ones say Themenfeld, Leitlinie, Teilziel or Projekt where the portal says Handlungsfeld, Strategie, Ziel and
Maßnahme. A document keeps in one column only what differs from the words of the portal; a Fassung keeps all of them.
Whoever shows a part of a document asks here for its name, so that no sentence guesses an ending.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from bildungskommune.inworten import InWorten
from bildungskommune.shape import Each, Shape

WORT_LAENGE, VORSATZ_LAENGE = 40, 6
WORT = re.compile(r"[^\W\d_]+(?:[ \-][^\W\d_]+)*")
VORSATZ = re.compile(r"[^\W_](?:[^\W_]|[.\-])*")
FALSCH = "Die Bezeichnungen passen nicht zu diesem Dokument. Bitte setzen Sie sie auf der Seite „Bezeichnungen“ neu."
NUR_WORTE = "Bitte nennen Sie ein Wort aus Buchstaben, zum Beispiel Themenfeld."
NUR_VORSATZ = "Bitte nehmen Sie für den Vorsatz nur Buchstaben, Ziffern, Punkt und Bindestrich, zum Beispiel HF."


class Genus(models.TextChoices):
    WEIBLICH = "f", "die"
    SAECHLICH = "n", "das"
    MAENNLICH = "m", "der"


class Zaehlung(models.TextChoices):
    HAND = "hand", "von Hand"
    ARABISCH = "arabisch", "1, 2, 3"
    ROEMISCH = "roemisch", "I, II, III"
    GROSS = "gross", "A, B, C"
    KLEIN = "klein", "a, b, c"


class Folge(models.TextChoices):
    UNTER = "unter", "unter der darüber: 2.1, 2.2"
    JE = "je", "jedes Mal neu ab 1"
    DURCH = "durch", "durchlaufend"


_ENDEN = {Genus.WEIBLICH: ("e", "e", "er"), Genus.SAECHLICH: ("", "es", "es"), Genus.MAENNLICH: ("", "er", "es")}
"""Endings of kein-, of an adjective behind no article, and of dies- in the genitive."""


@dataclass(frozen=True)
class Ebene:
    """The name of one level in all the forms that sentences need, and how its things are counted."""

    einzahl: str
    mehrzahl: str
    genus: str
    benutzt: bool = True
    zaehlung: str = Zaehlung.HAND
    folge: str = Folge.UNTER
    vorsatz: str = ""

    def __str__(self) -> str:
        return self.einzahl

    @property
    def kein(self) -> str:
        """ "kein Ziel", "keine Strategie"."""
        return f"kein{self._enden[0]} {self.einzahl}"

    @property
    def keinen(self) -> str:
        """ "kein Ziel, keine Strategie, keinen Baustein": what somebody has not, and what there is not."""
        if self.genus == Genus.MAENNLICH:
            return f"keinen {_declined(self.einzahl, 'en')}"
        return self.kein

    @property
    def neu(self) -> str:
        """ "Neues Ziel", "Neue Strategie"."""
        return self.mit("Neu")

    def mit(self, adjektiv: str) -> str:
        """ "strategisches Ziel", "strategische Leitlinie": the adjective comes without its ending."""
        if self.einzahl.lower().startswith(adjektiv.lower()):
            return self.einzahl
        return f"{adjektiv}{self._enden[1]} {self.einzahl}"

    @property
    def der(self) -> str:
        """ "das Ziel", "die Strategie"."""
        return f"{Genus(self.genus).label} {_declined(self.einzahl, 'e')}"

    @property
    def dem(self) -> str:
        """ "dem Ziel", "der Strategie"."""
        article = "der" if self.genus == Genus.WEIBLICH else "dem"
        return f"{article} {_declined(self.einzahl, 'en')}"

    @property
    def zum(self) -> str:
        """ "zum Ziel", "zur Strategie"."""
        return f"{'zur' if self.genus == Genus.WEIBLICH else 'zum'} {_declined(self.einzahl, 'en')}"

    @property
    def ein(self) -> str:
        """ "mindestens ein Ziel, eine Strategie, einen Baustein": what somebody has."""
        article = {Genus.WEIBLICH: "eine", Genus.SAECHLICH: "ein", Genus.MAENNLICH: "einen"}[Genus(self.genus)]
        return f"{article} {_declined(self.einzahl, 'en') if self.genus == Genus.MAENNLICH else self.einzahl}"

    @property
    def jedes(self) -> str:
        """ "jedes Ziel", "jede Strategie"."""
        return f"jed{self._enden[1]} {_declined(self.einzahl, 'e')}"

    @property
    def jedem_anderen(self) -> str:
        """ "jedem anderen Ziel", "jeder anderen Strategie"."""
        ending = "er" if self.genus == Genus.WEIBLICH else "em"
        return f"jed{ending} anderen {_declined(self.einzahl, 'en')}"

    @property
    def dieses(self) -> str:
        """ "dieses Ziels", "dieser Strategie"."""
        return f"dies{self._enden[2]} {self.genitiv}"

    @property
    def genitiv(self) -> str:
        """ "Ziels", "Strategie"."""
        word = _declined(self.einzahl, "en")
        if self.genus == Genus.WEIBLICH:
            return word
        return f"{word}{'es' if word.endswith(('s', 'ß', 'x', 'z')) else 's'}"

    @property
    def den(self) -> str:
        """ "den Zielen", "den Strategien"."""
        return f"den {self.mehrzahl_dativ}"

    @property
    def mehrzahl_dativ(self) -> str:
        """ "Zielen", "Strategien"."""
        word = _declined(self.mehrzahl, "en")
        return word if word.endswith(("n", "s")) else f"{word}n"

    @property
    def hier_keins(self) -> str:
        return f"Dieses Konzept hat noch {self.keinen}."

    @property
    def angelegt(self) -> str:
        """ "Das Ziel ist angelegt.": what is said afterwards."""
        return f"{self.der[:1].upper()}{self.der[1:]} ist angelegt."

    @property
    def noch_keins(self) -> str:
        return f"Noch {self.kein}."

    @property
    def anlegen(self) -> str:
        """ "Erstes Ziel anlegen", "Ersten Baustein anlegen": what a button says."""
        if self.genus == Genus.MAENNLICH:
            return f"Ersten {_declined(self.einzahl, 'en')} anlegen"
        return f"{self.mit('Erst')} anlegen"

    @property
    def zu_dieser_auswahl(self) -> str:
        return f"Zu dieser Auswahl gibt es {self.keinen}."

    @property
    def das_erste(self) -> str:
        """ "das erste", "die erste", "den ersten": what somebody does something with."""
        return {Genus.WEIBLICH: "die erste", Genus.SAECHLICH: "das erste", Genus.MAENNLICH: "den ersten"}[
            Genus(self.genus)
        ]

    @property
    def legen_sie_an(self) -> str:
        return f"{self.hier_keins} Legen Sie {self.das_erste} an."

    def anzahl(self, zahl: int) -> str:
        """ "1 Ziel", "3 Ziele"."""
        return f"{zahl} {self.einzahl if zahl == 1 else self.mehrzahl}"

    def name(self, nr: str) -> str:
        """Return what one is called: "Ziel 1.2"; a number with the Vorsatz of its level stands alone: "HF 1"."""
        if self.vorsatz and nr.startswith(f"{self.vorsatz} "):
            return nr
        return f"{self.einzahl} {nr}".strip()

    def benannt(self, nr: str, titel: str) -> str:
        """Return the name with the title: "Strategie 2.1 „Wege“"; one without a number is "Strategie „Wege“"."""
        return f"{self.name(nr)} „{titel}“"

    def kurz(self, nr: str, titel: str) -> str:
        """Return the name alone, with the title only where there is no number: "Handlungsfeld 6"."""
        return self.name(nr) if nr else self.benannt(nr, titel)

    @property
    def _enden(self) -> tuple[str, str, str]:
        return _ENDEN[Genus(self.genus)]


def _declined(wort: str, ende: str) -> str:
    """Give the adjectives of a name their ending: "Strategische Ziele" with "en" is "Strategischen Ziele"."""
    *before, noun = wort.split(" ")
    return " ".join([*(re.sub(r"e[srnm]?$", ende, one) for one in before), noun])


@dataclass(frozen=True)
class Bezeichnungen(Mapping[str, Ebene]):
    """All levels of one document by the name of their model, from the outermost to the innermost."""

    ebenen: Mapping[str, Ebene]
    standard: Mapping[str, Ebene] = field(repr=False)

    def __getitem__(self, art: str) -> Ebene:
        return self.ebenen[art]

    def __iter__(self) -> Iterator[str]:
        return iter(self.ebenen)

    def __len__(self) -> int:
        return len(self.ebenen)

    @property
    def abweichungen(self) -> dict[str, dict[str, Any]]:
        """What is to be stored: of each level only what differs from the words of the portal."""
        found = {}
        for art, ebene in self.ebenen.items():
            usual = asdict(self.standard[art])
            if own := {name: _plain(value) for name, value in asdict(ebene).items() if value != usual[name]}:
                found[art] = own
        return found

    def eingefroren(self) -> dict[str, dict[str, Any]]:
        """What a Fassung keeps: every level with everything, so that no later word changes it."""
        return frozen(self.ebenen)

    @property
    def quer(self) -> str:
        """What a Handlungsfeld is called that runs across the others: "Querschnittsfeld"."""
        own, usual = self["handlungsfeld"].einzahl, self.standard["handlungsfeld"].einzahl
        return "Querschnittsfeld" if own == usual else f"{own}, Querschnitt"

    @property
    def unter_feldern(self) -> str:
        """ "Strategien und Ziele": what stands below a Handlungsfeld, as far as the document has it."""
        below = [self[art].mehrzahl for art in ("strategie", "ziel") if self[art].benutzt]
        return " und ".join(below) or "Ziele"

    @property
    def jedes_quer(self) -> str:
        """ "Jedes Querschnittsfeld", "Jede Leitlinie im Querschnitt"."""
        own = self["handlungsfeld"]
        usual = own.einzahl == self.standard["handlungsfeld"].einzahl
        return "Jedes Querschnittsfeld" if usual else f"J{own.jedes[1:]} im Querschnitt"


KONZEPT: Mapping[str, Ebene] = {
    "handlungsfeld": Ebene("Handlungsfeld", "Handlungsfelder", Genus.SAECHLICH),
    "ziel": Ebene("Ziel", "Ziele", Genus.SAECHLICH),
    "strategie": Ebene("Strategie", "Strategien", Genus.WEIBLICH),
}
"""The words of the portal for a Konzept."""
PLAN: Mapping[str, Ebene] = {"massnahme": Ebene("Maßnahme", "Maßnahmen", Genus.WEIBLICH, folge=Folge.DURCH)}
"""The words of the portal for a Maßnahmenplan."""
SHAPE: Shape = Each(
    {
        **dict.fromkeys(("einzahl", "mehrzahl", "genus", "zaehlung", "folge", "vorsatz"), str),
        "benutzt": bool,
    }
)
"""How they stand in a Fassung."""
_TYPES: Mapping[str, type] = {one.name: bool if one.name == "benutzt" else str for one in fields(Ebene)}
_CHOICES = {"genus": Genus, "zaehlung": Zaehlung, "folge": Folge}


def read(stored: Mapping[str, Any], standard: Mapping[str, Ebene]) -> Bezeichnungen:
    """Return the Bezeichnungen from what a document or a Fassung keeps of them."""
    if not stored:
        return Bezeichnungen(standard, standard)
    return Bezeichnungen({art: replace(usual, **stored.get(art, {})) for art, usual in standard.items()}, standard)


def of_snapshot(inhalt: Mapping[str, Any]) -> Bezeichnungen:
    """Return the words that a Konzept or a Maßnahmenplan was frozen with."""
    return read(inhalt["bezeichnungen"], KONZEPT if inhalt["art"] == "konzept" else PLAN)


def frozen(ebenen: Mapping[str, Ebene]) -> dict[str, dict[str, Any]]:
    """Return levels as plain data."""
    return {art: {name: _plain(value) for name, value in asdict(one).items()} for art, one in ebenen.items()}


def _plain(value: Any) -> Any:
    """Return a choice as the word it is stored by."""
    return str(value) if isinstance(value, str) else value


def check(stored: Any, standard: Mapping[str, Ebene]) -> None:
    """Raise ValidationError unless this can be kept as the Bezeichnungen of a document with these levels."""
    if not isinstance(stored, dict) or not stored.keys() <= standard.keys():
        raise ValidationError(FALSCH)
    for own in stored.values():
        if not isinstance(own, dict) or not own.keys() <= _TYPES.keys():
            raise ValidationError(FALSCH)
        for name, value in own.items():
            _check_value(name, value)


def _check_value(name: str, value: Any) -> None:
    if not isinstance(value, _TYPES[name]) or (name in _CHOICES and value not in _CHOICES[name].values):
        raise ValidationError(FALSCH)
    text = str(value)
    if name in {"einzahl", "mehrzahl"} and not (len(text) <= WORT_LAENGE and WORT.fullmatch(text)):
        raise ValidationError(NUR_WORTE)
    if name == "vorsatz" and text and not (len(text) <= VORSATZ_LAENGE and VORSATZ.fullmatch(text)):
        raise ValidationError(NUR_VORSATZ)


def check_konzept(stored: Any) -> None:
    check(stored, KONZEPT)


def check_plan(stored: Any) -> None:
    check(stored, PLAN)


class Bezeichnungsfeld(InWorten):
    """The column of a document for what differs from the words of the portal."""

    def worte(self, value: Any) -> str:
        """Return it as people read it in the history of the document."""
        return "; ".join(_told(own) for own in value.values()) if value else "wie im Portal"


_NAMEN = {"genus": Genus, "zaehlung": Zaehlung, "folge": Folge}


def _told(own: Mapping[str, Any]) -> str:
    return ", ".join(_words(name, value) for name, value in own.items())


def _words(name: str, value: Any) -> str:
    if name == "benutzt":
        return "nicht benutzt"
    if name in _NAMEN:
        return str(_NAMEN[name](value).label)
    return str(value)


def bezeichnungsfeld(check_it: Callable[[Any], None]) -> Bezeichnungsfeld:
    return Bezeichnungsfeld(
        "Bezeichnungen und Nummerierung", default=dict, db_default={}, blank=True, validators=[check_it]
    )
