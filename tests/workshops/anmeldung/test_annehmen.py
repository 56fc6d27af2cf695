"""Who moves up accepts the seat until a date, or it goes to the next in line."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.post.models import Mail
from tests.factories import make_anmeldung, make_konto, make_workshop
from workshops.anmeldung import aenderung, registration
from workshops.models import Anmeldung, Workshop
from workshops.models.enums import AnmeldungStatus as S

pytestmark = pytest.mark.django_db


def make_queue(**fields: object) -> tuple[Workshop, list[Anmeldung]]:
    """Return a workshop with one seat, the person who has it, and two who wait."""
    workshop = make_workshop(kapazitaet=1, **fields)
    states = (S.BESTAETIGT, S.WARTELISTE, S.WARTELISTE)
    return workshop, [make_anmeldung(workshop=workshop, status=status) for status in states]


def states(people: list[Anmeldung]) -> list[str]:
    return [Anmeldung.objects.get(pk=one.pk).status for one in people]


def accept_page(an: str) -> str:
    found = re.search(r"/anmeldung/[\w-]+/annehmen/", Mail.objects.filter(an=an).latest("pk").text)
    assert found is not None
    return found[0]


def test_seat_is_offered_until_a_date_goes_to_the_next_and_stays_once_it_is_accepted(client: Client) -> None:
    now = timezone.now()
    _, people = make_queue(nachruecken_stunden=24)
    holder, first, second = people

    registration.cancel(holder, now=now)
    first.refresh_from_db()
    offer = first.annehmen_bis
    late = accept_page(first.email)
    registration.expire_unconfirmed(now + timedelta(hours=23))
    before = states(people)
    registration.expire_unconfirmed(now + timedelta(hours=25))
    after = states(people)
    page = accept_page(second.email)
    asked = client.get(page).content.decode()
    own = client.get(page.replace("annehmen/", "")).content.decode()
    refused = client.post(late)
    accepted = client.post(page, follow=True).content.decode()
    client.post(page)
    registration.expire_unconfirmed(now + timedelta(hours=90))

    assert offer == now + timedelta(hours=24)
    assert before == [S.STORNIERT, S.NACHGERUECKT, S.WARTELISTE]
    assert after == states(people) == [S.STORNIERT, S.STORNIERT, S.NACHGERUECKT]
    assert "Möchten Sie den Platz?" in asked
    assert "Ein Platz ist für Sie frei" in own
    assert (refused.status_code, "Diese Anmeldung ist storniert" in refused.content.decode()) == (422, True)
    assert "Ihr Platz ist sicher" in accepted
    kinds = [(mail.an, mail.anlass) for mail in Mail.objects.order_by("pk").exclude(an=holder.email)]
    assert kinds == [
        (first.email, "anmeldung_angebot"),
        (first.email, "anmeldung_nicht_angenommen"),
        (second.email, "anmeldung_angebot"),
        (second.email, "anmeldung_nachgerueckt"),
    ]


def test_offer_that_ran_out_is_refused_even_before_the_sweep(client: Client) -> None:
    _, (holder, first, _) = make_queue(nachruecken_stunden=1)
    registration.cancel(holder)
    Anmeldung.objects.filter(pk=first.pk).update(annehmen_bis=timezone.now() - timedelta(minutes=1))

    answer = client.post(accept_page(first.email))

    assert answer.status_code == 422
    assert "Die Frist ist abgelaufen" in answer.content.decode()


def test_nothing_lapses_once_the_workshop_began() -> None:
    now = timezone.now()
    workshop, people = make_queue(nachruecken_stunden=48, beginn=now + timedelta(hours=2))
    registration.cancel(people[0], now=now)
    offered = Anmeldung.objects.get(pk=people[1].pk)

    registration.expire_unconfirmed(now + timedelta(hours=3))
    registration.decide(people[2], S.STORNIERT, by=make_konto(), now=now + timedelta(hours=3))

    assert offered.annehmen_bis == workshop.beginn
    assert states(people) == [S.STORNIERT, S.NACHGERUECKT, S.STORNIERT]


@pytest.mark.parametrize(("stunden", "email"), [(0, "jana@kita.example"), (24, "")])
def test_without_a_time_or_an_address_the_seat_is_sure_at_once(stunden: int, email: str) -> None:
    workshop = make_workshop(kapazitaet=1, nachruecken_stunden=stunden)
    holder = make_anmeldung(workshop=workshop)
    waiting = make_anmeldung(workshop=workshop, status=S.WARTELISTE, email=email, quelle="telefon")

    registration.cancel(holder)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.annehmen_bis) == (S.NACHGERUECKT, None)


def test_office_accepts_for_somebody_who_calls_and_sends_the_offer_again(client: Client) -> None:
    _, (holder, first, _) = make_queue(nachruecken_stunden=24)
    registration.cancel(holder)
    konto = make_konto()
    client.force_login(konto)
    aenderung.resend(Anmeldung.objects.get(pk=first.pk), by=konto)
    shown = client.get(reverse("v-anmeldung", args=(first.pk,))).content.decode()

    answer = client.post(reverse("v-anmeldung-annehmen", args=(first.pk,)), follow=True)

    first.refresh_from_db()
    assert "Platz anzunehmen bis" in shown
    assert "Der Platz ist angenommen." in answer.content.decode()
    assert (first.status, first.annehmen_bis) == (S.NACHGERUECKT, None)
    assert Mail.objects.filter(an=first.email, anlass="anmeldung_angebot").count() == 2


@pytest.mark.parametrize(("typed", "kept"), [("24", 24), ("", 0), ("721", 3), (None, 3)])
def test_hours_are_set_in_the_form_of_the_workshop(client: Client, typed: str | None, kept: int) -> None:
    workshop = make_workshop(nachruecken_stunden=3)
    client.force_login(make_konto())
    url = reverse("v-workshop-edit", args=(workshop.pk,))
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "nachruecken_stunden"}
    data = {name: value for name, value in data.items() if value} | {
        "beginn": f"{timezone.localtime(workshop.beginn):%Y-%m-%dT%H:%M}"
    }

    client.post(url, data | ({} if typed is None else {"nachruecken_stunden": typed}))

    workshop.refresh_from_db()
    assert workshop.nachruecken_stunden == kept
