"""Targets of an indicator by year: how they are written and read, and what was reached of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from bildungskommune.ui import zeiten
from massnahmen.models import Indikator
from massnahmen.models.jahresziele import Jahreszielfeld
from massnahmen.wording import plain_number

TRENNER = "; "


@dataclass(frozen=True)
class Jahresziel:
    """What is to be reached by the end of a year, and what was measured last in it."""

    jahr: int
    wert: Decimal
    einheit: str
    erreicht: Decimal | None
    am: date | None

    @property
    def bis(self) -> date:
        return last_day(self.jahr)

    @property
    def satz(self) -> str:
        """Ziel 2027: 40 Prozent · erreicht 38 (30. Juni 2027)"""
        ziel = " ".join(filter(None, (f"Ziel {self.jahr}: {zeiten.zahl(self.wert)}", self.einheit)))
        if self.erreicht is None:
            return f"{ziel} · aus diesem Jahr noch kein Wert"
        return f"{ziel} · erreicht {zeiten.zahl(self.erreicht)} ({zeiten.datum(self.am)})"


def last_day(jahr: int) -> date:
    """A target of a year is to be reached by its end."""
    return date(jahr, 12, 31)


def numbers(ziele: Mapping[str, str]) -> list[tuple[int, Decimal]]:
    """Return the stored targets as years with numbers, the first year first."""
    return [(int(jahr), Decimal(wert)) for jahr, wert in sorted(ziele.items())]


def reached(
    ziele: Iterable[tuple[int, Decimal]], werte: Sequence[tuple[date, Decimal]], einheit: str
) -> list[Jahresziel]:
    """Lay beside each target the last value of its year."""
    found = []
    for jahr, wert in ziele:
        inside = [one for one in werte if one[0].year == jahr]
        am, erreicht = max(inside, key=lambda one: one[0], default=(None, None))
        found.append(Jahresziel(jahr, wert, einheit, erreicht, am))
    return found


def of(indikator: Indikator) -> list[Jahresziel]:
    """Return the targets of an indicator that was loaded with its values."""
    werte = [(row.datum, row.wert) for row in indikator.werte.all()]
    return reached(numbers(indikator.jahresziele), werte, indikator.einheit)


def of_snapshot(indikator: Mapping[str, Any]) -> list[Jahresziel]:
    """Return the targets that a Fassung has frozen with an indicator."""
    werte = [(date.fromisoformat(row["datum"]), Decimal(row["wert"])) for row in indikator["werte"] if row["datum"]]
    ziele = [(int(row["jahr"]), Decimal(row["wert"])) for row in indikator["jahresziele"]]
    return reached(ziele, werte, indikator["einheit"])


def in_words(ziele: Mapping[str, str], trenner: str = TRENNER) -> str:
    """2026: 20; 2027: 40,5"""
    return trenner.join(f"{jahr}: {zeiten.zahl(wert)}" for jahr, wert in numbers(ziele))


def from_words(text: str) -> dict[str, str]:
    """Return the targets of a text, one a line or with semicolons between. Raises ValidationError."""
    found: dict[str, str] = {}
    for line in filter(None, (one.strip() for one in text.replace(";", "\n").split("\n"))):
        jahr, colon, wert = (part.strip() for part in line.partition(":"))
        if not (colon and wert):
            raise ValidationError(f"„{line[:40]}“: Bitte schreiben Sie Jahr, Doppelpunkt und Zahl, wie 2027: 40.")
        if jahr in found:
            raise ValidationError(f"Das Jahr {jahr[:20]} steht zweimal da. Bitte löschen Sie eine der beiden Angaben.")
        found[jahr] = plain_number(wert)
    plain: dict[str, str] = Jahreszielfeld().to_python(found)
    return plain
