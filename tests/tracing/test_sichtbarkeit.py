"""Nothing that is not public shows on the thread of strangers, from whatever end they look; the desk sees all of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.tracing.netz import netz
from tests.factories import make_beitrag, make_sachstand, make_thema, make_zuordnung
from tests.tracing.faden import Faden, make_faden
from workshops.models import Beitrag, Reihe, Thema
from workshops.models.enums import BeitragStatus

pytestmark = pytest.mark.django_db

CHAIN = ("karte", "thema", "leitsatz", "feld", "ziel", "massnahme")
WORDS = {
    "karte": "Der letzte Bus fährt um vier.",
    "thema": "Abendfahrten",
    "leitsatz": "Kein Weg ist zu weit.",
    "feld": "Erreichbare Orte",
    "ziel": "Alle kommen heim",
    "massnahme": "Spätbus",
}


def hide_card(faden: Faden) -> None:
    Beitrag.objects.filter(pk=faden.karte.pk).update(status=BeitragStatus.NICHT_OEFFENTLICH)


def hide_thema(faden: Faden) -> None:
    """The Thema moves to a Reihe that is not public."""
    hidden = Reihe.objects.create(kennung="intern", titel="Intern", oeffentlich=False)
    Thema.objects.filter(pk=faden.thema.pk).update(reihe=hidden)


def hide(name: str, field: str) -> Callable[[Faden], None]:
    def hidden(faden: Faden) -> None:
        thing = getattr(faden, name)
        type(thing).objects.filter(pk=thing.pk).update(**{field: False})

    return hidden


HIDE: dict[str, Callable[[Faden], None]] = {
    "karte": hide_card,
    "thema": hide_thema,
    "leitsatz": hide("leitsatz", "veroeffentlicht"),
    "feld": hide("feld", "veroeffentlicht"),
    "ziel": hide("ziel", "veroeffentlicht"),
    "massnahme": hide("massnahme", "oeffentlich"),
}


def names_of(faden: Faden, steps: Any) -> set[str]:
    known = {getattr(faden, name): name for name in CHAIN}
    return {known[step.knoten] for step in steps if step.knoten in known}


@pytest.mark.parametrize("hidden", CHAIN)
def test_thread_forward_ends_before_what_is_hidden(hidden: str) -> None:
    faden = make_faden()
    HIDE[hidden](faden)
    faden.karte.refresh_from_db()

    forward = names_of(faden, netz([faden.karte], "wohin").schritte(faden.karte))

    # Who holds the code of a hidden card may see what became of it; the card itself is no step.
    reached = CHAIN[1:] if hidden == "karte" else CHAIN[1 : CHAIN.index(hidden)]
    assert forward == set(reached)


@pytest.mark.parametrize("hidden", CHAIN)
def test_thread_backward_ends_before_what_is_hidden(hidden: str) -> None:
    faden = make_faden()
    HIDE[hidden](faden)

    backward = names_of(faden, netz([faden.massnahme], "woher").schritte(faden.massnahme))

    reached = CHAIN[:-1] if hidden == "massnahme" else CHAIN[CHAIN.index(hidden) + 1 : -1]
    assert backward == set(reached)


@pytest.mark.parametrize("hidden", CHAIN)
def test_desk_sees_the_whole_thread_whatever_is_hidden(hidden: str) -> None:
    faden = make_faden()
    HIDE[hidden](faden)

    forward = names_of(faden, netz([faden.karte], "wohin", oeffentlich=False).schritte(faden.karte))
    backward = names_of(faden, netz([faden.massnahme], "woher", oeffentlich=False).schritte(faden.massnahme))

    assert (forward, backward) == (set(CHAIN[1:]), set(CHAIN[:-1]))


PUBLIC_PAGES: dict[str, Callable[[Faden], str]] = {
    "karte": lambda faden: faden.karte.get_absolute_url(),
    "thema": lambda faden: faden.thema.get_absolute_url(),
    "massnahme": lambda faden: faden.massnahme.get_absolute_url(),
    "start": lambda faden: "/",
    "search for the measure": lambda faden: f"{reverse('suche')}?q=sp%C3%A4tbus",
    "search for the sentence": lambda faden: f"{reverse('suche')}?q=kein+weg",
    "list of measures": lambda faden: reverse("massnahme-list"),
    "list of cards": lambda faden: reverse("beitrag-list"),
}


@pytest.mark.parametrize("hidden", CHAIN)
@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_no_public_page_says_the_words_of_what_is_hidden(page: str, hidden: str) -> None:
    faden = make_faden()
    make_sachstand(faden.massnahme, text="Läuft gut.")
    Thema.objects.filter(pk=faden.thema.pk).update(titel=WORDS["thema"])
    HIDE[hidden](faden)

    response = Client().get(PUBLIC_PAGES[page](faden))

    own = page == hidden == "karte"  # its code opens a card in any state
    assert (WORDS[hidden] in response.content.decode()) is own


def test_card_of_a_hidden_reihe_is_no_source_that_strangers_see() -> None:
    faden = make_faden()
    Reihe.objects.filter(pk=faden.karte.reihe_id).update(oeffentlich=False)
    faden.leitsatz.herleitungen.create(beitrag=faden.karte, begruendung="Weil es dort steht.")

    backward = names_of(faden, netz([faden.massnahme], "woher").schritte(faden.massnahme))

    assert backward == {"leitsatz", "feld", "ziel"}
    assert WORDS["karte"] not in Client().get(faden.massnahme.get_absolute_url()).content.decode()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_thread_of_themen_inside_each_other_ends_and_gives_each_once(pairs: list[tuple[int, int]]) -> None:
    """Whatever stands inside whatever, also in a circle that a form would have refused."""
    themen = [make_thema() for _ in range(6)]
    reihe = themen[0].reihe
    reihe.oeffentlich = True
    reihe.save()
    for child, parent in pairs:
        if child != parent:
            Thema.objects.filter(pk=themen[child].pk).update(uebergeordnet=themen[parent], reihe=reihe)
    card = make_beitrag(reihe=reihe)
    make_zuordnung(themen[0], card)

    steps = netz([card], "wohin").schritte(card)

    reached = [step.knoten for step in steps]
    assert len(reached) == len(set(reached))
    assert all(step.tiefe >= 1 for step in steps)
