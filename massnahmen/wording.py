"""How a measure is put into words and plain numbers, the same on the page, in the snapshot and in an export."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from bildungskommune.akteure.models import Bildungsbereich, Zielgruppe
from bildungskommune.beteiligung.models import Beratung
from bildungskommune.ui import zeiten
from massnahmen.models import Massnahme, MassnahmeStatus, Meilenstein
from massnahmen.models.massnahme import STATUS_ART

NBSP = zeiten.NBSP
_TAUSENDER = re.compile(r"-?\d{1,3}(\.\d{3})+")


def monat(day: date) -> str:
    """Dezember 2025"""
    return zeiten.datum(day).partition(NBSP)[2]


def zeitraum(massnahme: Massnahme) -> str:
    """The time in words, empty when no date is known as a date."""
    beginn, ende = massnahme.beginn, massnahme.ende
    if beginn and ende:
        return monat(beginn) if monat(beginn) == monat(ende) else f"{monat(beginn)} bis {monat(ende)}"
    if beginn:
        return f"ab {monat(beginn)}"
    return f"bis {monat(ende)}" if ende else ""


def zielgruppen(massnahme: Massnahme) -> list[str]:
    return [str(Zielgruppe(wert).label) for wert in massnahme.zielgruppen]


def bildungsbereiche(massnahme: Massnahme) -> list[str]:
    return [str(Bildungsbereich(wert).label) for wert in massnahme.bildungsbereiche]


def beschluss(beratung: Beratung | None) -> str:
    if beratung is None:
        return ""
    return f"{beratung.gremium}, {zeiten.datum(beratung.datum)}, {beratung.vorlage}"


def number(value: Decimal | None) -> int | float | None:
    """Return a plain JSON number, whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def exact(value: Decimal | None) -> str | None:
    """Return a number with two places as text, as a snapshot keeps it: "186000.00"."""
    return None if value is None else f"{value:.2f}"


def meilenstein_stand(meilenstein: Meilenstein, today: date | None = None) -> tuple[str, str]:
    """State of a milestone in words and how it is shown; what is past and not reached is overdue."""
    today = today or timezone.localdate()
    if meilenstein.erreicht_am is None and meilenstein.datum < today:
        return ("überfällig", "warten")
    return meilenstein.stand


def overdue(meilensteine: Iterable[Meilenstein], today: date | None = None) -> list[Meilenstein]:
    today = today or timezone.localdate()
    return [stone for stone in meilensteine if stone.erreicht_am is None and stone.datum < today]


def counts_of(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Put numbers per state into words, in the order of the states; states without a measure are left out."""
    return [
        {"wort": str(status.label), "code": status.value, "anzahl": counts[status.value], "art": STATUS_ART[status]}
        for status in MassnahmeStatus
        if counts.get(status.value)
    ]


def plain_number(text: str) -> str:
    """Return the number with a point for the decimals and nothing between the thousands."""
    bare = "".join(text.replace("€", "").split())
    if "," in bare:
        return bare.replace(".", "").replace(",", ".")
    return bare.replace(".", "") if _TAUSENDER.fullmatch(bare) else bare
