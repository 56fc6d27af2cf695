"""The two guards of every view: who gets through, who is asked to log in, who is refused, and in which order."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from bildungskommune.access import Guarded, Request, allow, load
from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.rollen import (
    Nutzer,
    is_fachamt,
    is_moderation,
    is_stabsstelle,
    may_read_all,
    works_here,
)
from bildungskommune.akteure.models import Gremium
from tests.factories import make_gremium

ASKED = "/ein/ort/?seite=2&q=b%C3%BCro"
LOGIN = "/konto/login/?next=/ein/ort/%3Fseite%3D2%26q%3Db%25C3%25BCro"
ROLES = ["anonym", *Konto.Rolle.values]


def person(role: str) -> Nutzer:
    return AnonymousUser() if role == "anonym" else Konto(pk=1, rolle=role, name="Jana Muster")


def ask(view: Guarded, role: str, method: str = "GET", **kwargs: Any) -> str:
    """Return what this person meets: the words of the page, where to log in, or the number of the refusal."""
    request = RequestFactory().generic(method, ASKED)
    request.user = person(role)
    try:
        answer = view(request, **kwargs)
    except PermissionDenied:
        return "403"
    except Http404:
        return "404"
    assert isinstance(answer, HttpResponse)
    return answer.headers.get("Location", answer.content.decode())


@allow(is_stabsstelle)
def desk(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Say what arrives."""
    return HttpResponse(f"Pult {kwargs}" if kwargs else "Pult")


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "DELETE"])
def test_allowed_person_gets_through_with_any_method(method: str) -> None:
    assert ask(desk, "stabsstelle", method) == "Pult"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_stranger_is_sent_to_the_login_and_from_there_back(method: str) -> None:
    assert ask(desk, "anonym", method) == LOGIN


@pytest.mark.parametrize("role", ["moderation", "fachamt", "leitung"])
def test_person_with_another_role_is_refused(role: str) -> None:
    assert ask(desk, role) == "403"


def test_view_gets_what_stands_in_the_address() -> None:
    assert ask(desk, "stabsstelle", nr=3) == "Pult {'nr': 3}"


def test_guarded_view_keeps_its_name() -> None:
    assert (desk.__name__, desk.__doc__) == ("desk", "Say what arrives.")


def only_public(user: Nutzer) -> Any:
    """Let those who work here know of everything, others only of what has no secret."""
    found = Gremium.objects.all()
    return found if works_here(user) else found.exclude(kurzname="geheim")


def show(request: Request, gremium: Gremium, **kwargs: object) -> HttpResponse:
    assert request.user is not None
    return HttpResponse(f"{gremium} {kwargs}" if kwargs else gremium.name)


def stab_may(user: Nutzer, thing: Gremium) -> bool:
    return is_stabsstelle(user) and thing.name != "zu"


@pytest.fixture
def gremien(db: None) -> dict[str, Gremium]:
    return {
        "offen": make_gremium(kennung="offen", name="offen"),
        "geheim": make_gremium(kennung="geheim", name="geheim", kurzname="geheim"),
        "zu": make_gremium(kennung="zu", name="zu"),
    }


# What a person meets who asks for: what all may know of, what only people of the office may know of,
# what nobody may touch, and what is not there.
MEETS = {
    "anonym": [LOGIN, "404", LOGIN, "404"],
    "stabsstelle": ["offen", "geheim", "403", "404"],
    "moderation": ["403", "403", "403", "404"],
    "fachamt": ["403", "403", "403", "404"],
    "leitung": ["403", "403", "403", "404"],
}


@pytest.mark.parametrize("role", ROLES)
def test_what_you_may_not_know_of_is_missing_before_anything_is_refused(role: str, gremien: dict[str, Gremium]) -> None:
    view = load(only_public, may=stab_may)(show)

    met = [ask(view, role, pk=gremien[name].pk) for name in ("offen", "geheim", "zu")]

    assert [*met, ask(view, role, pk=0)] == MEETS[role]


@pytest.mark.parametrize("role", ROLES)
def test_without_a_rule_everybody_sees_what_he_may_know_of(role: str, gremien: dict[str, Gremium]) -> None:
    view = load(only_public)(show)

    assert ask(view, role, pk=gremien["offen"].pk) == "offen"
    assert ask(view, role, pk=gremien["geheim"].pk) == ("404" if role == "anonym" else "geheim")


def test_thing_is_found_by_the_field_of_the_address(gremien: dict[str, Gremium]) -> None:
    view = load(only_public, by="kennung")(show)

    assert ask(view, "stabsstelle", kennung="geheim") == "geheim"
    assert ask(view, "stabsstelle", kennung="GEHEIM") == "404"
    assert ask(view, "stabsstelle", kennung="offen", seite=2) == "offen {'seite': 2}"


@pytest.mark.parametrize(
    ("inner", "outer", "met"),
    [
        (load(only_public), allow(is_stabsstelle), [LOGIN, "403", "404"]),
        (allow(is_stabsstelle), load(only_public), ["404", "404", "404"]),
    ],
    ids=["allow before load", "load before allow"],
)
def test_outer_guard_speaks_first(
    inner: Callable[[Any], Guarded], outer: Callable[[Any], Guarded], met: list[str], gremien: dict[str, Gremium]
) -> None:
    view = outer(inner(show))

    assert [ask(view, role, pk=0) for role in ("anonym", "leitung", "stabsstelle")] == met


def test_refused_person_costs_no_look_into_the_database(django_assert_num_queries: Any, db: None) -> None:
    view = allow(is_stabsstelle)(load(only_public)(show))

    with django_assert_num_queries(0):
        assert ask(view, "leitung", pk=1) == "403"


@pytest.mark.parametrize(
    ("may", "those"),
    [
        (works_here, {"stabsstelle", "moderation", "fachamt", "leitung"}),
        (is_stabsstelle, {"stabsstelle"}),
        (may_read_all, {"stabsstelle", "leitung"}),
        (is_moderation, {"moderation"}),
        (is_fachamt, {"fachamt"}),
    ],
)
def test_each_rule_names_its_roles(may: Callable[[Nutzer], bool], those: set[str]) -> None:
    assert {role for role in ROLES if may(person(role))} == those
