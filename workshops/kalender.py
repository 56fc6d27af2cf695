"""Workshops as calendar entries (RFC 5545), for one registration and for the public feed."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vText

from bildungskommune import addresses
from bildungskommune.text import plain
from workshops.models import Workshop

PRODID = "-//Bildungskommune//Termine//DE"
ART = "text/calendar; charset=utf-8"


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    return calendar


def _event(workshop: Workshop) -> Event:
    """Return the entry; the same workshop always has the same UID, so a new copy replaces the old one."""
    url = addresses.absolute(workshop.get_absolute_url())
    event = Event()
    event.add("uid", f"workshop-{workshop.pk}@{urlsplit(url).hostname or 'bildungskommune'}")
    event.add("dtstamp", workshop.status_seit)
    event.add("dtstart", workshop.beginn)
    event.add("dtend", workshop.ende)
    event.add("summary", workshop.titel)
    event.add("url", url)
    event.add("status", "CANCELLED" if workshop.status == Workshop.Status.ABGESAGT else "CONFIRMED")
    if workshop.beschreibung:
        event.add("description", plain(workshop.beschreibung))
    if workshop.ort:
        event["location"] = vText(", ".join(filter(None, (str(workshop.ort), workshop.ort.anschrift))))
    return event


def termin(workshop: Workshop) -> bytes:
    """Return one workshop as an .ics file."""
    calendar = _calendar()
    calendar.add_component(_event(workshop))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def feed(workshops: Iterable[Workshop]) -> bytes:
    """Return the workshops as a calendar that a program can subscribe to."""
    calendar = _calendar()
    calendar.add("x-wr-calname", "Termine der Bildungskommune")
    calendar.add("refresh-interval;value=duration", "PT12H")
    for workshop in workshops:
        calendar.add_component(_event(workshop))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
