"""What strangers, the office and a Moderation see of dates: by visibility, by Reihe, by state and by day."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from bildungskommune.accounts.models import Konto
from bildungskommune.verfahren import aufgaben
from tests.factories import (
    make_anmeldung,
    make_beitrag,
    make_konto,
    make_ort,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from workshops import access_staff, gelegenheiten
from workshops.anmeldung import hindernisse, plaetze
from workshops.chronik import dates
from workshops.models import Workshop
from workshops.models.enums import (
    AnmeldungStatus,
    BeitragStatus,
    ReihenStatus,
    Sichtbarkeit,
    WorkshopStatus,
)
from workshops.pult import Belegung
from workshops.stufe import zukunftswerkstatt

pytestmark = pytest.mark.django_db

W, V = WorkshopStatus, Sichtbarkeit
NOBODY = AnonymousUser()
SEEN = list(product(V, [True, False]))


def person(rolle: str) -> Any:
    return NOBODY if rolle == "anonym" else make_konto(rolle=rolle)


@pytest.mark.parametrize(("sichtbarkeit", "reihe"), SEEN)
@pytest.mark.parametrize("rolle", ["anonym", "fachamt", "moderation", "leitung", "stabsstelle"])
def test_who_knows_of_a_date(sichtbarkeit: str, reihe: bool, rolle: str) -> None:
    workshop = make_workshop(sichtbarkeit=sichtbarkeit, reihe=make_reihe(oeffentlich=reihe))
    sees = rolle in {"leitung", "stabsstelle"} or (sichtbarkeit == V.OEFFENTLICH and reihe)
    user, client = person(rolle), Client()
    if rolle != "anonym":
        client.force_login(user)

    assert Workshop.objects.visible_to(user).filter(pk=workshop.pk).exists() is sees
    assert client.get(workshop.get_absolute_url()).status_code == (200 if sees else 404)
    assert (workshop.titel in client.get(reverse("workshop-list")).content.decode()) is sees


@pytest.mark.parametrize(("sichtbarkeit", "reihe"), SEEN)
def test_moderation_knows_of_its_own_date_whatever_it_is(sichtbarkeit: str, reihe: bool) -> None:
    workshop, konto = (
        make_workshop(sichtbarkeit=sichtbarkeit, reihe=make_reihe(oeffentlich=reihe)),
        person("moderation"),
    )
    workshop.moderation.add(konto)

    assert list(Workshop.objects.visible_to(konto)) == [workshop]
    assert list(access_staff.in_hand(konto)) == [workshop]


@pytest.mark.parametrize(
    ("rolle", "in_hand"),
    [("stabsstelle", True), ("leitung", True), ("moderation", False), ("fachamt", False)],
)
def test_who_works_with_a_date(rolle: str, in_hand: bool) -> None:
    workshop = make_workshop()
    konto = make_konto(rolle=rolle)

    assert (workshop in access_staff.in_hand(konto)) is in_hand
    assert access_staff.may_work_cards(konto, workshop) is (rolle == "stabsstelle")
    assert access_staff.may_edit(konto) is (rolle == "stabsstelle")


def test_moderation_is_bound_to_its_role() -> None:
    """Who gave up the role moderates nothing any more, though the date still names the person."""
    workshop, konto = make_workshop(), make_konto(rolle="moderation")
    workshop.moderation.add(konto)
    assert access_staff.may_work_cards(konto, workshop)

    konto.rolle = Konto.Rolle.FACHAMT
    konto.save()

    assert not access_staff.may_work_cards(konto, workshop)


def at(**fields: int) -> datetime:
    return timezone.now() + timedelta(**fields)


CLOSED: dict[str, tuple[dict[str, Any], str]] = {
    "open": ({}, ""),
    "on its last day": ({"anmeldeschluss": at(hours=12)}, ""),
    "cancelled": ({"status": W.ABGESAGT}, "Dieser Termin ist abgesagt."),
    "cancelled and past": ({"status": W.ABGESAGT, "beginn": at(days=-3)}, "Dieser Termin ist abgesagt."),
    "past": ({"beginn": at(days=-3)}, "Dieser Termin liegt in der Vergangenheit."),
    "postponed": ({"status": W.VERSCHOBEN}, "Dieser Termin ist verschoben."),
    "planned": ({"status": W.GEPLANT}, "Die Anmeldung ist noch nicht geöffnet."),
    "closed by hand": ({"status": W.GESCHLOSSEN}, "Die Anmeldung ist geschlossen."),
    "closed by time": ({"anmeldeschluss": at(minutes=-1)}, "Die Anmeldung ist geschlossen."),
}


@pytest.mark.parametrize("name", CLOSED)
def test_page_of_a_date_says_why_nobody_can_register(name: str) -> None:
    fields, sentence = CLOSED[name]
    workshop = make_workshop(**fields)

    reason = hindernisse.closed_reason(workshop)
    page = Client().get(reverse("anmeldung-new", args=(workshop.slug,))).content.decode()

    assert reason.startswith(sentence)
    assert bool(reason) is bool(sentence)
    assert ('name="email"' in page) is not bool(sentence)
    assert sentence in page


def test_closing_time_by_hand_is_not_said_to_lie_ahead() -> None:
    workshop = make_workshop(status=W.GESCHLOSSEN, anmeldeschluss=at(days=3))
    now = timezone.now()

    reason = hindernisse.closed_reason(workshop, now)

    assert f"{timezone.localtime(now).hour}:{timezone.localtime(now):%M}" in reason


OFFERED: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({}, {}, True),
    ({"sichtbarkeit": V.EINLADUNG}, {}, False),
    ({"sichtbarkeit": V.INTERN}, {}, False),
    ({}, {"oeffentlich": False}, False),
    ({"status": W.GEPLANT}, {}, False),
    ({"status": W.GESCHLOSSEN}, {}, False),
    ({"status": W.ABGESAGT}, {}, False),
    ({"anmeldeschluss": at(minutes=-1)}, {}, False),
    ({"beginn": at(days=-1)}, {}, False),
]


@pytest.mark.parametrize(("workshop", "reihe", "is_offered"), OFFERED)
def test_open_dates_are_offered_to_the_public(
    workshop: dict[str, Any], reihe: dict[str, Any], is_offered: bool
) -> None:
    made = make_workshop(reihe=make_reihe(**reihe), **workshop)

    assert list(gelegenheiten.open_dates(timezone.now())) == ([made] if is_offered else [])
    assert (f"/workshops/{made.slug}/anmeldung/" in Client().get("/").content.decode()) is is_offered


@pytest.mark.parametrize(
    ("seats", "taken", "words"),
    [
        (3, 0, ("noch 3 von 3 Plätzen frei", "Platz sichern")),
        (3, 2, ("noch 1 von 3 Plätzen frei", "Platz sichern")),
        (3, 3, ("Warteliste möglich", "Auf die Warteliste")),
        (3, 5, ("Warteliste möglich", "Auf die Warteliste")),
    ],
)
def test_offer_says_how_many_seats_are_left(seats: int, taken: int, words: tuple[str, str]) -> None:
    workshop = make_workshop(kapazitaet=seats)
    for _ in range(taken):
        make_anmeldung(workshop=workshop)

    first = next(iter(gelegenheiten.chances(timezone.now())))

    assert words[0] in first.satz
    assert first.knopf == words[1]


def test_two_next_dates_are_offered_and_then_the_field_for_the_code() -> None:
    later, sooner, last = (make_workshop(beginn=at(days=days)) for days in (9, 5, 20))

    urls = [one.url for one in gelegenheiten.chances(timezone.now())]

    assert urls == [
        reverse("anmeldung-new", args=(sooner.slug,)),
        reverse("anmeldung-new", args=(later.slug,)),
        reverse("beitrag-suchen"),
    ]
    assert last.slug not in "".join(urls)


@pytest.mark.parametrize(
    ("fields", "is_listed", "status"),
    [
        ({}, True, "CONFIRMED"),
        ({"status": W.ABGESAGT}, True, "CANCELLED"),
        ({"status": W.GEPLANT}, False, ""),
        ({"sichtbarkeit": V.INTERN}, False, ""),
        ({"sichtbarkeit": V.EINLADUNG}, False, ""),
        ({"beginn": at(days=-364)}, True, "CONFIRMED"),
        ({"beginn": at(days=-366)}, False, ""),
    ],
)
def test_calendar_has_the_public_dates_of_the_last_year_and_to_come(
    fields: dict[str, Any], is_listed: bool, status: str
) -> None:
    workshop = make_workshop(titel="Wege, Zeit; und mehr", ort=make_ort(name="Rathaus", ort="Barleben"), **fields)

    calendar: Any = Calendar.from_ical(Client().get(reverse("kalender")).content)

    found = [(str(event["summary"]), str(event["status"]), event["dtstart"].dt) for event in calendar.walk("VEVENT")]
    assert found == ([("Wege, Zeit; und mehr", status, workshop.beginn.replace(microsecond=0))] if is_listed else [])


def test_entry_of_a_calendar_has_place_text_and_address() -> None:
    workshop = make_workshop(
        ort=make_ort(name="Rathaus", raum="Saal", strasse="Weg 1", plz="39179", ort="Barleben"),
        beschreibung="Alle sind **willkommen**.",
    )
    token = make_anmeldung(workshop=workshop).token

    calendar: Any = Calendar.from_ical(Client().get(reverse("anmeldung-kalender", args=(token,))).content)

    (event,) = calendar.walk("VEVENT")
    assert str(event["location"]) == "Rathaus, Saal, Weg 1, 39179 Barleben"
    assert str(event["description"]) == "Alle sind willkommen."
    assert str(event["url"]).endswith(workshop.get_absolute_url())


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"beginn": at(days=-3)}, True),
        ({"beginn": at(days=3)}, False),
        ({"beginn": at(days=-3), "status": W.ABGESAGT}, False),
        ({"beginn": at(days=-3), "sichtbarkeit": V.INTERN}, False),
    ],
)
def test_chronicle_tells_public_dates_that_took_place(fields: dict[str, Any], is_told: bool) -> None:
    workshop = make_workshop(**fields)
    for status in (BeitragStatus.VEROEFFENTLICHT, BeitragStatus.EINGEREICHT):
        make_beitrag(workshop=workshop, status=status)

    told = [(event.titel, event.satz) for event in dates(timezone.localdate())]

    assert told == ([(workshop.titel, "1 Beitrag")] if is_told else [])


@pytest.mark.parametrize(
    ("reihe", "beginn", "fertig"),
    [
        (ReihenStatus.GEPLANT, at(days=3), "offen"),
        (ReihenStatus.LAEUFT, at(days=3), "offen"),
        (ReihenStatus.LAEUFT, at(days=-3), "laeuft"),
        (ReihenStatus.ABGESCHLOSSEN, at(days=-3), "fertig"),
    ],
)
def test_stage_follows_dates_and_reihen(reihe: str, beginn: datetime, fertig: str) -> None:
    workshop = make_workshop(reihe=make_reihe(status=reihe), beginn=beginn)
    for status in BeitragStatus:
        make_beitrag(workshop=workshop, status=status)

    (stufe,) = zukunftswerkstatt()

    assert (stufe.fertig, stufe.zahl, stufe.unter) == (fertig, "1 Beitrag", "Beitrag aus 1 Workshop")


@pytest.mark.parametrize(
    ("belegt", "plaetze", "prozent"), [(0, 10, 0), (1, 3, 33), (2, 3, 67), (10, 10, 100), (12, 10, 100), (0, 0, 0)]
)
def test_how_full_a_date_is(belegt: int, plaetze: int, prozent: int) -> None:
    assert Belegung(belegt, plaetze, 0).prozent == prozent


@pytest.mark.parametrize(
    ("fields", "days", "titel", "is_urgent"),
    [
        ({"status": BeitragStatus.EINGEREICHT}, 1, "Beiträge warten auf Prüfung", False),
        ({"status": BeitragStatus.EINGEREICHT}, 15, "Beiträge warten auf Prüfung", True),
        ({"status": BeitragStatus.GEPRUEFT}, 1, "Beiträge ohne Verbleib", False),
        ({"status": BeitragStatus.VEROEFFENTLICHT}, 99, "Beiträge ohne Verbleib", False),
    ],
)
def test_card_waits_on_the_desk_until_it_is_read_and_answered(
    fields: dict[str, Any], days: int, titel: str, is_urgent: bool
) -> None:
    make_beitrag(eingereicht_am=at(days=-days), **fields)
    office = make_konto()

    found = [(one.anzahl, one.titel, one.dringend) for one in aufgaben.waiting(office, timezone.now())]

    assert (1, titel, is_urgent) in found
    assert {one[1] for one in found} & {"Beiträge warten auf Prüfung", "Beiträge ohne Verbleib"} == {titel}


@pytest.mark.parametrize("status", W)
@pytest.mark.parametrize("days", [-3, 3])
def test_date_waits_for_its_documentation_once_it_is_over(status: str, days: int) -> None:
    make_workshop(status=status, beginn=at(days=days))

    titles = {one.titel for one in aufgaben.waiting(make_konto(), timezone.now())}

    waits = days < 0 and status in {W.GESCHLOSSEN, W.DURCHGEFUEHRT}
    assert ("Workshops ohne Dokumentation" in titles) is waits


def test_moderation_is_asked_to_sort_its_loose_cards_alone() -> None:
    konto, workshop = make_konto(rolle="moderation"), make_workshop()
    workshop.moderation.add(konto)
    make_beitrag(workshop=workshop)
    make_zuordnung(make_thema(workshop=workshop), make_beitrag(workshop=workshop))
    make_beitrag(workshop=make_workshop())

    assert [one.anzahl for one in aufgaben.waiting(konto, timezone.now())] == [1]


@pytest.mark.parametrize("status", AnmeldungStatus)
def test_seat_counts_in_public_as_in_the_hall(status: str) -> None:
    workshop = make_workshop(kapazitaet=5)
    make_anmeldung(workshop=workshop, status=status)

    counted = Workshop.objects.with_seats().get(pk=workshop.pk)

    waits = status in {AnmeldungStatus.WARTELISTE, AnmeldungStatus.STORNIERT}
    assert (counted.belegt, counted.frei) == ((0, 5) if waits else (1, 4))
    assert plaetze.free_seats(workshop) == counted.frei
