"""What each role may do at all: one table for the whole portal, so that a changed word in a rule is seen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from bildungskommune.accounts import rollen
from bildungskommune.accounts.models import Konto
from konzept import access as of_konzept
from leitbild import access as of_leitbild
from massnahmen import access as of_massnahmen
from tests.factories import make_konto, make_massnahme, make_stelle, make_workshop
from workshops import access_staff as of_workshops

pytestmark = pytest.mark.django_db

ROLES = ("anonym", "stabsstelle", "leitung", "fachamt", "moderation")
OFFICE, READERS = {"stabsstelle"}, {"stabsstelle", "leitung"}

MAY: dict[str, tuple[Callable[[Any], bool], set[str]]] = {
    "work here": (rollen.works_here, set(ROLES) - {"anonym"}),
    "be the office": (rollen.is_stabsstelle, OFFICE),
    "read all": (rollen.may_read_all, READERS),
    "be the Leitung": (rollen.is_leitung, {"leitung"}),
    "be a Moderation": (rollen.is_moderation, {"moderation"}),
    "be a Fachamt": (rollen.is_fachamt, {"fachamt"}),
    "open the workshops": (of_workshops.may_open, {*READERS, "moderation"}),
    "plan workshops": (of_workshops.may_edit, OFFICE),
    "open the Leitbild": (of_leitbild.may_open, READERS),
    "write the Leitbild": (of_leitbild.may_edit, OFFICE),
    "open the Konzept": (of_konzept.may_open, READERS),
    "write the Konzept": (of_konzept.may_edit, OFFICE),
    "open the measures": (of_massnahmen.may_open, {*READERS, "fachamt"}),
    "plan measures": (of_massnahmen.may_edit, OFFICE),
}


def person(rolle: str) -> Konto | AnonymousUser:
    return AnonymousUser() if rolle == "anonym" else make_konto(rolle=rolle, stelle=make_stelle())


@pytest.mark.parametrize("rolle", ROLES)
@pytest.mark.parametrize("what", MAY)
def test_role_may_do_what_the_table_says(what: str, rolle: str) -> None:
    may, roles = MAY[what]

    assert may(person(rolle)) is (rolle in roles)


def test_every_role_of_an_account_stands_in_the_table() -> None:
    assert set(Konto.Rolle.values) == set(ROLES) - {"anonym"}


@pytest.mark.parametrize("rolle", ROLES)
@pytest.mark.parametrize("own", [True, False])
def test_progress_is_reported_by_the_office_and_by_the_unit_in_the_lead(rolle: str, own: bool) -> None:
    user: Any = person(rolle)
    stelle = user.stelle if own and rolle != "anonym" else make_stelle()
    massnahme = make_massnahme(federfuehrung=stelle)

    may = rolle == "stabsstelle" or (rolle == "fachamt" and own)
    assert of_massnahmen.may_report(user, massnahme) is may


@pytest.mark.parametrize("rolle", ROLES)
def test_measure_without_a_lead_belongs_to_no_unit(rolle: str) -> None:
    """An account without a Stelle must not lead what nobody leads."""
    user: Any = AnonymousUser() if rolle == "anonym" else make_konto(rolle=rolle)
    massnahme = make_massnahme(federfuehrung=None, oeffentlich=False)

    assert of_massnahmen.may_report(user, massnahme) is (rolle == "stabsstelle")
    assert (massnahme in of_massnahmen.in_hand(user)) is (rolle in READERS)


@pytest.mark.parametrize("rolle", ROLES[1:])
def test_role_may_work_on_a_wall_by_being_named_only_as_a_moderation(rolle: str) -> None:
    workshop, konto = make_workshop(), make_konto(rolle=rolle)
    before = of_workshops.may_work_cards(konto, workshop)
    workshop.moderation.add(konto)

    assert before is (rolle == "stabsstelle")
    assert of_workshops.may_work_cards(konto, workshop) is (rolle in {"stabsstelle", "moderation"})
