import pytest

from bildungskommune.audit.models import Eintrag
from bildungskommune.werkbank import aendern, reihenfolge
from bildungskommune.werkbank.aendern import StillNeeded
from leitbild import drafting
from leitbild.models import Abschnitt
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_handlungsfeld,
    make_herleitung,
    make_konto,
    make_leitbild,
)

pytestmark = pytest.mark.django_db


def make_row(anzahl, **fields):
    leitbild = make_leitbild()
    return [make_abschnitt(leitbild=leitbild, position=n, titel=f"Satz {n}", **fields) for n in range(1, anzahl + 1)]


def titles(abschnitt):
    return [row.titel for row in drafting.siblings(abschnitt).order_by("position")]


def test_new_abschnitt_goes_to_the_end_under_a_free_name():
    leitbild = make_leitbild()
    by = make_konto()
    for _ in range(2):
        drafting.add_abschnitt(Abschnitt(leitbild=leitbild, art="leitsatz", titel="Kein Weg"), by=by)

    rows = leitbild.abschnitte.values_list("kennung", "position")

    assert list(rows) == [("kein-weg", 1), ("kein-weg-2", 2)]
    assert Eintrag.objects.filter(ereignis="abschnitt.angelegt", konto=by).count() == 2


def test_kennung_stays_when_the_title_changes():
    abschnitt = make_abschnitt(kennung="kein-weg", titel="Kein Weg")
    abschnitt.titel = "Jeder Weg"

    drafting.change_abschnitt(abschnitt, ["titel"], by=make_konto())

    abschnitt.refresh_from_db()
    assert (abschnitt.kennung, abschnitt.titel) == ("kein-weg", "Jeder Weg")


@pytest.mark.parametrize(
    ("wish", "order"),
    [
        ({"richtung": "hoch"}, ["Satz 2", "Satz 1", "Satz 3"]),
        ({"richtung": "runter"}, ["Satz 1", "Satz 3", "Satz 2"]),
        ({"position": "1"}, ["Satz 2", "Satz 1", "Satz 3"]),
        ({"position": "99"}, ["Satz 1", "Satz 3", "Satz 2"]),
        ({"position": "0"}, ["Satz 2", "Satz 1", "Satz 3"]),
        ({"position": "nach oben"}, ["Satz 1", "Satz 2", "Satz 3"]),
        ({}, ["Satz 1", "Satz 2", "Satz 3"]),
    ],
)
def test_rearrange(wish, order):
    _, middle, _ = make_row(3)

    reihenfolge.rearrange(middle, drafting.siblings(middle), wish, by=make_konto())

    assert titles(middle) == order


def test_first_cannot_go_further_up():
    first, _ = make_row(2)

    reihenfolge.rearrange(first, drafting.siblings(first), {"richtung": "hoch"}, by=make_konto())

    assert titles(first) == ["Satz 1", "Satz 2"]


def test_positions_are_counted_among_siblings_only():
    parent, other = make_row(2)
    children = [make_abschnitt(leitbild=parent.leitbild, uebergeordnet=parent, position=0) for _ in range(3)]

    reihenfolge.move_to(children[2], drafting.siblings(children[2]), 1, by=make_konto())

    assert [row.pk for row in drafting.siblings(children[0]).order_by("position")] == [
        children[2].pk,
        children[0].pk,
        children[1].pk,
    ]
    assert titles(parent) == [parent.titel, other.titel]


def test_tree_follows_parents():
    a, b = make_row(2)
    under = make_abschnitt(leitbild=a.leitbild, uebergeordnet=a, titel="Unter 1", position=9)

    zeilen = drafting.tree(a.leitbild.abschnitte.all())

    assert [(zeile.abschnitt.pk, zeile.ebene) for zeile in zeilen] == [(a.pk, 1), (under.pk, 2), (b.pk, 1)]


def test_abschnitt_cannot_go_under_itself_nor_to_a_fifth_level():
    first = make_abschnitt()
    chain = [first]
    for _ in range(3):
        chain.append(make_abschnitt(leitbild=first.leitbild, uebergeordnet=chain[-1]))
    other = make_abschnitt(leitbild=first.leitbild)

    assert drafting.possible_parents(first) == set()
    assert drafting.possible_parents(chain[2]) == {first.pk, chain[1].pk, other.pk}
    assert drafting.possible_parents(other) == {row.pk for row in chain[:3]}


def test_delete_takes_the_sources_along():
    abschnitt = make_abschnitt()
    make_herleitung(abschnitt, beitrag=make_beitrag())

    aendern.delete(abschnitt, by=make_konto())

    assert Abschnitt.objects.count() == 0
    assert Eintrag.objects.filter(ereignis="abschnitt.geloescht").count() == 1


def test_delete_is_refused_when_something_hangs_on_it():
    abschnitt = make_abschnitt(titel="Kein Weg", nr="2")
    make_ableitung(make_handlungsfeld(), abschnitt=abschnitt)
    make_abschnitt(leitbild=abschnitt.leitbild, uebergeordnet=abschnitt)

    with pytest.raises(StillNeeded) as refused:
        aendern.delete(abschnitt, by=make_konto())

    assert sorted(refused.value.hanging) == ["1 Ableitung", "1 Abschnitt"]
    assert str(refused.value).startswith("„Leitsatz 2: Kein Weg“ kann nicht gelöscht werden")
    assert Eintrag.objects.filter(ereignis="abschnitt.geloescht").count() == 0
