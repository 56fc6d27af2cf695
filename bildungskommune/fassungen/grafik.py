"""Charts as inline SVG with a title; the numbers stand in a table beside them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BREITE = 144.0
_FADEN, _TINTE, _LEISE, _GRUEN = "#c4122f", "#15211c", "#4a5851", "#0d4a39"
_RAND = 3.0
_MONATE = ("Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.")


def zeitstrahl(meilensteine: Sequence[dict[str, Any]], heute: date | None) -> SafeString:
    """Draw milestones on the thread: solid up to `heute`, dashed after it. Needs two dates."""
    tage = [date.fromisoformat(m["datum"]) for m in meilensteine if m["datum"]]
    if len(set(tage)) < 2:
        return SafeString("")
    heute = heute or min(tage)
    anfang, ende = min(tage), max(tage)

    def ort(tag: date) -> float:
        anteil = (tag - anfang).days / (ende - anfang).days
        return round(_RAND + min(max(anteil, 0.0), 1.0) * (BREITE - 2 * _RAND), 2)

    knoten = [_knoten(m, ort(date.fromisoformat(m["datum"]))) for m in meilensteine if m["datum"]]
    erreicht = sum(bool(m["erreicht_am"]) for m in meilensteine)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 16" width="{}mm" height="16mm">'
        "<title>Zeitstrahl von {} bis {}: {} von {} Meilensteinen erreicht</title>"
        "{}{}{}{}</svg>",
        BREITE, BREITE, _monat(anfang), _monat(ende), erreicht, len(meilensteine),
        _linie(ort(anfang), ort(heute), ort(ende)),
        _heute(ort(heute)) if anfang <= heute <= ende else "",
        format_html_join("", "{}", ((k,) for k in knoten)),
        _enden(anfang, ende),
    )  # fmt: skip


def _linie(links: float, heute: float, rechts: float) -> SafeString:
    return format_html(
        '<path d="M{} 9H{}" stroke="{}" stroke-width="0.5"/>'
        '<path d="M{} 9H{}" stroke="{}" stroke-width="0.5" stroke-dasharray="1.6 1.2"/>',
        links, heute, _FADEN, heute, rechts, _FADEN,
    )  # fmt: skip


def _heute(x: float) -> SafeString:
    anker = "start" if x < 12 else "end" if x > BREITE - 12 else "middle"
    return format_html(
        '<path d="M{0} 3.4V12" stroke="{1}" stroke-width="0.25"/>'
        '<text x="{0}" y="2.6" text-anchor="{2}" {3} fill="{1}">Stichtag</text>',
        x, _TINTE, anker, _schrift(600),
    )  # fmt: skip


def _knoten(meilenstein: dict[str, Any], x: float) -> SafeString:
    fuellung = _FADEN if meilenstein["erreicht_am"] else "#ffffff"
    return format_html(
        '<circle cx="{0}" cy="9" r="2" fill="#ffffff"/>'
        '<circle cx="{0}" cy="9" r="1.35" fill="{1}" stroke="{2}" stroke-width="0.5"/>'
        '<text x="{0}" y="6.2" text-anchor="middle" {3} fill="{4}">{5}</text>',
        x, fuellung, _FADEN, _schrift(500), _TINTE, meilenstein["nr"],
    )  # fmt: skip


def _enden(anfang: date, ende: date) -> SafeString:
    return format_html(
        '<text x="0" y="15.6" {0} fill="{1}">{2}</text>'
        '<text x="{3}" y="15.6" text-anchor="end" {0} fill="{1}">{4}</text>',
        _schrift(400), _LEISE, _monat(anfang), BREITE, _monat(ende),
    )  # fmt: skip


def verlauf(indikator: dict[str, Any]) -> SafeString:
    """Draw the values of an Indikator over time with its target. Needs two values."""
    werte = [(date.fromisoformat(w["datum"]), float(w["wert"])) for w in indikator["werte"] if w["datum"]]
    if len({tag for tag, _ in werte}) < 2:
        return SafeString("")
    ziel = _zahl(indikator["ziel"])
    hoch = max([wert for _, wert in werte] + ([ziel] if ziel is not None else [])) or 1.0
    anfang, ende = min(werte)[0], max(werte)[0]

    def x(tag: date) -> float:
        return round(2 + (tag - anfang).days / (ende - anfang).days * 56, 2)

    def y(wert: float) -> float:
        return round(15 - max(wert, 0.0) / hoch * 12, 2)

    punkte = [(x(tag), y(wert)) for tag, wert in sorted(werte)]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 17" width="60mm" height="17mm">'
        "<title>Verlauf: {}, von {} auf {} {}</title>{}{}{}</svg>",
        indikator["titel"], f"{werte[0][1]:g}", f"{werte[-1][1]:g}", indikator["einheit"],
        _ziellinie(y(ziel)) if ziel is not None else "",
        format_html(
            '<path d="M{}" fill="none" stroke="{}" stroke-width="0.6"/>',
            "L".join(f"{px} {py}" for px, py in punkte), _GRUEN,
        ),
        format_html_join(
            "", '<circle cx="{}" cy="{}" r="0.9" fill="{}"/>', ((px, py, _GRUEN) for px, py in punkte)
        ),
    )  # fmt: skip


def _ziellinie(y: float) -> SafeString:
    return format_html('<path d="M0 {0}H60" stroke="{1}" stroke-width="0.25" stroke-dasharray="1 1"/>', y, _LEISE)


def balken(teil: int, ganzes: int) -> SafeString:
    """Draw a bar in steps of a twentieth: an ornament beside the number itself."""
    schritt = round(20 * teil / ganzes) if ganzes else 0
    return format_html('<span class="balken balken--{}"></span>', max(0, min(schritt, 20)))


def _zahl(wert: object) -> float | None:
    try:
        return float(str(wert).replace(",", "."))
    except ValueError:
        return None


def _monat(tag: date) -> str:
    return f"{_MONATE[tag.month - 1]}\u00a0{tag.year}"


def _schrift(gewicht: int) -> SafeString:
    return format_html('font-family="Fira Sans" font-size="2.8" font-weight="{}"', gewicht)
