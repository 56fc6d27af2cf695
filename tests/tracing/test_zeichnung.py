import pytest

from bildungskommune.tracing.faden import Faltung, Schritt, Station, Vorrat, Weg
from bildungskommune.tracing.stationen import by_stage, fold
from bildungskommune.tracing.zeichnung import draw
from leitbild.models import Abschnitt
from massnahmen.models import Massnahme


def steps(*kinds: type[Abschnitt] | type[Massnahme]) -> list[Schritt]:
    made = [kind(pk=pk, titel=str(pk)) for pk, kind in enumerate(kinds, start=1)]
    return [step(one, "", one.pk) for one in made]


def step(knoten: Abschnitt | Massnahme, grund: str, tiefe: int) -> Schritt:
    key = (knoten._meta.label_lower, knoten.pk)
    return Schritt(key, grund, tiefe, Vorrat({key: knoten}))


def test_line_is_dashed_only_before_the_first_that_is_planned() -> None:
    arten = ["gut", "laeuft", "offen", "offen"]

    drawn = draw([Station(art, stand_art=art) for art in arten])

    assert [one.klasse for one in drawn] == [
        "",
        "faden__knoten--laeuft faden__knoten--vor-offen",
        "faden__knoten--offen",
        "faden__knoten--offen",
    ]


def test_full_knot_before_a_planned_one_begins_the_dashes() -> None:
    assert [one.klasse for one in draw([Station("a"), Station("b", stand_art="offen")])] == [
        "faden__knoten--vor-offen",
        "faden__knoten--offen",
    ]


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw([]) == []


@pytest.mark.parametrize(
    ("rest", "folded"),
    [([], Faltung([1], [])), ([2], Faltung([1, 2])), ([2, 3], Faltung([1], [2, 3], "Alle 3"))],
)
def test_fold_hides_at_least_two(rest: list[int], folded: Faltung[int]) -> None:
    assert fold([1], rest, "Alle 3") == folded


def test_few_steps_of_a_stage_are_all_shown_stage_by_stage() -> None:
    first, second, third = steps(Massnahme, Abschnitt, Massnahme)

    assert by_stage([first, second, third], Weg()) == [Faltung([second]), Faltung([first, third])]


def test_of_many_steps_those_on_the_way_are_shown() -> None:
    alle = steps(*[Abschnitt] * 6)

    (found,) = by_stage(alle, Weg((alle[3], alle[1])))

    assert found.gezeigt == [alle[3], alle[1]]
    assert found.rest == [alle[0], alle[2], alle[4], alle[5]]
    assert found.wort == "4 weitere zeigen"


def test_of_many_steps_beside_the_way_the_nearest_is_shown() -> None:
    alle = steps(*[Abschnitt] * 5)

    (found,) = by_stage(alle[::-1], Weg())

    assert (found.gezeigt, found.alle) == ([alle[0]], alle)


def test_step_shows_what_its_knoten_says_of_itself() -> None:
    massnahme = Massnahme(pk=1, kennung="m-14", nr="14", titel="Spätbus", status="verzoegert")

    found = step(massnahme, "Dient dem Ziel.", 2)

    assert (found.art, found.titel, found.stufe, found.stand) == ("Maßnahme 14", "Spätbus", 4, "verzögert")
    assert found.stand_art == "warten"
    assert found.url == massnahme.get_absolute_url()


def test_empty_way_has_no_ends() -> None:
    weg = Weg()

    assert (list(weg), len(weg), weg.anfang, weg.ende, weg.stufe) == ([], 0, None, None, 0)
