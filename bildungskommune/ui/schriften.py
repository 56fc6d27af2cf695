"""Build the fonts and the used part of KERN from the locked npm package.

The web gets small woff2 faces, the PDF the same faces as TTF, because the
PDF engine needs seconds to unpack woff2 on every run.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from bildungskommune.ui.kern_auswahl import select_rules


@dataclass(frozen=True)
class Schnitt:
    name: str
    gewicht: int
    stil: str = "normal"


SCHNITTE = (
    Schnitt("Light", 300),
    Schnitt("Regular", 400),
    Schnitt("Italic", 400, "italic"),
    Schnitt("Medium", 500),
    Schnitt("SemiBold", 600),
)

# Latin with every letter of Europe's Latin alphabets, dashes, quotes, arrows, euro.
_LATEIN = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x2070, 0x208E),
    (0x20AC, 0x20AC),
    (0x2116, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2260, 0x2265),
)
# A name in Cyrillic must not break a printed list; on the web the system font helps.
_KYRILLISCH = ((0x400, 0x45F), (0x490, 0x491))
_MERKMALE = ["kern", "liga", "tnum", "lnum", "mark", "mkmk", "ccmp", "locl", "sups"]

STEMPEL = "stempel.txt"


class KernFehltError(Exception):
    """The npm package of the design system is not installed."""


def build(dist: Path, ziel: Path) -> bool:
    """Write fonts and kern.css to `ziel`; return False when all of it was up to date."""
    if not (dist / "kern.css").is_file():
        raise KernFehltError(dist)
    stempel = _fingerprint(dist)
    if _is_current(ziel, stempel):
        return False
    ziel.mkdir(parents=True, exist_ok=True)
    for schnitt in SCHNITTE:
        quelle = dist / "fonts" / "fira-sans" / f"FiraSans-{schnitt.name}.woff2"
        _subset(quelle, ziel / f"FiraSans-{schnitt.name}.woff2", _LATEIN, "woff2")
        _subset(quelle, ziel / f"FiraSans-{schnitt.name}.ttf", _LATEIN + _KYRILLISCH, None)
    regeln = select_rules((dist / "kern.css").read_text(encoding="utf-8"))
    (ziel / "kern.css").write_text(_font_faces() + regeln, encoding="utf-8")
    (ziel / STEMPEL).write_text(stempel, encoding="utf-8")
    return True


def _subset(quelle: Path, ziel: Path, bereiche: Iterable[tuple[int, int]], flavor: str | None) -> None:
    options = subset.Options()
    options.flavor = flavor
    options.layout_features = _MERKMALE
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = list(range(26))
    vorlaeufig = ziel.with_suffix(".neu")
    with TTFont(BytesIO(quelle.read_bytes())) as font:
        font["OS/2"].version = max(font["OS/2"].version, 4)
        worker = subset.Subsetter(options)
        worker.populate(unicodes=[c for von, bis in bereiche for c in range(von, bis + 1)])
        worker.subset(font)
        subset.save_font(font, str(vorlaeufig), options)
    vorlaeufig.replace(ziel)


def _font_faces() -> str:
    return "".join(
        f'@font-face{{font-family:"Fira Sans";font-style:{s.stil};font-weight:{s.gewicht};'
        f'font-display:swap;src:url("FiraSans-{s.name}.woff2") format("woff2")}}\n'
        for s in SCHNITTE
    )


def _is_current(ziel: Path, stempel: str) -> bool:
    marke = ziel / STEMPEL
    erwartet = [ziel / "kern.css"]
    erwartet += [ziel / f"FiraSans-{s.name}{e}" for s in SCHNITTE for e in (".woff2", ".ttf")]
    return (
        marke.is_file() and marke.read_text(encoding="utf-8") == stempel and all(datei.is_file() for datei in erwartet)
    )


def _fingerprint(dist: Path) -> str:
    """Hash what the result depends on: sources, our rules, the version of fontTools."""
    digest = hashlib.sha256(version("fonttools").encode())
    quellen = [dist / "kern.css", Path(__file__), Path(__file__).with_name("kern_auswahl.py")]
    quellen += [dist / "fonts" / "fira-sans" / f"FiraSans-{s.name}.woff2" for s in SCHNITTE]
    for quelle in quellen:
        digest.update(hashlib.sha256(quelle.read_bytes()).digest())
    return digest.hexdigest()
