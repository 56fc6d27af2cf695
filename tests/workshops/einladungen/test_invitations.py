"""Invitations: a code of its own, a link that works, and a count of who came by it."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from bildungskommune.audit.models import Eintrag
from tests.factories import make_anmeldung, make_institution, make_konto, make_workshop
from workshops.einladungen import invitations
from workshops.models import Einladung, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop(slug="auftakt")


def invited(workshop: Workshop, name: str = "Kita", kontingent: int = 2) -> Einladung:
    einladung = Einladung(workshop=workshop, institution=make_institution(name=name), kontingent=kontingent)
    invitations.invite(einladung, by=make_konto())
    return einladung


def test_each_invitation_has_a_code_of_its_own(workshop: Workshop) -> None:
    codes = [invited(workshop, f"Kita {number}").code for number in range(5)]

    assert len(set(codes)) == 5
    assert {len(code) for code in codes} == {12}


def test_invitation_is_noted_with_its_seats(workshop: Workshop) -> None:
    einladung = invited(workshop, kontingent=3)

    eintrag = Eintrag.objects.about(einladung).get()
    assert (eintrag.ereignis, eintrag.angaben["plaetze"]) == ("einladung.angelegt", 3)


def test_link_leads_to_the_form_of_the_workshop(client: Client, workshop: Workshop, settings: Settings) -> None:
    settings.BASE_URL = "https://bildung.example.de"
    einladung = invited(workshop)

    link = invitations.link(einladung)

    assert link == f"https://bildung.example.de/workshops/auftakt/anmeldung/?code={einladung.code}"
    page = client.get(link.removeprefix("https://bildung.example.de"))
    assert (page.status_code, "Kita" in page.content.decode()) == (200, True)


def test_who_came_by_it_is_counted_without_those_who_cancelled(workshop: Workshop) -> None:
    einladung = invited(workshop)
    for status in ("bestaetigt", "warteliste", "storniert"):
        make_anmeldung(workshop=workshop, einladung=einladung, status=status)
    make_anmeldung(workshop=workshop)

    assert [getattr(row, "angemeldet", None) for row in invitations.of_workshop(workshop)] == [2]


def test_invitations_stand_in_the_order_of_their_institutions(workshop: Workshop) -> None:
    for name in ("Zebra", "Anker", "Möwe"):
        invited(workshop, name)
    invited(make_workshop(), "Fremd")

    assert [one.institution.name for one in invitations.of_workshop(workshop)] == ["Anker", "Möwe", "Zebra"]


def test_sending_is_noted_with_its_time(workshop: Workshop) -> None:
    einladung = invited(workshop)
    now = datetime(2026, 5, 1, 9, tzinfo=UTC)

    invitations.mark_sent(einladung, by=make_konto(), now=now)

    assert Einladung.objects.get().gesendet_am == now
    assert Eintrag.objects.about(einladung)[0].ereignis == "einladung.gesendet"
