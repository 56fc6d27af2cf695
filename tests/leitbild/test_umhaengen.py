"""An Abschnitt is put under another one: where it stands then, and what stays as it was."""

import pytest

from bildungskommune.accounts.models import Konto
from leitbild import drafting
from leitbild.models import Abschnitt, Leitbild
from tests.factories import make_abschnitt, make_konto, make_leitbild

pytestmark = pytest.mark.django_db


@pytest.fixture
def leitbild() -> Leitbild:
    return make_leitbild()


@pytest.fixture
def by() -> Konto:
    return make_konto()


def put(abschnitt: Abschnitt, below: Abschnitt | None, by: Konto) -> None:
    abschnitt.uebergeordnet = below
    drafting.change_abschnitt(abschnitt, ["uebergeordnet"], by=by)


def below(leitbild: Leitbild, above: Abschnitt | None) -> list[str]:
    rows = Abschnitt.objects.filter(leitbild=leitbild, uebergeordnet=above).order_by("position")
    return list(rows.values_list("titel", flat=True))


def test_it_goes_to_the_end_of_its_new_siblings(leitbild: Leitbild, by: Konto) -> None:
    above = make_abschnitt(leitbild=leitbild, position=1, titel="Oben")
    for number in (1, 2):
        make_abschnitt(leitbild=leitbild, position=number, titel=f"Unten {number}", uebergeordnet=above)
    moved = make_abschnitt(leitbild=leitbild, position=2, titel="Neu")

    put(moved, above, by)

    assert below(leitbild, above) == ["Unten 1", "Unten 2", "Neu"]
    assert below(leitbild, None) == ["Oben"]


def test_it_comes_back_to_the_end_of_the_first_row(leitbild: Leitbild, by: Konto) -> None:
    above = make_abschnitt(leitbild=leitbild, position=1, titel="Oben")
    make_abschnitt(leitbild=leitbild, position=2, titel="Zweites")
    moved = make_abschnitt(leitbild=leitbild, position=1, titel="Unten", uebergeordnet=above)

    put(moved, None, by)

    assert below(leitbild, None) == ["Oben", "Zweites", "Unten"]


def test_its_name_stays_through_the_move(leitbild: Leitbild, by: Konto) -> None:
    above = make_abschnitt(leitbild=leitbild)
    moved = make_abschnitt(leitbild=leitbild, kennung="leitsatz-7", titel="Wir lernen.")

    put(moved, above, by)

    moved.refresh_from_db()
    assert (moved.kennung, moved.titel, moved.uebergeordnet) == ("leitsatz-7", "Wir lernen.", above)


def test_other_change_leaves_the_place_alone(leitbild: Leitbild, by: Konto) -> None:
    first, second = (make_abschnitt(leitbild=leitbild, position=number) for number in (1, 2))
    first.titel = "Anders"

    drafting.change_abschnitt(first, ["titel"], by=by)

    first.refresh_from_db()
    second.refresh_from_db()
    assert [first.position, second.position] == [1, 2]
