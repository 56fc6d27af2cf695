"""The only files that a print may read, under addresses of their own."""

from functools import cache
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[3]
SCHEMA = "satz"
GROSS = ("tokens.css", "schriften.css", "balken.css", "gross-seite.css", "gross-teile.css")
"""The style sheets of large print, in their order."""
SCHNITTE = ("Light", "Regular", "Italic", "Medium", "SemiBold")

_STILE = WURZEL / "static" / "css"
_SCHRIFTEN = WURZEL / "var" / "schriften"
_TYPEN = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml"}


def address(name: str) -> str:
    """Return the address of an asset: `satz:///stil/seite.css`."""
    return f"{SCHEMA}:///{name}"


@cache
def table() -> dict[str, Path]:
    """Map every address that may be fetched to its file."""
    dateien = {f"schrift/{name}": _SCHRIFTEN / name for name in font_names()}
    dateien["stil/tokens.css"] = _STILE / "tokens.css"
    for datei in sorted([*(_STILE / "druck").iterdir(), *(_STILE / "gross").iterdir()]):
        if datei.suffix in {".css", ".svg"}:
            dateien[f"stil/{datei.name}"] = datei
    return {address(name): datei for name, datei in dateien.items()}


def font_names() -> list[str]:
    return [f"FiraSans-{schnitt}.ttf" for schnitt in SCHNITTE]


def font_files() -> list[Path]:
    return [_SCHRIFTEN / name for name in font_names()]


def style_sheets(*, gross: bool = False) -> list[str]:
    """Return the addresses of the style sheets of a print of ordinary or large size, tokens first."""
    if gross:
        return [address(f"stil/{name}") for name in GROSS]
    stile = {ort for ort in table() if ort.endswith(".css") and not ort.startswith(address("stil/gross-"))}
    return sorted(stile, key=lambda ort: (not ort.endswith("/tokens.css"), ort))


def media_type(datei: Path) -> str:
    return _TYPEN[datei.suffix]
