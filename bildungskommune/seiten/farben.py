"""The colour of the county: is it readable, and which tones follow from it in both themes."""

import colorsys
from collections.abc import Iterator

WEISS = "#ffffff"
SCHWARZ = "#000000"
PAPIER_GRAU = "#f5f6f2"
PAPIER_DUNKEL = "#0e1512"
LESBAR = 4.5
GUT_LESBAR = 7.0
DUNKEL_LESBAR = 9.0
STEPS = 20


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(farbe: str) -> bool:
    """True if links in this colour can be read on white and on the grey areas."""
    return min(contrast(farbe, WEISS), contrast(farbe, PAPIER_GRAU)) >= LESBAR


def stylesheet(farbe: str) -> str:
    """Return the tokens that change with the colour of the county, light and dark."""
    hell = _rules(_light(farbe))
    dunkel = _rules(_dark(farbe))
    return f":root {{ {hell} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {dunkel} }} }}\n"


def _light(farbe: str) -> dict[str, str]:
    deep = (_mix(farbe, SCHWARZ, 0.28 + 0.72 * step / STEPS) for step in range(STEPS + 1))
    pale = (_mix(farbe, WEISS, 0.9 + 0.1 * step / STEPS) for step in range(STEPS + 1))
    return {
        "gruen": farbe,
        "gruen-tief": _first(deep, WEISS, GUT_LESBAR),
        "gruen-zart": _first(pale, farbe, LESBAR),
        "auf-gruen": WEISS,
    }


def _dark(farbe: str) -> dict[str, str]:
    """Lift the tone until it can be read on dark paper; what stands on it is the paper."""
    bright = _first(_lifted(farbe), PAPIER_DUNKEL, DUNKEL_LESBAR)
    deep = (_mix(farbe, SCHWARZ, 0.45 + 0.55 * step / STEPS) for step in range(STEPS + 1))
    return {
        "gruen": bright,
        "gruen-tief": _first(deep, WEISS, DUNKEL_LESBAR),
        "gruen-zart": _mix(bright, PAPIER_DUNKEL, 0.85),
        "auf-gruen": PAPIER_DUNKEL,
    }


def _lifted(farbe: str) -> Iterator[str]:
    """Yield the same tone from half light to white, less gaudy than the original."""
    hue, _, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _parts(farbe)))
    for step in range(STEPS + 1):
        rgb = colorsys.hls_to_rgb(hue, 0.5 + 0.5 * step / STEPS, min(saturation, 0.6))
        yield _hex(*(part * 255 for part in rgb))


def _first(candidates: Iterator[str], ground: str, wanted: float) -> str:
    """Return the first candidate with enough contrast, else the last one."""
    last = ground
    for last in candidates:
        if contrast(last, ground) >= wanted:
            break
    return last


def _rules(tokens: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in tokens.items())


def _mix(one: str, other: str, share: float) -> str:
    """Return `one` with this share of `other`."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return _hex(*(first * (1 - share) + second * share for first, second in pairs))


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def _parts(farbe: str) -> tuple[int, int, int]:
    return int(farbe[1:3], 16), int(farbe[3:5], 16), int(farbe[5:7], 16)


def _luminance(farbe: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(farbe))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
