"""Every public form: how often it is taken, what its page keeps when it is not, and that it needs no cookie first."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bildungskommune.portal import limits as of_the_portal
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Barrieremeldung
from bildungskommune.throttle import Limit
from tests.conftest import forget_rings
from tests.factories import make_anmeldung, make_beitrag, make_workshop
from tests.lesen import words
from workshops import limits as of_the_workshops
from workshops.models import Anmeldung, Beitrag

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Public:
    """A form that anybody may send: its address, something good for it, where its limit stands, what it makes."""

    address: Callable[[], str]
    good: dict[str, str]
    other: dict[str, str]
    """What to type instead the second time, so that it is a form of its own."""
    limit: tuple[ModuleType, str]
    made: Callable[[], int]


def of_a_person(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=(make_anmeldung().token,))


def of_a_workshop(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=(make_workshop().slug,))


PERSON = {"name": "Jana Muster", "email": "jana@kita.example", "einrichtung": "Kita Wald", "verpflegung": "vegan"}
FORMS = {
    "report of a barrier": Public(
        lambda: reverse("barriere-melden"),
        {"beschreibung": "Der Kontrast ist zu gering.", "seite": "/leitbild/"},
        {"beschreibung": "Das Menü geht nicht auf."},
        (of_the_portal, "REPORTS"),
        Barrieremeldung.objects.count,
    ),
    "registration": Public(
        of_a_workshop("anmeldung-new"),
        PERSON,
        {"name": "Tom Muster"},
        (of_the_workshops, "REGISTRATIONS"),
        Anmeldung.objects.count,
    ),
    "contribution": Public(
        of_a_workshop("beitrag-new"),
        {"text": "Der Bus fährt nicht.", "autor_name": "Jana"},
        {"text": "Mehr Radwege."},
        (of_the_workshops, "CONTRIBUTIONS"),
        Beitrag.objects.count,
    ),
    "changed wishes": Public(
        of_a_person("anmeldung-aendern"),
        {**PERSON, "telefon": "03904 17"},
        {"telefon": "03904 18"},
        (of_the_workshops, "CHANGES"),
        lambda: Anmeldung.objects.filter(telefon="03904 17").count(),
    ),
    "substitute": Public(
        of_a_person("anmeldung-vertretung"),
        {"name": "Tom Muster", "email": "tom@kita.example"},
        {"name": "Eva Muster"},
        (of_the_workshops, "REGISTRATIONS"),
        lambda: Anmeldung.objects.filter(vertretung="Tom Muster").count(),
    ),
    "cancelling": Public(
        of_a_person("anmeldung-stornieren"),
        {},
        {"noch": "einmal"},
        (of_the_workshops, "CHANGES"),
        lambda: Anmeldung.objects.filter(status="storniert").count(),
    ),
}


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()


@pytest.fixture(params=FORMS)
def public(request: pytest.FixtureRequest) -> Public:
    return FORMS[request.param]


def only_once(public: Public, monkeypatch: pytest.MonkeyPatch) -> None:
    module, name = public.limit
    monkeypatch.setattr(module, name, Limit(f"probe-{name.lower()}", 1, 600))


def test_form_is_taken_from_a_browser_without_a_cookie(public: Public) -> None:
    url, before = public.address(), public.made()

    response = Client().post(url, public.good)

    assert response.status_code == 302
    assert public.made() == before + 1
    assert dict(response.cookies) == {}


def test_form_over_its_limit_is_not_taken_and_shows_what_was_typed(
    public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_once(public, monkeypatch)
    url = public.address()
    Client().post(url, public.good)
    made, mails = public.made(), Mail.objects.count()
    typed = {**public.good, **public.other}

    response = Client().post(url, typed)

    page = lxml.html.fromstring(response.content.decode())
    hidden = {field.get("name"): field.get("value") for field in page.xpath("//input[@type='hidden']")}
    assert response.status_code == 429
    assert "no-store" in response.headers["Cache-Control"]
    assert {name: hidden.get(name) for name in typed} == typed
    assert (public.made(), Mail.objects.count()) == (made, mails)
    assert "Bitte versuchen Sie es ab" in words(page)


def test_form_over_its_limit_can_still_be_read(public: Public, monkeypatch: pytest.MonkeyPatch) -> None:
    only_once(public, monkeypatch)
    url = public.address()
    Client().post(url, public.good)

    assert Client().get(url).status_code == 200


def test_another_sender_is_not_kept_out(public: Public, monkeypatch: pytest.MonkeyPatch) -> None:
    only_once(public, monkeypatch)
    url = public.address()
    Client(REMOTE_ADDR="192.0.2.1").post(url, public.good)

    response = Client(REMOTE_ADDR="192.0.2.2").post(url, {**public.good, **public.other})

    assert response.status_code in {302, 422}


def test_same_form_sent_again_counts_once_and_makes_one(public: Public) -> None:
    """A double click reaches the server twice."""
    url, before = public.address(), public.made()
    data = {**public.good, "absendung": "x" * 22}

    first, second = Client().post(url, data), Client().post(url, data)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert public.made() == before + 1


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml"])
def test_other_kind_of_body_than_a_form_makes_nothing(public: Public, kind: str) -> None:
    url, before = public.address(), public.made()

    response = Client().post(url, '{"name": "Jana"}', content_type=kind)

    # Cancelling has nothing to type: the empty form is the whole of it.
    is_cancelling = not public.good
    assert response.status_code == (302 if is_cancelling else 422)
    assert public.made() == before + int(is_cancelling)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_method_is_refused(public: Public, method: str) -> None:
    url, before = public.address(), public.made()

    response: Any = getattr(Client(), method)(url)

    assert (response.status_code, public.made()) == (405, before)


CODE_PAGES: dict[str, Callable[[str], str]] = {
    "beitrag": lambda code: reverse("beitrag", args=(code,)),
    "beitrag-danke": lambda code: reverse("beitrag-danke", args=(code,)),
    "beitrag-foto": lambda code: reverse("beitrag-foto", args=(code,)),
    "beitrag-suchen": lambda code: f"{reverse('beitrag-suchen')}?code={code}",
}


@pytest.mark.parametrize("page", CODE_PAGES)
@pytest.mark.parametrize("guessed_at", CODE_PAGES)
def test_guessing_codes_at_one_page_closes_all_of_them(
    guessed_at: str, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_the_workshops, "UNKNOWN_CODES", Limit("probe-code", 3, 600))
    known = make_beitrag().code
    guesses = [Client().get(CODE_PAGES[guessed_at](f"CC{number}-CCC")).status_code for number in "234"]

    response = Client().get(CODE_PAGES[page](known))

    assert set(guesses) <= {404, 422}
    assert response.status_code == 429


@pytest.mark.parametrize("page", CODE_PAGES)
def test_known_code_never_counts_as_a_guess(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_the_workshops, "UNKNOWN_CODES", Limit("probe-code", 1, 600))
    known = make_beitrag().code

    answers = [Client().get(CODE_PAGES[page](known)).status_code for _ in range(3)]

    assert 429 not in answers
