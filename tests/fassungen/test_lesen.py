"""How an old snapshot becomes one of today, and what happens to one that is none."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bildungskommune.fassungen import lesen, registry, rules, satz
from bildungskommune.fassungen.befunde import Lesefehler
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import Definition, definition
from bildungskommune.seiten.models import Kommune
from tests.fassungen.gold import text_of
from tests.kernel.bauen import make_fassung
from tests.test_architecture import ROOT, SOURCES

READERS_OF_THE_BYTES = {"rules.py", "daten.py", "lesen.py", "akte.py"}
"""Who freezes, checks, attaches and hands on the frozen bytes, and who makes of them what all others read."""


def second(snapshot: dict[str, Any]) -> dict[str, Any]:
    snapshot["abschnitte"][0]["titel"] += " (2)"
    return snapshot


def third(snapshot: dict[str, Any]) -> dict[str, Any]:
    return {**snapshot, "neu": len(snapshot["abschnitte"])}


@pytest.fixture
def later() -> Iterator[Definition]:
    """The Leitbild as a program reads it that is two versions further."""
    today = definition("leitbild")
    newest = replace(
        today,
        version=today.version + 2,
        upgrades={**today.upgrades, today.version: second, today.version + 1: third},
        shape={"abschnitte": [{"titel": str}], "neu": int},
    )
    registry._definitions["leitbild"] = newest
    yield newest
    registry._definitions["leitbild"] = today


@pytest.mark.django_db
def test_frozen_content_says_its_version() -> None:
    assert make_fassung().snapshot["schema"] == definition("leitbild").version


@pytest.mark.django_db
def test_each_step_is_taken_on_reading_and_the_frozen_bytes_stay(request: pytest.FixtureRequest) -> None:
    frozen = make_fassung()
    later: Definition = request.getfixturevalue("later")
    fassung = Fassung.objects.get(pk=frozen.pk)

    read = lesen.inhalt(fassung)

    assert [read["schema"], read["abschnitte"][0]["titel"], read["neu"]] == [
        later.version,
        "Wir lernen in jedem Alter. (2)",
        1,
    ]
    assert fassung.snapshot == frozen.snapshot
    assert rules.verify(fassung)


@pytest.mark.django_db
def test_version_that_is_newer_than_the_program_is_not_read() -> None:
    fassung = make_fassung()
    fassung.snapshot = {**fassung.snapshot, "schema": 99}

    with pytest.raises(lesen.Unreadable):
        lesen.inhalt(fassung)

    assert Lesefehler.objects.get().fassung == fassung


def test_definition_without_an_upgrade_for_each_step_is_refused() -> None:
    with pytest.raises(AssertionError, match="one upgrade for each step"):
        replace(definition("leitbild"), version=7)


def test_nobody_but_the_reader_touches_the_frozen_bytes() -> None:
    touching = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"\.snapshot\b(?!\s+import|\()|snapshot__", path.read_text(encoding="utf-8"))
        and not re.search(r"\bimport\b.*\.snapshot", path.read_text(encoding="utf-8"))
    }

    assert touching == {f"bildungskommune/fassungen/{name}" for name in READERS_OF_THE_BYTES}


@pytest.mark.django_db
def test_print_names_the_kommune_and_its_foerderung_as_they_were() -> None:
    Kommune.objects.create(pk=1, name="Landkreis Alt", strasse="Am Markt 1", foerderhinweis="Gefördert vom Bund.")
    fassung = make_fassung()
    Kommune.objects.update(name="Landkreis Neu", foerderhinweis="Gefördert von der EU.")

    html = satz.html_fuer("druck/leitbild.html", print_context(Fassung.objects.get(pk=fassung.pk)))

    text = text_of(html)
    assert ["Landkreis Alt" in text, "Am Markt 1" in text, "Gefördert vom Bund." in text] == [True, True, True]
    assert ["Landkreis Neu" in text, "Gefördert von der EU." in text] == [False, False]
