"""The thread in a snapshot: each step once, a few of each kind, and the way back to lists with addresses."""

import json
from typing import Any

import pytest

from bildungskommune.tracing.faden import Schritt, Vorrat
from bildungskommune.tracing.registry import address_of
from bildungskommune.tracing.snapshot import Sammlung, unfold
from konzept.models import Strategie, Ziel
from massnahmen.models import Sachstand
from tests.factories import make_sachstand, make_strategie, make_workshop
from tests.tracing.faden import make_faden
from workshops.models import Projektskizze


class Karte:
    """A Knoten without a database."""

    def __init__(self, nr: int, art: str = "Karte") -> None:
        self.faden_art, self.faden_titel, self.faden_kennung = art, f"Nr. {nr}", f"k-{nr}"
        self.faden_stand = ("", "")


def steps(*arten: str, begruendet: frozenset[int] = frozenset()) -> list[Schritt]:
    known: Any = {("tests.karte", nr): Karte(nr, art) for nr, art in enumerate(arten)}
    return [Schritt(key, "Weil." if key[1] in begruendet else "", key[1], Vorrat(known)) for key in known]


def titles(sammlung: Sammlung, said: dict[str, Any]) -> list[str]:
    return [sammlung.steps[place]["titel"] for place in said["schritte"]]


def test_step_that_two_things_have_is_kept_once() -> None:
    sammlung = Sammlung()
    way = steps("Karte", "Thema")

    said = [sammlung.add(way), sammlung.add(way[1:])]

    assert said == [{"schritte": [0, 1], "weitere": {}}, {"schritte": [1], "weitere": {}}]
    assert len(sammlung.steps) == 2


def test_few_of_each_kind_are_named_and_the_rest_is_counted() -> None:
    sammlung = Sammlung(je_art=2)

    said = sammlung.add(steps("Leitsatz 1", "Karte", "Leitsatz 2", "Karte", "Leitsatz 3", "Karte", "Karte"))

    assert titles(sammlung, said) == ["Nr. 0", "Nr. 1", "Nr. 2", "Nr. 3"]
    assert said["weitere"] == {"Leitsatz": 1, "Karte": 2}


def test_what_has_a_begruendung_is_named_before_what_is_nearer() -> None:
    sammlung = Sammlung(je_art=2)

    said = sammlung.add(steps("Karte", "Karte", "Karte", "Karte", begruendet=frozenset({3})))

    assert titles(sammlung, said) == ["Nr. 0", "Nr. 3"]


def test_unfolded_list_knows_how_many_there_are() -> None:
    sammlung = Sammlung(je_art=1)
    said = sammlung.add(steps("Karte", "Karte", "Karte"))
    snapshot = json.loads(json.dumps({"things": [{"herkunft": said}], "faden": sammlung.steps}))
    snapshot["faden"][0]["adresse"] = {"art": "pfad", "kennung": "/x/"}

    herkunft = unfold(snapshot)["things"][0]["herkunft"]

    assert [(step["titel"], step["url"]) for step in herkunft] == [("Nr. 0", "/x/")]
    assert herkunft.gesamt == 3


@pytest.mark.django_db
def test_address_made_of_a_kennung_is_that_of_the_thing() -> None:
    faden = make_faden()
    things: list[Any] = [faden.karte, faden.thema, faden.leitsatz, faden.feld, faden.ziel, faden.massnahme]
    things += [make_sachstand(faden.massnahme), make_strategie()]
    things.append(Projektskizze.objects.create(workshop=make_workshop(), kennung="p", titel="Rufbus"))

    made = [address_of(type(thing).__name__.lower(), thing.faden_kennung) for thing in things]

    assert made == [thing.get_absolute_url() for thing in things]
    assert {type(thing) for thing in things} >= {Sachstand, Strategie, Ziel}


def test_kennung_that_fits_no_address_has_none() -> None:
    assert [address_of("thema", "a b"), address_of("beitrag", ""), address_of("ziel", "hf-1")] == ["", "", ""]


def test_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        address_of("stern", "x")
