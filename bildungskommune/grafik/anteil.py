"""How much of a sum is there and how much is missing."""

from decimal import Decimal

from bildungskommune.grafik.beschriftung import are_clear, box_of
from bildungskommune.grafik.bild import Bild, Flaeche, Rechteck, Wort
from bildungskommune.ui.zeiten import zahl

Zahl = int | float | Decimal
OBEN, HOCH = 1.85, 1.7
"""Where the bar begins and how high it is, in heights of a letter."""
LUECKE, RAND = 0.005, 0.003


def share(teil: Zahl | None, ganzes: Zahl | None) -> float:
    """Return the part as a share of the whole, 0 to 1; 0 when there is no whole."""
    whole = float(ganzes or 0)
    return max(0.0, min(float(teil or 0) / whole, 1.0)) if whole > 0 else 0.0


def anteil(
    teil: Zahl | None, ganzes: Zahl | None, flaeche: Flaeche, *, ist_wort: str, rest_wort: str, einheit: str
) -> Bild:
    """Return a bar of the part with its gap; both words stand above it, the second one below where they would touch."""
    em, voll = flaeche.schrift, share(teil, ganzes)
    rest = max(Decimal(str(ganzes or 0)) - Decimal(str(teil or 0)), Decimal(0))
    there = Wort(f"{ist_wort} {zahl(teil or 0)} {einheit}", 0.0, 1.15 * em, "start", stark=True)
    missing = Wort(f"{rest_wort} {zahl(rest)} {einheit}", 1.0, 1.15 * em, "end")
    has_gap = 1.0 - voll > LUECKE
    below = has_gap and not are_clear(missing, [box_of(there, flaeche)], flaeche)
    if below:
        missing = Wort(missing.text, 1.0, (OBEN + HOCH + 1.3) * em, "end")
    bars = [Rechteck("balken", 0.0, OBEN * em, max(voll - 0.002, 0.0), HOCH * em)]
    if has_gap:
        bars.append(Rechteck("luecke", voll + RAND, OBEN * em, max(1.0 - voll - LUECKE, 0.0), HOCH * em))
    return Bild(
        titel=f"{there.text} von {zahl(ganzes or 0)} {einheit}",
        beschreibung=f"{rest_wort}: {zahl(rest)} {einheit}",
        hoehe=(OBEN + HOCH + (1.6 if below else 0.2)) * em,
        rechtecke=bars,
        worte=[there, missing] if has_gap else [there],
    )
