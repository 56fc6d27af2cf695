"""Whatever was frozen once can be read for ever: as a page, in the search, in print."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.fassungen import satz
from bildungskommune.fassungen.anlagen import anlagen_zu
from bildungskommune.fassungen.befunde import Lesefehler
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.nennung import written_in
from bildungskommune.fassungen.registry import definition
from bildungskommune.fassungen.rules import verify
from bildungskommune.tracing.snapshot import unfold
from tests.fassungen.gold import ORDNER, Golden, address, all_golden, publish_golden, text_of

pytestmark = pytest.mark.django_db

GOLDEN = all_golden()
WORT = {"leitbild": "Bildung beginnt mit Beziehung", "konzept": "Verlässliche Bezugspersonen sichern"}
"""What the search finds in the text of a Fassung; the other stages search what they work at."""
IM_DRUCK = {
    "leitbild": ("Bildung beginnt mit Beziehung.", "Woher kommt das?", "Karte: „Eine Erzieherin"),
    "konzept": ("Handlungsfeld", "Verlässliche Bezugspersonen sichern", "Maßnahme 3: Eingewöhnung"),
    "massnahmenplan": ("Spätbus für Lernende", "186.000 €, davon 120.000 € gesichert", "Woher kommt das?"),
    "umsetzungsbericht": ("Spätbus für Lernende", "Der Probebetrieb beginnt später.", "Was im Verzug ist"),
    "dokumentation": ("Wege und Fahrzeiten", "K7M-4QX", "Ein Bus nach 17 Uhr"),
}


def test_each_version_of_each_kind_has_its_golden_snapshot_and_no_other_is_there() -> None:
    assert sorted(path.stem for path in ORDNER.glob("*.json")) == sorted(map(str, GOLDEN))


@pytest.mark.parametrize("golden", GOLDEN, ids=str)
def test_page_shows_what_was_frozen(client: Client, golden: Golden) -> None:
    fassung = publish_golden(golden)

    response = client.get(address(fassung))

    assert response.status_code == 200
    for passage in PASSAGEN[golden.definition]:
        assert passage in response.content.decode()
    assert list(Lesefehler.objects.all()) == []


PASSAGEN = {
    "leitbild": ("Bildung beginnt mit Beziehung.", 'href="/beitrag/'),
    "konzept": ("Starke Orte von Anfang an", "Verlässliche Bezugspersonen sichern"),
    "massnahmenplan": ("Spätbus für Lernende", "186.000\N{NO-BREAK SPACE}€", "120.000\N{NO-BREAK SPACE}€", "verzögert"),
    "umsetzungsbericht": ("Spätbus für Lernende", "Der Probebetrieb beginnt später.", "Was im Verzug ist"),
    "dokumentation": ("Wege und Fahrzeiten", "K7M-4QX", "Ein Bus nach 17 Uhr"),
}


@pytest.mark.parametrize("golden", [one for one in GOLDEN if one.definition in WORT and one.art == "standard"], ids=str)
def test_search_finds_it(client: Client, golden: Golden) -> None:
    publish_golden(golden)

    html = client.get(reverse("suche"), {"q": WORT[golden.definition]}).content.decode()

    assert "1 Treffer" in text_of(html)


@pytest.mark.parametrize("golden", GOLDEN, ids=str)
def test_print_names_it_and_the_frozen_bytes_stay(golden: Golden) -> None:
    fassung = publish_golden(golden)
    what = definition(golden.definition)

    html = satz.html_fuer(what.template, print_context(fassung))

    text = text_of(html)
    for passage in IM_DRUCK[golden.definition] if golden.art == "standard" else ():
        assert passage in text
    assert fassung.snapshot == golden.snapshot()
    assert verify(fassung)


@pytest.mark.parametrize("golden", [one for one in GOLDEN if one.art == "standard"], ids=str)
def test_engine_sets_it(golden: Golden) -> None:
    fassung = publish_golden(golden)
    what = definition(golden.definition)

    druckwerk = satz.print_pdf(
        satz.html_fuer(what.template, print_context(fassung)), title=fassung.titel, attachments=anlagen_zu(fassung)
    )

    assert satz.pruefen(druckwerk.pdf) == []


def places(value: Any, at: str = "") -> set[str]:
    """Return where something stands, whatever it is: ".abschnitte[].titel"."""
    if isinstance(value, dict) and not at.endswith("weitere"):
        return {f"{at}.{key}" for key in value} | {
            place for key, part in value.items() for place in places(part, f"{at}.{key}")
        }
    if isinstance(value, list):
        return {place for part in value for place in places(part, f"{at}[]")}
    return set()


@pytest.mark.parametrize("golden", [one for one in GOLDEN if one.version < definition(one.definition).version], ids=str)
def test_old_one_is_raised_to_what_is_frozen_today(golden: Golden) -> None:
    what = definition(golden.definition)
    newest = replace(golden, version=what.version).snapshot()

    raised = what.upgraded(golden.snapshot())

    assert what.misfit(raised) is None
    unsaid = {place for place in places(newest) if place.startswith(below_what_it_could_not_say(golden))}
    assert places(raised) - beside_references(raised) == places(newest) - unsaid


SAID_SINCE = {
    ("dokumentation", 5): (".punktabfragen[].vertretung",),
    ("dokumentation", 7): (".fotos",),
    ("leitbild", 6): (".beteiligte",),
    ("konzept", 4): (".handlungsfelder[].auch_hier", ".handlungsfelder[].strategien[].auch_in"),
    ("massnahmenplan", 5): (".massnahmen[].posten",),
    ("massnahmenplan", 7): (".massnahmen[].indikatoren[].jahresziele",),
    ("umsetzungsbericht", 2): (".massnahmen[].indikatoren[].jahresziele",),
    **{(what, 2): (".kommune",) for what in ("leitbild", "konzept", "massnahmenplan", "dokumentation")},
}
"""What a version said as the first one: in a raised snapshot of an older one it stands empty, so nothing is below."""


def below_what_it_could_not_say(golden: Golden) -> tuple[str, ...]:
    later = [(version, tops) for (what, version), tops in SAID_SINCE.items() if what == golden.definition]
    return tuple(f"{top}{end}" for version, tops in later if golden.version < version for top in tops for end in ".[")


def beside_references(value: Any, at: str = "") -> set[str]:
    """Return the places where an old snapshot keeps the name itself beside the reference to it."""
    if isinstance(value, dict) and "siegel" in value:
        return {f"{at}.{key}" for key in value.keys() - {"person", "siegel"}}
    if isinstance(value, dict):
        return {place for key, part in value.items() for place in beside_references(part, f"{at}.{key}")}
    parts = value if isinstance(value, list) else []
    return {place for part in parts for place in beside_references(part, f"{at}[]")}


@pytest.mark.parametrize("golden", [one for one in GOLDEN if one.version == 1], ids=str)
def test_old_one_says_the_same_as_before(golden: Golden) -> None:
    what = definition(golden.definition)
    old = golden.snapshot()

    read = unfold(written_in(what.upgraded(old), {}))

    assert {key: value for key, value in said(read).items() if key in said(old)} == said(old)


def said(snapshot: Any) -> dict[str, list[str]]:
    """Return each word of a snapshot by the place where it stands; where nobody is named there is none."""
    found: dict[str, list[str]] = {}
    for place, word in words(snapshot):
        if place.endswith((".autor", ".stimme_von")) and not word:
            continue
        found.setdefault(place, []).append(word)
    return found


def words(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from words(part, f"{at}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from words(part, f"{at}[]")
    elif isinstance(value, str):
        yield at, value


@pytest.mark.parametrize("golden", [one for one in GOLDEN if one.version > 1], ids=str)
def test_no_address_and_no_key_of_the_database_is_frozen(golden: Golden) -> None:
    named = {place.rpartition(".")[2] for place in places(golden.snapshot())}

    assert named & {"pk", "id", "url", "objekt_id"} == set()
    assert [word for _, word in words(golden.snapshot()) if word.startswith("/")] == []
    assert not any(isinstance(number, float) for number in leaves(golden.snapshot()))


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    else:
        yield value
