"""A Kennung names a thing in addresses, in files and in the Verfahrensakte: readable, and never changed once given."""

from collections.abc import Collection

from django.utils.text import slugify

LAENGE = 60
"""Longest Kennung made from a title, in characters; a number may follow."""
UMLAUTE = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS", "æ": "ae", "ø": "oe"}
)


def slug(titel: str) -> str:
    """Return the words of a title for an address, without umlauts: "Kein Weg ist zu weit" → "kein-weg-ist-zu-weit"."""
    return slugify(titel.translate(UMLAUTE))[:LAENGE].strip("-_")


def first_free(titel: str, taken: Collection[str], ersatz: str) -> str:
    """Return the first Kennung from the title that is not taken: "bildung", "bildung-2" …

    `ersatz` stands in for a title of which nothing is left, such as "???".
    """
    base = slug(titel) or ersatz
    kennung, number = base, 1
    while kennung in taken:
        number += 1
        kennung = f"{base}-{number}"
    return kennung
