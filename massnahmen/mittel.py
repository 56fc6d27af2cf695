"""What a measure costs, who pays it and whom it needs: all of it for the desk, for everybody what is made public."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bildungskommune.ui.templatetags.texte import euro
from massnahmen.models import Angabe, Finanzierungsposten, Massnahme, Mittelstand

OHNE = Decimal(0)


@dataclass(frozen=True)
class Mittel:
    """Money and people of one measure. What the reader may not know is empty, as if nothing were said of it."""

    gesamt: Decimal | None
    gesichert: Decimal | None
    original: str
    finanzierung: str
    posten: Sequence[Finanzierungsposten]
    personal: str

    @property
    def offen(self) -> Decimal | None:
        """Euro not yet secured, None when the cost is not known as a number."""
        return None if self.gesamt is None else self.gesamt - (self.gesichert or OHNE)

    @property
    def summe(self) -> Decimal:
        """Euro of all rows together."""
        return sum((one.betrag for one in self.posten), OHNE)

    @property
    def je_stand(self) -> list[tuple[str, Decimal]]:
        """Return word and Euro of each state that a row has."""
        rows = [(stand, [one.betrag for one in self.posten if one.stand == stand]) for stand in Mittelstand]
        return [(str(stand.label), sum(amounts, OHNE)) for stand, amounts in rows if amounts]

    @property
    def zusammen(self) -> str:
        """Zusammen 186.000 €: 120.000 € gesichert, 66.000 € offen."""
        parts = ", ".join(f"{euro(amount)} {word}" for word, amount in self.je_stand)
        return f"Zusammen {euro(self.summe)}: {parts}." if parts else ""

    @property
    def hat_geld(self) -> bool:
        return self.gesamt is not None or bool(self.original or self.finanzierung or self.posten)

    @property
    def widerspruch(self) -> list[str]:
        """Say in sentences where the rows and the numbers of the measure disagree."""
        if not self.posten:
            return []
        secured = sum((one.betrag for one in self.posten if one.stand == Mittelstand.GESICHERT), OHNE)
        said = []
        if self.gesamt is not None and self.gesamt != self.summe:
            said.append(
                f"Die Posten ergeben zusammen {euro(self.summe)}, als Gesamtkosten sind {euro(self.gesamt)} genannt: "
                f"{_difference(self.gesamt, self.summe)}."
            )
        if self.gesichert is not None and self.gesichert != secured:
            said.append(
                f"Gesichert sind nach den Posten {euro(secured)}, als gesichert sind {euro(self.gesichert)} genannt: "
                f"{_difference(self.gesichert, secured)}."
            )
        return said


def _difference(named: Decimal, found: Decimal) -> str:
    return f"Es fehlen {euro(named - found)}" if named > found else f"Das sind {euro(found - named)} mehr"


def whole(massnahme: Massnahme) -> Mittel:
    """Return all that the measure says, for those who may see it at the desk."""
    return _of(massnahme, set(Angabe.values))


def public(massnahme: Massnahme) -> Mittel:
    """Return what everybody may know."""
    return _of(massnahme, set(massnahme.oeffentliche_angaben))


def _of(massnahme: Massnahme, shown: set[str]) -> Mittel:
    kosten, finanzierung = Angabe.KOSTEN in shown, Angabe.FINANZIERUNG in shown
    return Mittel(
        gesamt=massnahme.kosten_gesamt if kosten else None,
        gesichert=massnahme.kosten_gesichert if kosten else None,
        original=massnahme.kosten_original if kosten else "",
        finanzierung=massnahme.finanzierung if finanzierung else "",
        posten=list(massnahme.posten.all()) if finanzierung else [],
        personal=massnahme.personalbedarf if Angabe.PERSONAL in shown else "",
    )


def visibility(massnahme: Massnahme) -> str:
    """Say in a sentence what of it everybody sees, for the desk."""
    shown = [str(one.label) for one in Angabe if one in massnahme.oeffentliche_angaben]
    hidden = [str(one.label) for one in Angabe if one not in massnahme.oeffentliche_angaben]
    if not hidden:
        return "Kosten, Finanzierung und Personalbedarf sind öffentlich, sobald die Maßnahme es ist."
    if not shown:
        return "Kosten, Finanzierung und Personalbedarf sind nicht öffentlich: Das sieht nur, wer hier arbeitet."
    return f"Öffentlich, sobald die Maßnahme es ist: {', '.join(shown)}. Nicht öffentlich: {', '.join(hidden)}."
