import pytest

from massnahmen import links
from tests.factories import make_massnahme
from tests.massnahmen.builders import make_verbindung

pytestmark = pytest.mark.django_db

WORTE = [
    ("ergaenzt", "ergänzt", "wird ergänzt durch"),
    ("voraussetzung", "ist Voraussetzung für", "setzt diese voraus"),
    ("baut_auf", "baut auf", "ist Grundlage für"),
    ("ersetzt", "ersetzt", "wird ersetzt durch"),
    ("verwandt", "verwandt mit", "verwandt mit"),
]


@pytest.mark.parametrize(("art", "hin", "her"), WORTE)
def test_link_is_stored_once_and_read_from_both_sides(art, hin, her):
    a, b = make_massnahme(), make_massnahme()
    make_verbindung(a, b, art=art)

    from_a, from_b = links.neighbours(a), links.neighbours(b)

    assert [(n.wort, n.massnahme) for n in from_a] == [(hin, b)]
    assert [(n.wort, n.massnahme) for n in from_b] == [(her, a)]


def test_neighbour_that_is_not_public_is_named_in_the_office_only():
    a, b = make_massnahme(), make_massnahme(oeffentlich=False)
    make_verbindung(a, b)

    assert links.neighbours(a) == []
    assert [n.massnahme for n in links.neighbours(a, oeffentlich=False)] == [b]


def test_neighbours_of_many_are_one_query(django_assert_num_queries):
    rows = [make_massnahme() for _ in range(10)]
    for other in rows[1:]:
        make_verbindung(rows[0], other)

    with django_assert_num_queries(1):
        found = links.neighbours_of([row.pk for row in rows])

    assert {pk: len(neighbours) for pk, neighbours in found.items()} == {
        rows[0].pk: 9,
        **{row.pk: 1 for row in rows[1:]},
    }


def test_every_wording_of_a_link_leads_back_to_itself():
    a, b = make_massnahme(), make_massnahme()

    for choice, wort in links.choices():
        verbindung = links.link(a, b, choice)
        verbindung.save()
        assert [n.wort for n in links.neighbours(a)] == [wort]
        verbindung.delete()
