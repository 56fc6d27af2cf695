"""Round trip: what a portal holds is written, read into an empty one and written again, to the letter."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import dump, parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.akteure.models import Gemeinde
from bildungskommune.seiten.models import Seite

Record = dict[str, Any]
Records = list[Record]

# Words as forms take them: no line breaks in a title, no other control characters in a text.
TITLES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40)
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"), min_size=1, max_size=120)
NAMES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,11}", fullmatch=True)
DAYS = st.dates().map(lambda day: day.replace(year=1990 + day.year % 60).isoformat() if day.day < 29 else "2024-02-29")
CODES = st.from_regex(r"[A-HJ-NP-Z2-9]{3}-[A-HJ-NP-Z2-9]{3}", fullmatch=True)


def names(size: int) -> st.SearchStrategy[list[str]]:
    return st.lists(NAMES, unique=True, max_size=size)


@st.composite
def directories(draw: st.DrawFn) -> dict[str, Records]:
    """Offices, some below others, and people with their hats."""
    stellen: Records = []
    for name in draw(names(4)):
        stelle: Record = {"kennung": name, "name": draw(TITLES)}
        if draw(st.booleans()) and stellen:
            stelle["uebergeordnet"] = draw(st.sampled_from(stellen))["kennung"]
        stellen.insert(draw(st.integers(0, len(stellen))), stelle)
    haeuser: Records = [{"kennung": name, "name": draw(TITLES), "typ": "kita"} for name in draw(names(3))]
    personen: Records = []
    for name in draw(names(3)) if haeuser else ():
        haus = draw(st.sampled_from(haeuser))["kennung"]
        hut = {"institution": haus, "funktion": draw(TITLES)}
        personen.append({"kennung": name, "name": draw(TITLES), "zugehoerigkeiten": [hut]})
    return {"stellen": stellen, "institutionen": haeuser, "personen": personen}


@st.composite
def walls(draw: st.DrawFn) -> dict[str, Records]:
    """Reihen with contributions, each under any number of Themen."""
    codes = draw(st.lists(CODES, unique=True, max_size=6))
    reihen: Records = []
    for name in draw(names(2)):
        own, codes = codes[::2], codes[1::2]
        beitraege = [
            {
                "code": code,
                "text": draw(TEXTS),
                "eingereicht_am": "2024-06-06T16:20:00+02:00",
                "vorzeichen": "+",
                "status": "geprueft",
            }
            for code in own
        ]
        themen: Records = []
        for thema in draw(names(3)):
            karten = draw(st.permutations(own))[: draw(st.integers(0, len(own)))]
            themen.append({"kennung": thema, "titel": draw(TITLES), "karten": list(karten)})
        reihe = {"kennung": name, "titel": draw(TITLES), "status": "laeuft"}
        reihen.append({**reihe, "beitraege": beitraege, "themen": themen})
    return {"reihen": reihen}


@st.composite
def chains(draw: st.DrawFn) -> dict[str, Records]:
    """A whole thread: from cards over Leitsätze and Strategien to measures."""
    akte = draw(directories()) | draw(walls())
    karten = [beitrag["code"] for reihe in akte["reihen"] for beitrag in reihe["beitraege"]]
    abschnitte: Records = []
    for name in draw(names(3)):
        quellen = draw(st.lists(st.sampled_from(karten), unique=True, max_size=3)) if karten else []
        abschnitte.append(
            {
                "kennung": name,
                "art": draw(st.sampled_from(["leitsatz", "leitziel", "vorwort"])),
                "titel": draw(TITLES),
                "text": draw(TEXTS),
                "herleitungen": [{"begruendung": draw(TEXTS), "beitrag": code} for code in quellen],
            }
        )
    akte["leitbilder"] = [{"kennung": "leitbild", "titel": draw(TITLES), "abschnitte": abschnitte}]
    strategien: Records = [{"kennung": name, "titel": draw(TITLES), "text": draw(TEXTS)} for name in draw(names(3))]
    feld = {"kennung": "feld", "titel": draw(TITLES), "strategien": strategien}
    akte["konzepte"] = [{"kennung": "konzept", "titel": draw(TITLES), "handlungsfelder": [feld]}]
    akte["massnahmen"] = [draw(measures(name, [one["kennung"] for one in strategien])) for name in draw(names(3))]
    return akte


@st.composite
def measures(draw: st.DrawFn, kennung: str, strategien: list[str]) -> Record:
    bezuege = draw(st.lists(st.sampled_from(strategien), unique=True, max_size=2)) if strategien else []
    staende = draw(st.lists(st.tuples(DAYS, TEXTS), unique=True, max_size=2))
    return {
        "kennung": kennung,
        "titel": draw(TITLES),
        "status": draw(st.sampled_from(["vorschlag", "in_umsetzung"])),
        "kosten_gesamt": draw(st.integers(0, 10**6) | st.decimals(0, 999, places=2).map(lambda n: f"{n:.1f}1")),
        "bezuege": [{"begruendung": draw(TEXTS), "strategie": f"konzept/feld/{name}"} for name in bezuege],
        "sachstaende": [{"stichtag": day, "status": "in_umsetzung", "text": text} for day, text in staende],
    }


MOVING = {"status_seit", "erfasst_am", "format", "version", "enthaelt_nicht", "verfahren"}


def bare(value: Any) -> Any:
    """Return the records as they come out: without empty lists and without what moves with the day."""
    if isinstance(value, dict):
        left = {name: bare(inner) for name, inner in value.items() if name not in MOVING}
        return {name: inner for name, inner in left.items() if inner != []}
    return [bare(one) for one in value] if isinstance(value, list) else value


def write() -> dict[str, Any]:
    return Ausgabe().akte({})


def read(akte: dict[str, Any]) -> Ergebnis:
    head = {"format": "bildungskommune-verfahrensakte", "version": 1}
    return einlesen(parse(dump({**head, **akte})))


class TakeBack(Exception):
    pass


def in_an_empty_portal(akte: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Read the Akte into an empty portal; return what it writes, and the changes of reading that again."""
    try:
        with transaction.atomic():
            Gemeinde.objects.exclude(uebergeordnet=None).delete()
            Gemeinde.objects.all().delete()
            Seite.objects.all().delete()
            read(akte)
            written = write()
            again = read(written)
            raise TakeBack
    except TakeBack:
        return written, again.changes


@pytest.mark.django_db
@settings(max_examples=30)
@given(chains(), st.randoms(use_true_random=False))
def test_portal_comes_out_as_it_went_in(akte: dict[str, Records], chance: Any) -> None:
    written, changes = in_an_empty_portal(akte)
    moved, moved_changes = in_an_empty_portal(written)
    shuffled = list(written.items())
    chance.shuffle(shuffled)
    from_shuffled, _ = in_an_empty_portal(dict(shuffled))

    assert bare(written) == bare(akte)
    assert (moved, changes, moved_changes) == (written, 0, 0)
    assert from_shuffled == written
