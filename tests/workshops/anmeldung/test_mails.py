import re

import pytest
from django.utils import timezone
from icalendar import Calendar

from bildungskommune.post.models import BETREFF_LAENGE, Mail
from tests.factories import make_anmeldung, make_ort, make_workshop
from workshops.anmeldung import mails, zeile
from workshops.models.enums import AnmeldungStatus

pytestmark = pytest.mark.django_db


def test_confirmation_has_the_date_the_way_accessibility_and_all_links(settings):
    settings.BASE_URL = "https://bildung.example"
    ort = make_ort(name="Landratsamt", anfahrt="Bus 10 bis Markt", stufenlos=True, strasse="Bornsche Straße 2")
    anmeldung = make_anmeldung(workshop=make_workshop(titel="Wege & Zeiten", ort=ort), name="Jana <b>Beispiel</b>")

    mail = mails.registered(anmeldung)

    assert mail is not None
    assert mail.betreff == "Ihr Platz ist sicher: Wege & Zeiten"
    for words in (
        "Landratsamt",
        "Bornsche Straße 2",
        "Bus 10 bis Markt",
        "stufenlos erreichbar",
        "Jana <b>Beispiel</b>",
    ):
        assert words in mail.text
    links = re.findall(r"https://bildung.example/anmeldung/([\w-]{43})/(aendern|vertretung|stornieren)/", mail.text)
    assert [page for _, page in links] == ["aendern", "vertretung", "stornieren"]
    assert [links[0][0] == links[1][0], links[0][0] == links[2][0]] == [True, False]
    assert all(f"https://bildung.example/anmeldung/{secret}/{page}/" in mail.html for secret, page in links)
    assert "<b>" not in mail.html
    calendar = Calendar.from_ical(bytes(mail.anhang or b""))
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["Wege & Zeiten"]


@pytest.mark.parametrize(
    "status",
    [AnmeldungStatus.EINGEGANGEN, AnmeldungStatus.WARTELISTE, AnmeldungStatus.BESTAETIGT, AnmeldungStatus.NACHGERUECKT],
)
def test_each_state_has_its_own_mail_with_a_date_only_for_a_sure_seat(status):
    anmeldung = make_anmeldung(
        status=status, bestaetigen_bis=timezone.now() if status == AnmeldungStatus.EINGEGANGEN else None
    )

    mail = mails.registered(anmeldung)

    assert mail is not None
    assert bool(mail.anhang) == (status in {AnmeldungStatus.BESTAETIGT, AnmeldungStatus.NACHGERUECKT})
    assert anmeldung.workshop.titel in mail.text
    assert "{{" not in mail.text + mail.html
    assert "{%" not in mail.text + mail.html


def test_without_address_no_mail_is_written():
    anmeldung = make_anmeldung(email="", quelle="telefon")

    mails.registered(anmeldung)
    mails.cancelled(anmeldung, name="")

    assert Mail.objects.count() == 0


def test_longest_title_still_makes_a_subject():
    mail = mails.registered(make_anmeldung(workshop=make_workshop(titel="W" * 300)))

    assert mail is not None
    assert len(mail.betreff) == BETREFF_LAENGE


def test_every_mail_of_a_registration_can_be_written():
    anmeldung = make_anmeldung(status=AnmeldungStatus.EINGEGANGEN, vertretung="Tom Muster")

    mails.expired(anmeldung)
    mails.cancelled(anmeldung, name="")
    mails.substituted(anmeldung, "tom@kita.example")

    assert sorted(Mail.objects.values_list("anlass", flat=True)) == [
        "anmeldung_fuer_vertretung",
        "anmeldung_storniert",
        "anmeldung_verfallen",
        "anmeldung_vertretung",
    ]
    assert zeile.HOLD.total_seconds() == 48 * 3600
