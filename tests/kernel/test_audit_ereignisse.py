"""Every event that the code notes has a sentence, found by reading the code itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from bildungskommune.audit.models import Eintrag
from bildungskommune.audit.saetze import ALLGEMEIN, SONST, in_words, sentence, wortlaute
from bildungskommune.lifecycle import MitStatus

ROOT = Path(__file__).parents[2]
PACKAGES = ("bildungskommune", "workshops", "leitbild", "konzept", "massnahmen")
EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
NO_EVENT = {"urls", "urls_staff", "json", "css"}
KINDS = {model._meta.model_name for model in apps.get_models()} | {"karte", "punkte", "anmeldungen"}
STATES = [(model, state) for model in apps.get_models() if issubclass(model, MitStatus) for state in model.STATUS]


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.name != "audit.py" and "migrations" not in path.parts:
                yield path


def named_events() -> set[str]:
    """Collect the texts that name an event: a kind of thing, a point and what was done."""
    texts = {
        node.value
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    parted = {text: text.split(".") for text in texts if EVENT.fullmatch(text)}
    return {text for text, (kind, word) in parted.items() if kind in KINDS and word not in NO_EVENT}


def words_after_any_kind() -> set[str]:
    """Collect what is done to things of every kind: f"{model_name}.status"."""
    found = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and len(node.values) == 2 and isinstance(node.values[1], ast.Constant):
                word = str(node.values[1].value)
                if re.fullmatch(r"\.[a-z_]+", word) and "model_name" in ast.unparse(node.values[0]):
                    found.add(word[1:])
    return found


def test_code_notes_the_events_we_think_of() -> None:
    """Keep the search itself honest: it finds what is certainly there."""
    assert {"beitrag.eingereicht", "konto.deaktiviert", "massnahme.sachstand", "karte.gelegt"} <= named_events()
    assert {"status", "angelegt", "geaendert", "geloescht"} <= words_after_any_kind()


@pytest.mark.parametrize("ereignis", sorted(named_events()))
def test_event_has_a_sentence(ereignis: str) -> None:
    assert sentence(ereignis) != SONST


@pytest.mark.parametrize("word", sorted(words_after_any_kind()))
def test_what_is_done_to_every_kind_has_a_sentence(word: str) -> None:
    assert word in ALLGEMEIN


def test_no_event_is_told_in_two_ways() -> None:
    told = [one.ereignis for one in wortlaute.collect()]

    assert sorted(told) == sorted(set(told))


@pytest.mark.parametrize("satz", sorted({*ALLGEMEIN.values(), SONST, *(one.satz for one in wortlaute.collect())}))
def test_sentence_says_who_has_done_what_to_which_thing(satz: str) -> None:
    told = satz.format(was="die Karte", stand="offen", getan="eingetragen")

    assert told.startswith("hat ")
    assert "die Karte" in told
    assert "{" not in told


@pytest.mark.parametrize(("model", "state"), STATES, ids=[f"{model.__name__}-{state}" for model, state in STATES])
def test_state_is_called_as_its_model_calls_it(model: type[MitStatus], state: str) -> None:
    eintrag = Eintrag(
        ereignis=f"{model._meta.model_name}.status",
        objekt_art=model._meta.label_lower,
        objekt_name="Spätbus",
        angaben={"von": "alt", "nach": str(state)},
    )

    (one,) = in_words([eintrag])

    assert one.satz.endswith(f"auf „{dict(model.STATUS.choices)[str(state)]}“ gesetzt")


def test_braces_in_a_name_are_only_signs() -> None:
    eintrag = Eintrag(ereignis="alt.geaendert", objekt_art="alt.modell", objekt_name="{was} {stand} {0}", angaben={})

    assert in_words([eintrag])[0].satz == "hat {was} {stand} {0} geändert"
