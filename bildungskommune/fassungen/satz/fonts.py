"""Which characters our faces can print, and what stands for the others."""

import re
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from bildungskommune.fassungen.satz import assets
from bildungskommune.fassungen.satz.parts import SatzFehler

EMOJI = "[Emoji]"
UNBEKANNT = "[?]"
FEHLT = (
    "Die Schriften für den Druck fehlen. Bitte führen Sie auf dem Server "
    "»manage.py schriften_bauen« aus und starten Sie den Druck noch einmal."
)
_WEISS = frozenset("\t\n\r\u00a0 ")
_ZIERRAT = frozenset({"Mn", "Me", "Cf", "Cc", "Sk"})


@cache
def printable_characters() -> frozenset[str]:
    """Return the characters that all faces have; raises SatzFehler when a face is missing."""
    gemeinsam: set[int] | None = None
    for datei in assets.font_files():
        if not datei.is_file():
            raise SatzFehler(FEHLT)
        with TTFont(datei, lazy=True) as schrift:
            zeichen = set(schrift.getBestCmap() or ())
        gemeinsam = zeichen if gemeinsam is None else gemeinsam & zeichen
    return frozenset(map(chr, gemeinsam or ())) | _WEISS


def printable(html: str) -> str:
    """Replace what our faces lack: a missing glyph is forbidden in PDF/A.

    The exact text stays in the snapshot that is attached to the PDF.
    """
    vorhanden = printable_characters()
    if vorhanden.issuperset(html):
        return html
    klasse = "[^" + re.escape("".join(sorted(vorhanden))) + "]+"
    return re.sub(klasse, lambda fund: _stand_in(fund.group()), unicodedata.normalize("NFC", html))


def _stand_in(text: str) -> str:
    ersatz: list[str] = []
    for zeichen in text:
        neu = _stand_in_for(zeichen)
        if neu and not (ersatz and ersatz[-1] == neu and neu in {EMOJI, UNBEKANNT}):
            ersatz.append(neu)
    return "".join(ersatz)


def _stand_in_for(zeichen: str) -> str:
    if zeichen in printable_characters():
        return zeichen
    art = unicodedata.category(zeichen)
    if art in _ZIERRAT:
        return ""
    if art == "Zs":
        return " "
    if art in {"So", "Cn"}:
        return EMOJI
    einfach = unicodedata.normalize("NFKD", zeichen)
    lesbar = "".join(teil for teil in einfach if teil in printable_characters())
    return lesbar or UNBEKANNT
