"""How often the right Thema is among the five suggested: each card of the sample, left out, against all its Themen.

    python bench/vorschlaege.py

Prints the share, what five drawn by chance would reach, and the milliseconds a card takes.
"""

# ruff: noqa: INP001, T201

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from workshops.wand.aehnlich import Zeichenfolgen  # noqa: E402

DATEN = ROOT / "bildungskommune" / "beispiel" / "daten" / "boerde.yaml"
GENANNT = 5


def stock() -> dict[int, list[str]]:
    """Return the words of each Thema: its title twice, its description, and its cards from the fourth place on."""
    reihen = yaml.safe_load(DATEN.read_text())["reihen"]
    words = {karte["code"]: karte["text"] for reihe in reihen for karte in reihe.get("beitraege", ())}
    themen = [thema for reihe in reihen for thema in reihe.get("themen", ())]
    return {
        key: [thema["titel"], thema["titel"], thema.get("beschreibung", ""), *map(words.__getitem__, thema["karten"])]
        for key, thema in enumerate(themen)
        if thema.get("karten")
    }


def one_left_out(texts: dict[int, list[str]]) -> Iterator[tuple[int, str, dict[int, list[str]]]]:
    for key, parts in texts.items():
        for place in range(3, len(parts)):
            yield key, parts[place], texts | {key: parts[:place] + parts[place + 1 :]}


def main() -> None:
    texts, found, tried, spent = stock(), 0, 0, 0.0
    for key, text, others in one_left_out(texts):
        vergleich, start = Zeichenfolgen(others), time.perf_counter()
        found += key in {near for near, _ in vergleich.nearest(text, GENANNT)}
        spent += time.perf_counter() - start
        tried += 1
    print(f"{tried} Karten, {len(texts)} Themen: das richtige unter den ersten {GENANNT}: {100 * found / tried:.1f} %")
    print(f"Zufall: {100 * GENANNT / len(texts):.1f} %, {1000 * spent / tried:.2f} ms je Karte")


if __name__ == "__main__":
    main()
