import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.factories import make_ort, make_workshop
from workshops import kalender
from workshops.models.enums import WorkshopStatus

pytestmark = pytest.mark.django_db


def test_entry_has_time_place_and_a_lasting_uid():
    workshop = make_workshop(titel="Wege, Zeiten; und mehr", ort=make_ort(name="Landratsamt", ort="Haldensleben"))

    first = Calendar.from_ical(kalender.termin(workshop)).walk("VEVENT")[0]
    second = Calendar.from_ical(kalender.termin(workshop)).walk("VEVENT")[0]

    assert str(first["summary"]) == "Wege, Zeiten; und mehr"
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (
        workshop.beginn.replace(microsecond=0),
        workshop.ende.replace(microsecond=0),
    )
    assert str(first["location"]) == "Landratsamt, Haldensleben"
    assert first["uid"] == second["uid"]


def test_feed_lists_public_dates_only_and_says_what_is_cancelled(client):
    make_workshop(titel="Offen")
    make_workshop(titel="Fällt aus", status=WorkshopStatus.ABGESAGT)
    make_workshop(titel="Noch nicht bekannt", status=WorkshopStatus.GEPLANT)
    make_workshop(titel="Intern", sichtbarkeit="intern")

    response = client.get(reverse("kalender"))

    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert sorted((str(event["summary"]), str(event["status"])) for event in events) == [
        ("Fällt aus", "CANCELLED"),
        ("Offen", "CONFIRMED"),
    ]
