"""Texts compared by the names of their parts and paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.fassungen.textteile import Absatz, Teil
from bildungskommune.vergleich.gegenueber import Absatzvergleich, Zeile, Zelle, compare


def teil(kennung: str, *absaetze: tuple[str, str], titel: str = "") -> Teil:
    return Teil(kennung, titel or kennung, tuple(Absatz(*one) for one in absaetze))


def marked(zelle: Zelle) -> list[str]:
    """Write what a reader sees: [-struck out-] and {+come in+}, "~" before what was moved."""
    signs = {"": "{}", "weg": "[-{}-]", "neu": "{{+{}+}}"}
    return [
        "~" * one.verschoben + "".join(signs[stueck.was].format(stueck.worte) for stueck in one.stuecke)
        for one in zelle.absaetze
    ]


def words(zeilen: list[Zeile]) -> dict[str, list[str]]:
    return {zeile.kennung: [zelle.wort for zelle in zeile.zellen[1:]] for zeile in zeilen}


def test_changed_words_are_marked_and_the_rest_stays() -> None:
    old = teil("ls-1", ("a", "Wir lernen in jedem Alter und an vielen Orten."), ("b", "Das bleibt."))
    new = teil("ls-1", ("a", "Wir lernen in jedem Alter und an allen Orten."), ("b", "Das bleibt."))

    [zeile] = compare([[old], [new]])

    assert marked(zeile.zellen[1]) == [
        "Wir lernen in jedem Alter und an [-vielen -]{+allen +}Orten.",
        "Das bleibt.",
    ]
    assert marked(zeile.zellen[0]) == ["Wir lernen in jedem Alter und an vielen Orten.", "Das bleibt."]


def test_paragraph_with_nothing_in_common_is_struck_out_as_a_whole() -> None:
    [zeile] = compare([[teil("x", ("a", "Eins zwei drei."))], [teil("x", ("a", "Ganz anders hier."))]])

    assert marked(zeile.zellen[1]) == ["[-Eins zwei drei.\n-]{+Ganz anders hier.+}"]


def test_what_came_went_and_moved_is_named_and_stands_where_it_belongs() -> None:
    before = [teil("a"), teil("weg"), teil("b"), teil("c")]
    after = [teil("c"), teil("a"), teil("neu"), teil("b")]

    zeilen = compare([before, after])

    assert [zeile.kennung for zeile in zeilen] == ["c", "a", "weg", "neu", "b"]
    assert words(zeilen) == {
        "c": ["verschoben"],
        "a": ["gleich"],
        "weg": ["entfallen"],
        "neu": ["neu"],
        "b": ["gleich"],
    }


def test_moved_paragraph_keeps_its_words_and_the_others_are_not_marked() -> None:
    old = teil("x", ("1", "Erstens."), ("2", "Zweitens."), ("3", "Drittens."))
    new = teil("x", ("3", "Drittens."), ("1", "Erstens."), ("2", "Zweitens."))

    [zeile] = compare([[old], [new]])

    assert marked(zeile.zellen[1]) == ["~Drittens.", "Erstens.", "Zweitens."]
    assert zeile.zellen[1].wort == "geändert"


def test_paragraphs_that_were_only_counted_are_found_by_their_words() -> None:
    old = teil("x", ("absatz-1", "Das gab es."), ("absatz-2", "Das auch."))
    new = teil("x", ("absatz-1", "Ganz neu davor."), ("absatz-2", "Das gab es."), ("absatz-3", "Das auch."))

    [zeile] = compare([[old], [new]])

    assert marked(zeile.zellen[1]) == ["{+Ganz neu davor.+}", "Das gab es.", "Das auch."]


def test_each_of_three_is_compared_with_the_one_before() -> None:
    old, new = teil("a", ("1", "Alt.")), teil("b", ("1", "Neu."))

    zeilen = compare([[old], [], [old, new]])

    assert words(zeilen) == {"a": ["entfallen", "neu"], "b": ["fehlt", "neu"]}


Seite = list[tuple[str, list[tuple[str, str]]]]


def test_changed_title_is_shown_like_a_paragraph() -> None:
    [zeile] = compare(
        [[teil("x", ("1", "Bleibt."), titel="Orte finden")], [teil("x", ("1", "Bleibt."), titel="Orte öffnen")]]
    )

    assert marked(zeile.zellen[1]) == ["Orte [-finden-]{+öffnen+}", "Bleibt."]
    assert zeile.titel == "Orte öffnen"


TEXTS = st.text(st.sampled_from("abc \n"), min_size=1, max_size=12)
PARTS = st.lists(st.tuples(st.sampled_from("12345"), TEXTS), max_size=5, unique_by=lambda one: one[0])
SIDES = st.lists(st.tuples(st.sampled_from("pqrs"), PARTS), max_size=4, unique_by=lambda one: one[0])


@given(SIDES, SIDES)
def test_both_texts_can_be_read_out_of_the_comparison(left: Seite, right: Seite) -> None:
    zeilen = compare([[teil(name, *parts) for name, parts in side] for side in (left, right)])

    for side, dropped in ((0, "neu"), (1, "weg")):
        read = {
            zeile.kennung: sorted(filter(None, (_without(one, dropped).strip() for one in zeile.zellen[1].absaetze)))
            for zeile in zeilen
        }
        assert {name: read[name] for name, _ in (left, right)[side]} == {
            name: sorted(filter(None, (text.strip() for _, text in parts))) for name, parts in (left, right)[side]
        }


def _without(absatz: Absatzvergleich, dropped: str) -> str:
    return "".join(one.worte for one in absatz.stuecke if one.was != dropped)
