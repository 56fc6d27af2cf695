"""Numbers that were typed by hand: "1.2 Titel", "III. Titel", "3) Punkt"."""

import re

_HEADING = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVXLC]{1,6}\.|[A-Z](?:\.\d{1,2}){1,3}\.?|[A-Z]\.|\(\d{1,2}\)|\d{1,2}\))\s+(?=\S)"
)
_ITEM = re.compile(r"^(\d{1,3})([.)])\s+(?=\S)")
_BULLET = re.compile(r"^([-–—•·▪●○◦*►➢✓])\s+(?=\S)")


def split(titel: str) -> tuple[str, str]:
    """Return number and title of a heading: "1.2. Wege" → "1.2", "Wege". Without a number it is empty."""
    found = _HEADING.match(titel)
    return (found[1].strip("().") if found else "", titel[found.end() :] if found else titel)


def item(text: str) -> tuple[int | None, int, str]:
    """Return the number at the beginning of a paragraph, how long it is with its space, and its sign.

    A bullet has no number; the length is 0 where nothing of the kind was typed.
    """
    if found := _ITEM.match(text):
        return int(found[1]), found.end(), found[2]
    found = _BULLET.match(text)
    return None, found.end() if found else 0, found[1] if found else ""


def raised(text: str) -> str:
    """Return digits as raised ones: "12" → "¹²"."""
    return text.translate(_RAISED)


_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


def shifted(text: str, richtung: str) -> str | None:
    """Return text raised ("hoch") or lowered ("tief") by signs of their own, None where there are none."""
    if not text.strip() or not set(text) <= set("0123456789+-() "):
        return None
    return text.translate(_RAISED if richtung == "hoch" else _LOWERED)


def begins(text: str) -> bool:
    """Whether the words so far are nothing but a number or a bullet."""
    return bool(_HEADING.fullmatch(f"{text} x"[:-1]) or item(f"{text} x")[1] == len(text) + 1)
