"""Registration and everything its link can do, as people use it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.post.models import Mail
from bildungskommune.throttle import Limit
from tests.conftest import forget_rings
from tests.factories import (
    make_anmeldung,
    make_gruppe,
    make_institution,
    make_workshop,
)
from workshops import limits
from workshops.models import Anmeldung, Workshop
from workshops.models.enums import AnmeldungStatus, WorkshopStatus

pytestmark = pytest.mark.django_db


PERSON = {"name": "Jana Beispiel", "email": "jana@kita.example", "einrichtung": "Kita", "verpflegung": "ohne"}


BOESE = [
    "'; DROP TABLE workshops_anmeldung; --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "Robert\r\nBcc: x@y.example",
]


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()


def post_anmeldung(client: Client, workshop: Workshop, **fields: Any) -> Any:
    return client.post(reverse("anmeldung-new", args=(workshop.slug,)), {**PERSON, **fields})


def html(response: Any) -> str:
    return str(response.content.decode())


def make_past(**fields: Any) -> Workshop:
    return make_workshop(beginn=timezone.now() - timedelta(days=20), status=WorkshopStatus.DURCHGEFUEHRT, **fields)


def test_registering_leads_to_a_page_of_ones_own_that_nobody_indexes(client):
    response = post_anmeldung(client, make_workshop())

    anmeldung = Anmeldung.objects.get()
    assert response.headers["Location"] == anmeldung.get_absolute_url()
    page = Client().get(anmeldung.get_absolute_url())
    assert (page.status_code, page.headers["X-Robots-Tag"], dict(page.cookies)) == (200, "noindex, nofollow", {})
    assert "Bitte bestätigen Sie Ihre E-Mail-Adresse" in html(page)


def test_link_in_the_mail_confirms_and_can_be_used_again(client):
    post_anmeldung(client, make_workshop())
    link = re.search(r"/anmeldung/[\w-]+/bestaetigen/", Mail.objects.get().text)
    assert link is not None

    first, second = client.get(link[0], follow=True), client.get(link[0], follow=True)

    assert [first.status_code, second.status_code] == [200, 200]
    assert "Ihr Platz ist sicher" in html(second)


def test_expired_link_says_so_and_still_gives_a_seat(client):
    anmeldung = make_anmeldung(status=AnmeldungStatus.STORNIERT, bestaetigen_bis=timezone.now() - timedelta(hours=1))

    response = client.get(reverse("anmeldung-bestaetigen", args=(anmeldung.token,)), follow=True)

    assert "Der Link zum Bestätigen war abgelaufen" in html(response)
    assert "Ihr Platz ist sicher" in html(response)


def test_expired_link_after_the_date_is_refused_with_a_sentence(client):
    past = make_past()
    anmeldung = make_anmeldung(
        workshop=past, status=AnmeldungStatus.STORNIERT, bestaetigen_bis=past.beginn - timedelta(days=9)
    )

    response = client.get(reverse("anmeldung-bestaetigen", args=(anmeldung.token,)))

    assert response.status_code == 422
    assert "liegt in der Vergangenheit" in html(response)


def test_wrong_input_is_named_and_what_was_typed_stays(client):
    workshop = make_workshop()
    make_gruppe(workshop=workshop)

    response = post_anmeldung(client, workshop, email="jana.kita.example", einrichtung="", telefon="0391 12")

    page = html(response)
    assert response.status_code == 422
    assert "<title>Fehler: " in page
    assert "Bitte prüfen Sie 3 Angaben" in page
    assert "Bitte tragen Sie einen Namen ein oder „privat“." in page
    assert 'value="jana.kita.example"' in page
    assert 'value="0391 12"' in page
    assert Anmeldung.objects.count() == 0


def test_second_registration_of_the_same_person_is_refused(client):
    workshop = make_workshop()
    post_anmeldung(client, workshop)

    response = post_anmeldung(client, workshop)

    assert response.status_code == 422
    assert "schon angemeldet" in html(response)
    assert Anmeldung.objects.count() == 1


def test_form_sent_twice_registers_once(client):
    workshop = make_workshop()
    page = html(client.get(reverse("anmeldung-new", args=(workshop.slug,))))
    token = re.search(r'name="absendung" value="([^"]+)"', page)
    assert token is not None

    answers = [post_anmeldung(client, workshop, absendung=token[1]) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == 2 * [Anmeldung.objects.get().get_absolute_url()]


def test_registration_for_a_date_in_the_past_is_refused_and_nothing_typed_is_lost(client):
    past = make_past()

    shown, sent = client.get(reverse("anmeldung-new", args=(past.slug,))), post_anmeldung(client, past)

    assert "liegt in der Vergangenheit" in html(shown)
    assert sent.status_code == 422
    assert "liegt in der Vergangenheit" in html(sent)
    assert 'value="Jana Beispiel"' in html(sent)


@pytest.mark.parametrize("text", [*BOESE, "Ä" * 10_000, "Na\x00me"])
def test_strange_text_in_every_field_of_the_registration_never_breaks(client, text):
    response = post_anmeldung(client, make_workshop(), name=text, einrichtung=text, telefon=text, bedarf=text)

    assert response.status_code in {302, 422}
    assert "<script>alert" not in html(
        client.get(response.headers["Location"]) if response.status_code == 302 else response
    )


def test_too_long_name_is_answered_with_its_limit(client):
    response = post_anmeldung(client, make_workshop(), name="Ä" * 10_000)

    assert response.status_code == 422
    assert "Bitte kürzen Sie den Text auf höchstens 200 Zeichen, jetzt sind es 10000." in html(response)


def test_program_that_fills_the_trap_is_refused(client):
    response = post_anmeldung(client, make_workshop(), website="https://spam.example")

    assert response.status_code == 422
    assert Anmeldung.objects.count() == 0


def test_form_sent_in_no_time_is_asked_for_again(client, settings):
    settings.SPAMSCHUTZ_SEKUNDEN = 3

    response = post_anmeldung(client, make_workshop())

    assert response.status_code == 422
    assert "Das ging sehr schnell" in html(response)


def test_too_many_registrations_from_one_place_wait_with_what_they_typed(client, monkeypatch):
    monkeypatch.setattr(limits, "REGISTRATIONS", Limit("anmeldung-test", 1, 86_400))
    workshop = make_workshop()
    post_anmeldung(client, workshop)

    response = post_anmeldung(client, workshop, name="Tom Muster")

    assert response.status_code == 429
    assert "sehr viele Anfragen" in html(response)
    assert 'value="Tom Muster"' in html(response)


def test_invitation_opens_a_date_that_is_not_public_until_its_seats_are_used_up(client):
    workshop = make_workshop(sichtbarkeit="einladung")
    einladung = workshop.einladungen.create(
        institution=make_institution(name="Kita Wald"), kontingent=1, code="abc-DEF_123"
    )
    address = f"{reverse('anmeldung-new', args=(workshop.slug,))}?code=abc-DEF_123"

    shown = client.get(address)
    codes = [client.post(address, {**PERSON, "name": name}).status_code for name in ("Jana Beispiel", "Tom Muster")]

    assert 'value="Kita Wald"' in html(shown)
    assert codes == [302, 422]
    anmeldung = Anmeldung.objects.get()
    assert (anmeldung.einladung, anmeldung.institution) == (einladung, einladung.institution)


@pytest.mark.parametrize("code", ["", "falsch", "\x00", "ä" * 5000])
def test_wrong_invitation_opens_nothing(client, code):
    workshop = make_workshop(sichtbarkeit="einladung")

    assert client.get(reverse("anmeldung-new", args=(workshop.slug,)), {"code": code}).status_code == 404


def test_cancelling_asks_first_and_then_frees_the_seat(client):
    anmeldung = make_anmeldung()
    page = reverse("anmeldung-stornieren", args=(anmeldung.token,))

    asked = client.get(page)
    anmeldung.refresh_from_db()
    assert (asked.status_code, anmeldung.status) == (200, AnmeldungStatus.BESTAETIGT)

    assert client.post(page).headers["Location"] == anmeldung.get_absolute_url()
    anmeldung.refresh_from_db()
    assert anmeldung.status == AnmeldungStatus.STORNIERT


def test_changes_by_link_are_kept(client):
    workshop = make_workshop()
    gruppe = make_gruppe(workshop=workshop)
    anmeldung = make_anmeldung(workshop=workshop, foto_einwilligung=True, foto_einwilligung_am=timezone.now())
    fields = {"ag_wunsch_1": gruppe.pk, "verpflegung": "vegan", "kinderbetreuung": "on", "bedarf": "Platz vorn"}

    response = client.post(reverse("anmeldung-aendern", args=(anmeldung.token,)), fields)

    anmeldung.refresh_from_db()
    assert response.status_code == 302
    assert (anmeldung.ag_wunsch_1, anmeldung.verpflegung, anmeldung.kinderbetreuung) == (gruppe, "vegan", True)
    assert (anmeldung.foto_einwilligung, anmeldung.unterstuetzung.bedarf) == (False, "Platz vorn")


def test_group_of_another_date_cannot_be_chosen(client):
    anmeldung = make_anmeldung()
    make_gruppe(workshop=anmeldung.workshop)
    foreign = make_gruppe(workshop=make_workshop())

    response = client.post(
        reverse("anmeldung-aendern", args=(anmeldung.token,)), {"ag_wunsch_1": foreign.pk, "verpflegung": "ohne"}
    )

    assert response.status_code == 422


def test_substitute_is_named_by_link_and_without_a_name_it_is_asked_for(client):
    anmeldung = make_anmeldung()
    page = reverse("anmeldung-vertretung", args=(anmeldung.token,))

    assert client.post(page, {"name": ""}).status_code == 422
    assert client.post(page, {"name": "Tom Muster"}).status_code == 302
    assert "Tom Muster" in html(client.get(anmeldung.get_absolute_url()))


@pytest.mark.parametrize("name", ["anmeldung-stornieren", "anmeldung-aendern", "anmeldung-vertretung"])
def test_after_the_beginning_nothing_is_changed_by_link(client, name):
    anmeldung = make_anmeldung(workshop=make_workshop(beginn=timezone.now() - timedelta(minutes=1)))

    response = client.post(reverse(name, args=(anmeldung.token,)), {"name": "Tom Muster", "verpflegung": "ohne"})

    assert response.status_code == 422
    assert "Der Workshop hat schon begonnen" in html(response)


@pytest.mark.parametrize(
    "name", ["anmeldung", "anmeldung-bestaetigen", "anmeldung-aendern", "anmeldung-vertretung", "anmeldung-stornieren"]
)
def test_unknown_token_is_not_found(client, name):
    assert client.get(reverse(name, args=("x" * 43,))).status_code == 404


@pytest.mark.parametrize("status", Anmeldung.Status.values)
def test_page_of_a_registration_has_words_for_every_state(client, status):
    held = timezone.now() if status == AnmeldungStatus.EINGEGANGEN else None
    anmeldung = make_anmeldung(status=status, bestaetigen_bis=held)

    response = client.get(anmeldung.get_absolute_url())

    assert response.status_code == 200
    assert 'class="zustand' in html(response)


def test_registration_gives_a_calendar_entry(client):
    response = client.get(reverse("anmeldung-kalender", args=(make_anmeldung().token,)))

    assert response.headers["Content-Disposition"] == 'attachment; filename="termin.ics"'
    assert b"BEGIN:VEVENT" in response.content
