"""Schwerpunkte of the programme: the office keeps the list, chooses from it, filters by it, and the funder is told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.verfahren.sachbericht import tables
from konzept import fortschreiben
from massnahmen.forms.massnahme import MassnahmeForm
from tests.factories import (
    make_anmeldung,
    make_handlungsfeld,
    make_konto,
    make_massnahme,
    make_sachstand,
    make_workshop,
)
from workshops.models import Workshop
from workshops.termine import planning
from workshops.termine.forms import WorkshopForm

pytestmark = pytest.mark.django_db
VON, BIS = date(2026, 1, 1), date(2026, 3, 31)
DAY = datetime(2026, 2, 10, 15, tzinfo=UTC)


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto(rolle="stabsstelle"))
    return client


def make_schwerpunkt(titel: str = "Bildungsmonitoring", **fields: Any) -> Schwerpunkt:
    return Schwerpunkt.objects.create(**{"kennung": titel.lower(), "titel": titel, **fields})


def told(titel: str) -> list[list[object]]:
    return [list(row) for one in tables(VON, BIS) if one.titel == titel for row in one.zeilen]


def offered(form: Any) -> set[Schwerpunkt]:
    return set(form.fields["schwerpunkte"].queryset)


def test_office_keeps_the_list(office: Client) -> None:
    empty = office.get(reverse("v-schwerpunkt-list")).content.decode()
    office.post(reverse("v-schwerpunkt-new"), {"titel": "Bildung zählen", "platz": "2", "angeboten": "on"})
    one = Schwerpunkt.objects.get()
    twice = office.post(reverse("v-schwerpunkt-new"), {"titel": "Bildung zählen", "platz": "3"})
    office.post(reverse("v-schwerpunkt-edit", args=(one.pk,)), {"titel": "Monitoring", "platz": "1"})
    one.refresh_from_db()

    assert "Solange das so ist, fragt kein Formular danach." in empty
    assert (one.kennung, one.titel, one.angeboten) == ("bildung-zaehlen", "Monitoring", False)
    assert (twice.status_code, "mit diesem Namen gibt es schon" in twice.content.decode()) == (422, True)
    assert "Monitoring" in office.get(reverse("v-schwerpunkt-list")).content.decode()


def test_form_offers_those_of_today_and_what_is_chosen_and_asks_nothing_where_there_is_none() -> None:
    massnahme = make_massnahme()
    assert "schwerpunkte" not in MassnahmeForm(instance=massnahme).fields

    today, chosen = make_schwerpunkt("heute"), make_schwerpunkt("damals", angeboten=False)
    make_schwerpunkt("vorbei", angeboten=False)
    massnahme.schwerpunkte.add(chosen)

    assert [offered(MassnahmeForm()), offered(WorkshopForm())] == [{today}, {today}]
    assert offered(MassnahmeForm(instance=massnahme)) == {today, chosen}


def test_desk_shows_and_filters_by_them(office: Client) -> None:
    one, feld = make_schwerpunkt(), make_handlungsfeld()
    workshop, massnahme = make_workshop(titel="Auftakt"), make_massnahme(titel="Bus", oeffentlich=True)
    workshop.schwerpunkte.add(one)
    massnahme.schwerpunkte.add(one)
    feld.schwerpunkte.add(one)
    make_workshop(titel="Anderer")
    make_massnahme(titel="Rad")

    lists = [
        [str(row.titel) for row in office.get(reverse(name), {"schwerpunkt": one.kennung}).context["liste"].seite]
        for name in ("v-workshop-list", "v-massnahme-list")
    ]

    assert lists == [["Auftakt"], ["Bus"]]
    for name, pk in (("v-workshop", workshop.pk), ("v-massnahme", massnahme.pk), ("v-handlungsfeld", feld.pk)):
        assert one.titel in office.get(reverse(name, args=(pk,))).content.decode()
    assert one.titel not in office.get(massnahme.get_absolute_url()).content.decode()


def test_copy_and_new_edition_keep_them() -> None:
    one, feld, workshop = make_schwerpunkt(), make_handlungsfeld(), make_workshop()
    workshop.schwerpunkte.add(one)
    feld.schwerpunkte.add(one)

    neu = fortschreiben.carry_on(feld.konzept, "Konzept 2", by=None)

    assert planning.for_a_copy(workshop)["schwerpunkte"] == [one]
    assert list(neu.handlungsfelder.get().schwerpunkte.all()) == [one]


def test_funder_is_told_events_and_measures_by_schwerpunkt() -> None:
    assert (told("Veranstaltungen nach Schwerpunkt"), told("Maßnahmen nach Schwerpunkt")) == ([], [])
    monitoring, netz = make_schwerpunkt("Monitoring", platz=1), make_schwerpunkt("Netz", platz=2)

    def held(*schwerpunkte: Schwerpunkt) -> Workshop:
        workshop = make_workshop(beginn=DAY, ende=DAY.replace(hour=18))
        workshop.schwerpunkte.set(schwerpunkte)
        return workshop

    both, _, _ = held(monitoring, netz), held(monitoring), held()
    for _ in range(2):
        make_anmeldung(workshop=both, status="teilgenommen")
    shown, hidden = make_massnahme(oeffentlich=True), make_massnahme(oeffentlich=False)
    make_sachstand(shown, stichtag=DAY.date())
    for massnahme in (shown, hidden):
        massnahme.schwerpunkte.add(netz)

    assert told("Veranstaltungen nach Schwerpunkt") == [
        ["Monitoring", 2, 2],
        ["Netz", 1, 2],
        ["ohne Schwerpunkt", 1, 0],
    ]
    assert told("Maßnahmen nach Schwerpunkt") == [["Monitoring", 0, 0], ["Netz", 1, 1]]
