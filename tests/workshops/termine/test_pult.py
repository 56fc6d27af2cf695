"""The desk of dates: Reihen, places, workshops, programme, groups; what is wrong is named, what is right is kept."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from tests.dateien import content
from tests.factories import (
    make_anmeldung,
    make_beitrag,
    make_gruppe,
    make_institution,
    make_konto,
    make_ort,
    make_reihe,
    make_workshop,
)
from tests.formular import Formular
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models import Arbeitsgruppe, Ort, Programmpunkt, Reihe, Workshop
from workshops.models.enums import AnmeldungStatus, BeitragStatus, ReihenStatus, WorkshopStatus
from workshops.termine import planning, stand

pytestmark = pytest.mark.django_db

W = WorkshopStatus
BEGIN = (timezone.localtime() + timedelta(days=20)).replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def werkstatt(office: Client) -> Werkstatt:
    return make_werkstatt()


def at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def whole(reihe: Reihe, **more: object) -> dict[str, object]:
    return {
        "reihe": reihe.pk,
        "art": "workshop",
        "titel": "Lernen im Dorf",
        "beginn": at(BEGIN),
        "ende": at(BEGIN + timedelta(hours=3)),
        "anmeldeschluss": at(BEGIN - timedelta(days=2)),
        "kapazitaet": "40",
        "sichtbarkeit": "oeffentlich",
        **more,
    }


def told(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "no title": ({"titel": ""}, "titel"),
    "a title of blanks": ({"titel": "   "}, "titel"),
    "no beginning": ({"beginn": ""}, "beginn"),
    "a day that is none": ({"beginn": "2027-02-30T10:00"}, "beginn"),
    "no end": ({"ende": ""}, "ende"),
    "an end before the beginning": ({"ende": at(BEGIN - timedelta(hours=1))}, "__all__"),
    "an end at the beginning": ({"ende": at(BEGIN)}, "__all__"),
    "closing after the beginning": ({"anmeldeschluss": at(BEGIN + timedelta(minutes=1))}, "__all__"),
    "no seats": ({"kapazitaet": "0"}, "__all__"),
    "half a seat": ({"kapazitaet": "1.5"}, "kapazitaet"),
    "fewer than no seats": ({"kapazitaet": "-5"}, "kapazitaet"),
    "a stadium": ({"kapazitaet": "5001"}, "__all__"),
    "more seats than a number holds": ({"kapazitaet": "9" * 12}, "kapazitaet"),
    "a kind that is none": ({"art": "tanz"}, "art"),
    "a visibility that is none": ({"sichtbarkeit": "geheim"}, "sichtbarkeit"),
    "a target group that is none": ({"zielgruppen": ["eltern", "marsmenschen"]}, "zielgruppen"),
    "a place that does not exist": ({"ort": "0"}, "ort"),
    "a partner that does not exist": ({"kooperationspartner": ["0"]}, "kooperationspartner"),
    "a description that fills a book": ({"beschreibung": "x" * 20_001}, "beschreibung"),
}


@pytest.mark.parametrize("name", WRONG)
def test_workshop_that_cannot_be_names_the_field_and_is_not_made(office: Client, name: str) -> None:
    wrong, field = WRONG[name]

    response = office.post(reverse("v-workshop-new"), whole(make_reihe(), thema="Wege aufs Land", **wrong))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["thema"].value() == "Wege aufs Land"
    assert Workshop.objects.count() == 0


def test_workshop_keeps_all_that_was_planned(office: Client) -> None:
    reihe, ort, partner = make_reihe(), make_ort(), make_institution()
    moderation = make_konto(rolle="moderation")
    more = {
        "art": "konferenz",
        "thema": "Wege",
        "beschreibung": "Worum es geht.",
        "ort": ort.pk,
        "sichtbarkeit": "einladung",
        "beitraege_online": "on",
        "zielgruppen": ["eltern", "ehrenamt"],
        "kooperationspartner": [partner.pk],
        "moderation": [moderation.pk],
    }

    response = office.post(reverse("v-workshop-new"), whole(reihe, **more))

    made = Workshop.objects.get()
    assert response["Location"] == reverse("v-workshop", args=(made.pk,))
    assert (made.art, made.thema, made.beschreibung, made.ort) == ("konferenz", "Wege", "Worum es geht.", ort)
    assert (made.sichtbarkeit, made.beitraege_online, made.zielgruppen) == ("einladung", True, ["eltern", "ehrenamt"])
    assert (list(made.kooperationspartner.all()), list(made.moderation.all())) == ([partner], [moderation])
    assert (made.status, made.kapazitaet, timezone.localtime(made.beginn)) == (W.GEPLANT, 40, BEGIN)


@pytest.mark.parametrize("rolle", ["fachamt", "leitung"])
def test_only_office_and_moderation_can_be_chosen_to_moderate(office: Client, rolle: str) -> None:
    konto = make_konto(rolle=rolle)

    response = office.post(reverse("v-workshop-new"), whole(make_reihe(), moderation=[konto.pk]))

    assert list(response.context["form"].errors) == ["moderation"]


def test_who_left_cannot_be_chosen_to_moderate(office: Client) -> None:
    konto = make_konto(rolle="moderation", is_active=False)

    response = office.post(reverse("v-workshop-new"), whole(make_reihe(), moderation=[konto.pk]))

    assert list(response.context["form"].errors) == ["moderation"]


def test_two_workshops_of_one_name_have_two_addresses(office: Client) -> None:
    reihe = make_reihe()
    for _ in range(2):
        office.post(reverse("v-workshop-new"), whole(reihe))

    slugs = sorted(Workshop.objects.values_list("slug", flat=True))
    assert slugs == [f"lernen-im-dorf-{BEGIN:%Y}", f"lernen-im-dorf-{BEGIN:%Y}-2"]


def test_new_workshop_starts_from_the_reihe_one_came_from(office: Client) -> None:
    reihe = make_reihe()

    form = office.get(f"{reverse('v-workshop-new')}?reihe={reihe.pk}").context["form"]

    assert form["reihe"].value() == reihe.pk


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30, "٣"])
def test_reihe_in_the_address_that_is_none_is_passed_over(office: Client, asked: str) -> None:
    assert office.get(reverse("v-workshop-new"), {"reihe": asked}).status_code == 200


CHANGES: dict[str, tuple[dict[str, str], int]] = {
    "another title": ({"titel": "Anders"}, 0),
    "another day": ({"beginn": at(BEGIN + timedelta(days=1)), "ende": at(BEGIN + timedelta(days=1, hours=2))}, 1),
    "another end": ({"ende": at(BEGIN + timedelta(hours=4))}, 1),
    "more seats": ({"kapazitaet": "41"}, 0),
    "another closing": ({"anmeldeschluss": at(BEGIN - timedelta(days=3))}, 0),
    "a day in the past": (
        {
            "beginn": "2026-01-05T10:00",
            "ende": "2026-01-05T12:00",
            "anmeldeschluss": "2026-01-04T10:00",
        },
        0,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_people_are_told_when_time_or_place_change_and_only_then(office: Client, name: str) -> None:
    typed, mails = CHANGES[name]
    workshop = make_workshop(
        beginn=BEGIN, ende=BEGIN + timedelta(hours=3), anmeldeschluss=BEGIN - timedelta(days=2), kapazitaet=40
    )
    make_anmeldung(workshop=workshop)
    make_anmeldung(workshop=workshop, status=AnmeldungStatus.EINGEGANGEN)
    make_anmeldung(workshop=workshop, status=AnmeldungStatus.STORNIERT)
    make_anmeldung(workshop=workshop, email="", quelle="telefon")

    response = Formular(office, reverse("v-workshop-edit", args=(workshop.pk,))).type(**typed).send()

    assert response.status_code == 302
    assert [mail.anlass for mail in Mail.objects.all()] == mails * ["workshop_geaendert"]


def test_former_titles_are_kept_in_their_order(office: Client) -> None:
    workshop = make_workshop(titel="Eins")
    url = reverse("v-workshop-edit", args=(workshop.pk,))
    Formular(office, url).type(titel="Zwei").send()
    Formular(office, url).type(titel="Drei").send()

    workshop.refresh_from_db()
    assert (workshop.titel, workshop.fruehere_titel) == ("Drei", ["Eins", "Zwei"])


def test_waiting_list_moves_up_when_a_form_gives_more_seats(office: Client) -> None:
    workshop = make_workshop(kapazitaet=1)
    make_anmeldung(workshop=workshop)
    first, second = (make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE) for _ in range(2))

    Formular(office, reverse("v-workshop-edit", args=(workshop.pk,))).type(kapazitaet="2").send()

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (AnmeldungStatus.NACHGERUECKT, AnmeldungStatus.WARTELISTE)


STEPS = [(von, nach) for von in W for nach in W if nach in Workshop.MOVES.get(von, ())]


@pytest.mark.parametrize(("von", "nach"), STEPS)
def test_step_of_a_workshop(werkstatt: Werkstatt, office: Client, von: str, nach: str) -> None:
    workshop = werkstatt.workshop
    Workshop.objects.filter(pk=workshop.pk).update(status=von)
    too_early = nach == W.DURCHGEFUEHRT

    response = office.post(werkstatt.url("v-workshop-move", nach), {"grund": "Sturm"}, follow=True)

    workshop.refresh_from_db()
    assert workshop.status == (von if too_early else nach)
    assert response.redirect_chain == [(reverse("v-workshop", args=(workshop.pk,)), 302)]
    assert Mail.objects.count() == int(nach in planning.NUR_BEGRUENDET)
    if too_early:
        assert told(response).startswith("Der Workshop hat noch nicht begonnen.")


@pytest.mark.parametrize("to", sorted(planning.NUR_BEGRUENDET))
@pytest.mark.parametrize("grund", ["", "  ", "x" * 2001])
def test_step_without_a_good_reason_asks_for_it_and_tells_nobody(
    werkstatt: Werkstatt, office: Client, to: str, grund: str
) -> None:
    response = office.post(werkstatt.url("v-workshop-move", to), {"grund": grund})

    werkstatt.workshop.refresh_from_db()
    assert (response.status_code, werkstatt.workshop.status, Mail.objects.count()) == (422, W.OFFEN, 0)
    assert response.context["form"]["grund"].value() == grund


def test_question_before_cancelling_says_how_many_are_written_to(werkstatt: Werkstatt, office: Client) -> None:
    make_anmeldung(workshop=werkstatt.workshop, status=AnmeldungStatus.WARTELISTE)
    make_anmeldung(workshop=werkstatt.workshop, status=AnmeldungStatus.STORNIERT)

    page = office.get(werkstatt.url("v-workshop-move", W.ABGESAGT)).content.decode()

    assert "die angemeldet sind oder warten: 2 Personen." in page


def test_reading_the_address_of_a_step_takes_no_step(werkstatt: Werkstatt, office: Client) -> None:
    response = office.get(werkstatt.url("v-workshop-move", W.GESCHLOSSEN))

    werkstatt.workshop.refresh_from_db()
    assert (response.status_code, werkstatt.workshop.status) == (302, W.OFFEN)


def test_registration_does_not_open_when_its_time_is_over(office: Client) -> None:
    workshop = make_workshop(status=W.GEPLANT, beginn=timezone.now() + timedelta(hours=2))

    response = office.post(reverse("v-workshop-move", args=(workshop.pk, W.OFFEN)), follow=True)

    workshop.refresh_from_db()
    assert workshop.status == W.GEPLANT
    assert told(response).startswith("Der Anmeldeschluss liegt in der Vergangenheit.")


def test_workshop_that_took_place_counts_as_absent_who_was_not_ticked(office: Client) -> None:
    workshop = make_workshop(status=W.GESCHLOSSEN, beginn=timezone.now() - timedelta(hours=5))
    make_anmeldung(workshop=workshop, status=AnmeldungStatus.TEILGENOMMEN)
    absent = make_anmeldung(workshop=workshop)

    office.post(reverse("v-workshop-move", args=(workshop.pk, W.DURCHGEFUEHRT)))

    absent.refresh_from_db()
    workshop.refresh_from_db()
    assert (workshop.status, absent.status) == (W.DURCHGEFUEHRT, AnmeldungStatus.NICHT_ERSCHIENEN)


@pytest.mark.parametrize(
    ("status", "marks"),
    [
        (W.GEPLANT, ["laeuft", "offen", "offen", "offen", "offen"]),
        (W.OFFEN, ["gut", "laeuft", "offen", "offen", "offen"]),
        (W.GESCHLOSSEN, ["gut", "gut", "laeuft", "offen", "offen"]),
        (W.DURCHGEFUEHRT, ["gut", "gut", "gut", "laeuft", "offen"]),
        (W.DOKUMENTIERT, ["gut", "gut", "gut", "gut", "gut"]),
        (W.VERSCHOBEN, ["laeuft"]),
        (W.ABGESAGT, ["laeuft"]),
    ],
)
def test_way_of_a_workshop_shows_where_it_stands(status: str, marks: list[str]) -> None:
    assert [station.stand_art for station in stand.way(make_workshop(status=status))] == marks


@pytest.mark.parametrize(
    ("von", "nach", "after"),
    [
        (ReihenStatus.GEPLANT, ReihenStatus.LAEUFT, ReihenStatus.LAEUFT),
        (ReihenStatus.LAEUFT, ReihenStatus.ABGESCHLOSSEN, ReihenStatus.ABGESCHLOSSEN),
        (ReihenStatus.ABGESCHLOSSEN, ReihenStatus.LAEUFT, ReihenStatus.LAEUFT),
        (ReihenStatus.GEPLANT, ReihenStatus.ABGESCHLOSSEN, ReihenStatus.GEPLANT),
        (ReihenStatus.LAEUFT, ReihenStatus.GEPLANT, ReihenStatus.LAEUFT),
        (ReihenStatus.LAEUFT, "unsinn", ReihenStatus.LAEUFT),
    ],
)
def test_step_of_a_reihe(office: Client, von: str, nach: str, after: str) -> None:
    reihe = make_reihe(status=von)

    response = office.post(reverse("v-reihe-move", args=(reihe.pk, nach)), follow=True)

    reihe.refresh_from_db()
    assert (response.status_code, reihe.status) == (200, after)


@pytest.mark.parametrize(
    ("beitrag", "is_closed"),
    [
        ({"status": BeitragStatus.EINGEREICHT}, False),
        ({"status": BeitragStatus.NICHT_OEFFENTLICH}, False),
        ({"status": BeitragStatus.ZURUECKGEWIESEN}, True),
        (
            {"verbleib": "aufgenommen", "verbleib_begruendung": "Weil.", "verbleib_am": timezone.localdate()},
            True,
        ),
    ],
)
def test_reihe_closes_when_every_contribution_has_its_answer(
    office: Client, beitrag: dict[str, Any], is_closed: bool
) -> None:
    reihe = make_reihe(status=ReihenStatus.LAEUFT)
    make_beitrag(reihe=reihe, **beitrag)

    office.post(reverse("v-reihe-move", args=(reihe.pk, ReihenStatus.ABGESCHLOSSEN)))

    reihe.refresh_from_db()
    assert (reihe.status == ReihenStatus.ABGESCHLOSSEN) is is_closed


@pytest.mark.parametrize(
    ("plz", "is_good"), [("", True), ("39340", True), (" 39340 ", True), ("3934", False), ("3934O", False)]
)
def test_postcode_of_a_place(office: Client, plz: str, is_good: bool) -> None:
    response = office.post(reverse("v-ort-new"), {"name": "Rathaus", "plz": plz})

    assert response.status_code == (302 if is_good else 422)
    assert [ort.plz for ort in Ort.objects.all()] == ([plz.strip()] if is_good else [])


def test_two_rooms_of_a_house_are_two_places(office: Client) -> None:
    for raum in ("Saal", "Keller", "Saal"):
        office.post(reverse("v-ort-new"), {"name": "Rathaus Größe", "raum": raum})

    assert sorted(Ort.objects.values_list("kennung", flat=True)) == [
        "rathaus-groesse-keller",
        "rathaus-groesse-saal",
        "rathaus-groesse-saal-2",
    ]


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", ["Aula", "Rathaus, Keller", "Rathaus, Saal", "Zelt"]),
        ("?sortierung=-name", ["Zelt", "Rathaus, Saal", "Rathaus, Keller", "Aula"]),
        ("?sortierung=ort", ["Aula", "Zelt", "Rathaus, Saal", "Rathaus, Keller"]),
    ],
)
def test_places_are_sorted(office: Client, asked: str, order: list[str]) -> None:
    make_ort(name="Rathaus", raum="Saal", ort="Wolmirstedt", strasse="A 1")
    make_ort(name="Zelt", ort="Oschersleben")
    make_ort(name="Rathaus", raum="Keller", ort="Wolmirstedt", strasse="B 1")
    make_ort(name="Aula", ort="Barleben")

    assert [str(ort) for ort in office.get(reverse("v-ort-list") + asked).context["liste"].seite] == order


def test_file_of_the_places_says_how_they_are_reached(office: Client) -> None:
    make_ort(name="Aula", strasse="Weg 1", plz="39340", ort="Haldensleben", stufenlos=True, induktionsschleife=True)

    answer = office.get(reverse("v-ort-list"), {"als": "csv"})

    assert list(csv.reader(io.StringIO(content(answer).decode("utf-8-sig")), delimiter=";"))[1] == [
        "Aula",
        "Weg 1, 39340 Haldensleben",
        "stufenlos erreichbar, Induktionsschleife",
    ]


@pytest.mark.parametrize(
    ("typed", "zeit"),
    [
        ({"von": "16:00", "bis": "16:30"}, "16:00 bis 16:30"),
        ({"von": "16:00"}, "16:00"),
        ({"zeit_text": "ab 13:30", "von": "13:30", "bis": "14:00"}, "ab 13:30"),
        ({}, ""),
    ],
)
def test_item_of_the_programme_says_its_time(
    werkstatt: Werkstatt, office: Client, typed: dict[str, str], zeit: str
) -> None:
    office.post(werkstatt.url("v-programm-new"), {"titel": "Kaffee", **typed})

    made = Programmpunkt.objects.get(titel="Kaffee")
    assert (made.zeit, made.position) == (zeit, 1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"titel": ""}, "titel"),
        ({"von": "25:00"}, "von"),
        ({"von": "16:00", "bis": "15:00"}, "__all__"),
        ({"phase": "pause"}, "phase"),
        ({"zeit_text": "x" * 81}, "zeit_text"),
    ],
)
def test_item_of_the_programme_that_cannot_be(
    werkstatt: Werkstatt, office: Client, typed: dict[str, str], field: str
) -> None:
    response = office.post(werkstatt.url("v-programm-new"), {"titel": "Kaffee", **typed})

    assert list(response.context["form"].errors) == [field]
    assert Programmpunkt.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "richtung", "order"),
    [
        ("A", "runter", "BAC"),
        ("C", "hoch", "ACB"),
        ("A", "hoch", "ABC"),
        ("C", "runter", "ABC"),
        ("B", "unsinn", "ABC"),
    ],
)
def test_programme_is_ordered_by_one_step(office: Client, who: str, richtung: str, order: str) -> None:
    workshop = make_workshop()
    punkte = {
        titel: Programmpunkt.objects.create(workshop=workshop, titel=titel, position=number)
        for number, titel in enumerate("ABC", start=1)
    }

    response = office.post(reverse("v-programm-move", args=(punkte[who].pk,)), {"richtung": richtung})

    assert response["Location"].endswith(f"/programm/#punkt-{punkte[who].pk}")
    assert "".join(workshop.programm.order_by("position").values_list("titel", flat=True)) == order


def test_groups_get_a_kennung_of_their_own_and_stand_in_order(werkstatt: Werkstatt, office: Client) -> None:
    for _ in range(2):
        office.post(werkstatt.url("v-gruppe-new"), {"titel": "Gute Wege", "raum": "Saal", "kapazitaet": "12"})

    made = Arbeitsgruppe.objects.filter(titel="Gute Wege").order_by("position")
    assert [(one.kennung, one.position, one.kapazitaet) for one in made] == [
        ("gute-wege", 1, 12),
        ("gute-wege-2", 2, 12),
    ]


def test_public_form_says_how_many_seats_a_group_has_left(office: Client) -> None:
    workshop = make_workshop()
    full, one, many = (
        make_gruppe(workshop=workshop, titel=titel, kapazitaet=seats) for titel, seats in (("A", 1), ("B", 2), ("C", 9))
    )
    make_gruppe(workshop=workshop, titel="D")
    for gruppe, status in ((full, "bestaetigt"), (one, "eingegangen"), (many, "storniert"), (many, "teilgenommen")):
        make_anmeldung(workshop=workshop, ag_wunsch_1=gruppe, status=status)

    page = " ".join(Client().get(reverse("anmeldung-new", args=(workshop.slug,))).content.decode().split())

    assert 'A <span class="unterzeile">ausgebucht, Warteliste möglich</span>' in page
    assert 'B <span class="unterzeile">noch 1 Platz frei</span>' in page
    assert 'C <span class="unterzeile">8 Plätze frei</span>' in page
    assert 'D <span class="unterzeile">' not in page


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("?sortierung=-beginn", "CBA"),
        ("?sortierung=beginn", "ABC"),
        ("?sortierung=titel", "ABC"),
        ("?sortierung=-belegt", "BAC"),
        ("?sortierung=-wartend", "CAB"),
        ("?sortierung=-karten", "ABC"),
        ("?sortierung=status", "CAB"),
    ],
)
def test_list_of_workshops_is_sorted_by_what_it_counts(office: Client, asked: str, order: str) -> None:
    reihe = make_reihe()
    day = timezone.now() + timedelta(days=10)
    a = make_workshop(reihe=reihe, titel="A", beginn=day, status=W.OFFEN)
    b = make_workshop(reihe=reihe, titel="B", beginn=day + timedelta(days=1), status=W.GESCHLOSSEN)
    c = make_workshop(reihe=reihe, titel="C", beginn=day + timedelta(days=2), status=W.GEPLANT)
    for workshop, seats, waiting, cards in ((a, 1, 1, 3), (b, 2, 0, 2), (c, 0, 2, 1)):
        for _ in range(seats):
            make_anmeldung(workshop=workshop)
        for _ in range(waiting):
            make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE)
        for _ in range(cards):
            make_beitrag(workshop=workshop)

    rows = office.get(reverse("v-workshop-list") + asked).context["liste"].seite

    assert "".join(row.titel for row in rows) == order


def test_every_step_of_planning_is_noted(office: Client) -> None:
    office.post(reverse("v-reihe-new"), {"titel": "Börde lernt"})
    office.post(reverse("v-ort-new"), {"name": "Rathaus"})
    office.post(reverse("v-workshop-new"), whole(Reihe.objects.get()))
    workshop = Workshop.objects.get()
    office.post(reverse("v-workshop-move", args=(workshop.pk, W.OFFEN)))
    office.post(reverse("v-programm-new", args=(workshop.pk,)), {"titel": "Kaffee"})
    office.post(reverse("v-gruppe-new", args=(workshop.pk,)), {"titel": "Wege"})

    noted = list(Eintrag.objects.order_by("pk").values_list("ereignis", flat=True))
    assert noted == [
        "reihe.angelegt",
        "ort.angelegt",
        "workshop.angelegt",
        "workshop.status",
        "programmpunkt.angelegt",
        "arbeitsgruppe.angelegt",
    ]


def test_copy_begins_with_everything_but_the_dates(office: Client) -> None:
    ort, partner = make_ort(), make_institution()
    workshop = make_workshop(titel="Lernen im Dorf", ort=ort, kapazitaet=33, zielgruppen=["eltern"])
    workshop.kooperationspartner.add(partner)

    form = office.get(reverse("v-workshop-kopieren", args=(workshop.pk,))).context["form"]

    assert [form["titel"].value(), form["ort"].value(), form["kapazitaet"].value()] == ["Lernen im Dorf", ort.pk, 33]
    assert [form["zielgruppen"].value(), form["kooperationspartner"].value()] == [["eltern"], [partner.pk]]
    assert [form[name].value() for name in ("beginn", "ende", "anmeldeschluss")] == [None, None, None]


def test_copy_has_the_programme_and_the_groups_and_the_first_one_stays(office: Client) -> None:
    workshop = make_workshop()
    workshop.programm.create(titel="Ankommen", zeit_text="ab 15:30", position=1)
    workshop.programm.create(titel="Reden", von="16:00", bis="17:00", phase="kritik", position=2)
    make_gruppe(workshop=workshop, titel="Unterwegs", raum="Saal 2", kapazitaet=12)

    office.post(reverse("v-workshop-kopieren", args=(workshop.pk,)), whole(workshop.reihe, titel="Noch einmal"))

    copy = Workshop.objects.get(titel="Noch einmal")
    assert copy.status == W.GEPLANT
    assert [(p.titel, p.zeit, p.phase) for p in copy.programm.all()] == [
        ("Ankommen", "ab 15:30", ""), ("Reden", "16:00 bis 17:00", "kritik"),
    ]  # fmt: skip
    assert [(g.titel, g.raum, g.kapazitaet) for g in copy.gruppen.all()] == [("Unterwegs", "Saal 2", 12)]
    assert not copy.anmeldungen.exists()
    assert workshop.programm.count() == 2
