"""The desk of one workshop's people: every step from every state, the list at the door, invitations."""

import csv
import io
from datetime import timedelta
from itertools import product
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from tests.dateien import content
from tests.factories import make_anmeldung, make_gruppe, make_institution, make_konto, make_workshop
from tests.lesen import words
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.anmeldung import anwesenheit
from workshops.models import Anmeldung, Einladung, Teilnahme, Workshop
from workshops.models.enums import EXPECTED, TICKED, AnmeldungStatus

pytestmark = pytest.mark.django_db

S = AnmeldungStatus
PHONE = {"quelle": "telefon", "name": "Eva Muster", "einrichtung": "Hort", "verpflegung": "ohne"}


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    client.force_login(make_konto())
    return make_werkstatt()


def told(response: Any) -> str:
    """Return what the page says above its content after a step."""
    return " ".join(str(message) for message in response.context["messages"])


def one_of(werkstatt: Werkstatt, status: str) -> Anmeldung:
    anmeldung = werkstatt.anmeldung
    Anmeldung.objects.filter(pk=anmeldung.pk).update(status=status)
    anmeldung.refresh_from_db()
    return anmeldung


MAILS = {
    S.BESTAETIGT: ["anmeldung_bestaetigt"],
    S.WARTELISTE: ["anmeldung_warteliste"],
    S.NACHGERUECKT: ["anmeldung_nachgerueckt"],
    S.STORNIERT: ["anmeldung_storniert"],
}
STEPS = [(von, nach) for von, nach in product(S, S) if nach in Anmeldung.MOVES[von]]
NO_STEPS = [(von, nach) for von, nach in product(S, S) if nach not in Anmeldung.MOVES[von]]


@pytest.mark.parametrize(("von", "nach"), STEPS)
def test_step_of_a_registration_is_taken_told_and_noted(
    client: Client, werkstatt: Werkstatt, von: str, nach: str
) -> None:
    anmeldung = one_of(werkstatt, von)

    response = client.post(werkstatt.url("v-anmeldung-move", nach), follow=True)

    anmeldung.refresh_from_db()
    # Whoever is put on the waiting list while seats are free moves up at once.
    expected = S.NACHGERUECKT if nach == S.WARTELISTE else nach
    assert anmeldung.status == expected
    assert anmeldung.name in told(response)
    assert [mail.anlass for mail in Mail.objects.order_by("pk")][:1] == MAILS.get(S(nach), [])
    assert Eintrag.objects.filter(ereignis="anmeldung.status").exists()


@pytest.mark.parametrize(("von", "nach"), NO_STEPS)
def test_step_that_a_registration_cannot_take_changes_nothing(
    client: Client, werkstatt: Werkstatt, von: str, nach: str
) -> None:
    anmeldung = one_of(werkstatt, von)

    response = client.post(werkstatt.url("v-anmeldung-move", nach), follow=True)

    anmeldung.refresh_from_db()
    assert anmeldung.status == von
    assert told(response) == "Dieser Schritt ist jetzt nicht möglich. Hier sehen Sie den Stand von heute."
    assert (Mail.objects.count(), Eintrag.objects.count()) == (0, 0)


@pytest.mark.parametrize(("von", "nach"), [step for step in STEPS if step[1] in TICKED])
def test_attendance_noted_on_the_page_of_a_registration_counts_like_a_tick_at_the_door(
    client: Client, werkstatt: Werkstatt, von: str, nach: str
) -> None:
    anmeldung = one_of(werkstatt, von)
    if von == S.TEILGENOMMEN:
        Teilnahme.objects.create(anmeldung=anmeldung)

    client.post(werkstatt.url("v-anmeldung-move", nach))

    there = [(row.anmeldung, row.arbeitsgruppe) for row in Teilnahme.objects.all()]
    assert there == ([(anmeldung, werkstatt.gruppe)] if nach == S.TEILGENOMMEN else [])


def test_page_of_a_registration_offers_just_the_steps_of_its_state(client: Client, werkstatt: Werkstatt) -> None:
    for status in S:
        one_of(werkstatt, status)

        page = lxml.html.fromstring(client.get(werkstatt.url("v-anmeldung")).content.decode())

        offered = {form.get("action").rstrip("/").rpartition("/")[2] for form in page.xpath("//form[@method='post']")}
        assert offered & set(S) == set(Anmeldung.MOVES[status])


def test_nobody_moves_up_by_hand_when_all_seats_are_taken(client: Client, werkstatt: Werkstatt) -> None:
    Workshop.objects.filter(pk=werkstatt.workshop.pk).update(kapazitaet=1)
    waiting = make_anmeldung(workshop=werkstatt.workshop, status=S.WARTELISTE)
    url = werkstatt.url("v-anmeldung-move", S.NACHGERUECKT).replace(f"/{werkstatt.anmeldung.pk}/", f"/{waiting.pk}/")

    response = client.post(url, follow=True)

    waiting.refresh_from_db()
    assert waiting.status == S.WARTELISTE
    assert told(response).startswith("Alle Plätze sind vergeben.")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"),
        ({"einrichtung": ""}, "einrichtung"),
        ({"quelle": "online"}, "quelle"),
        ({"quelle": ""}, "quelle"),
        ({"email": "eva@"}, "email"),
        ({"verpflegung": "fleisch"}, "verpflegung"),
        ({"telefon": "0" * 41}, "telefon"),
        ({"bedarf": "x" * 1001}, "bedarf"),
        ({"institution": "0"}, "institution"),
    ],
)
def test_registration_by_hand_names_what_is_wrong_and_keeps_the_rest(
    client: Client, werkstatt: Werkstatt, more: dict[str, str], field: str
) -> None:
    typed = {**PHONE, "funktion": "Leitung des Horts", **more}

    response = client.post(werkstatt.url("v-anmeldung-new"), typed)

    page = lxml.html.fromstring(response.content.decode())
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert page.xpath("//input[@name='funktion']/@value") == ["Leitung des Horts"]
    assert not Anmeldung.objects.filter(funktion="Leitung des Horts").exists()


def test_group_of_another_workshop_cannot_be_wished_for_by_hand(client: Client, werkstatt: Werkstatt) -> None:
    foreign = make_gruppe(workshop=make_workshop())

    response = client.post(werkstatt.url("v-anmeldung-new"), {**PHONE, "ag_wunsch_1": foreign.pk})

    assert list(response.context["form"].errors) == ["ag_wunsch_1"]


@pytest.mark.parametrize("quelle", ["telefon", "email", "vor_ort"])
def test_registration_by_hand_is_kept_with_all_it_says(client: Client, werkstatt: Werkstatt, quelle: str) -> None:
    institution = make_institution()
    typed = {
        **PHONE,
        "quelle": quelle,
        "email": "eva@hort.example",
        "telefon": "03904 1",
        "funktion": "Leitung",
        "institution": institution.pk,
        "ag_wunsch_1": werkstatt.gruppe.pk,
        "verpflegung": "vegan",
        "kinder": "3 und 5",
        "foto_einwilligung": "on",
    }

    response = client.post(werkstatt.url("v-anmeldung-new"), typed)

    made = Anmeldung.objects.get(name="Eva Muster")
    assert response["Location"] == werkstatt.url("v-anmeldung-list")
    assert (made.quelle, made.status, made.institution, made.ag_wunsch_1) == (
        quelle,
        S.BESTAETIGT,
        institution,
        werkstatt.gruppe,
    )
    assert (made.telefon, made.funktion, made.verpflegung) == ("03904 1", "Leitung", "vegan")
    assert (made.kinder, made.foto_einwilligung, made.foto_einwilligung_text) == ([3, 5], True, "Fassung 1")
    assert [(mail.an, mail.anlass) for mail in Mail.objects.all()] == [("eva@hort.example", "anmeldung_bestaetigt")]


def test_by_hand_the_full_workshop_says_that_the_person_waits(client: Client, werkstatt: Werkstatt) -> None:
    Workshop.objects.filter(pk=werkstatt.workshop.pk).update(kapazitaet=1)

    response = client.post(werkstatt.url("v-anmeldung-new"), PHONE, follow=True)

    assert told(response) == "Eva Muster ist eingetragen: Warteliste."


def test_nobody_is_registered_by_hand_for_a_cancelled_workshop(client: Client, werkstatt: Werkstatt) -> None:
    Workshop.objects.filter(pk=werkstatt.workshop.pk).update(status="abgesagt")

    response = client.post(werkstatt.url("v-anmeldung-new"), PHONE)

    assert response.status_code == 422
    assert "Dieser Termin ist abgesagt." in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["Anna", "Berta", "Äneas", "Carl"]),
        ("?sortierung=name", ["Äneas", "Anna", "Berta", "Carl"]),
        ("?sortierung=-name", ["Carl", "Berta", "Anna", "Äneas"]),
        ("?sortierung=einrichtung", ["Carl", "Anna", "Berta", "Äneas"]),
        ("?sortierung=status", ["Anna", "Äneas", "Berta", "Carl"]),
        ("?sortierung=eingegangen_am", ["Anna", "Berta", "Äneas", "Carl"]),
        ("?stand=storniert", ["Carl"]),
        ("?stand=unsinn", ["Anna", "Berta", "Äneas", "Carl"]),
        ("?wort=HORT", ["Carl"]),
        ("?wort=vertreter", ["Berta"]),
        ("?wort=anna%20kita", ["Anna"]),
        ("?wort=%25", []),
    ],
)
def test_list_is_sorted_and_narrowed_as_the_address_says(
    client: Client, werkstatt: Werkstatt, asked: str, names: list[str]
) -> None:
    Anmeldung.objects.all().delete()
    rows: list[tuple[str, dict[str, Any]]] = [
        ("Anna", {"einrichtung": "Kita", "status": S.EINGEGANGEN}),
        ("Berta", {"einrichtung": "Schule", "vertretung": "Frau Vertreter", "status": S.WARTELISTE}),
        ("Äneas", {"einrichtung": "Verein", "status": S.BESTAETIGT}),
        ("Carl", {"einrichtung": "Hort", "status": S.STORNIERT}),
    ]
    start = timezone.now() - timedelta(days=1)
    for number, (name, fields) in enumerate(rows):
        make_anmeldung(workshop=werkstatt.workshop, name=name, eingegangen_am=start + timedelta(hours=number), **fields)

    page = client.get(werkstatt.url("v-anmeldung-list") + asked)

    assert [row.name for row in page.context["liste"].seite] == names


def test_file_of_the_list_names_every_column_and_no_support_need(client: Client, werkstatt: Werkstatt) -> None:
    Anmeldung.objects.all().delete()
    client.post(
        werkstatt.url("v-anmeldung-new"),
        {**PHONE, "bedarf": "Gebärdensprache", "bedarf_einwilligung": "on", "ag_wunsch_1": werkstatt.gruppe.pk},
    )

    text = content(client.get(werkstatt.url("v-anmeldung-list"), {"als": "csv"})).decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    received = row.pop("Eingegangen")
    assert row == {
        "Name": "Eva Muster",
        "Vertretung": "",
        "Einrichtung": "Hort",
        "Funktion": "",
        "E-Mail-Adresse": "",
        "Telefon": "",
        "Arbeitsgruppe": werkstatt.gruppe.titel,
        "Erster Wunsch": werkstatt.gruppe.titel,
        "Zweiter Wunsch": "",
        "Verpflegung": "keine Angabe",
        "Kinder zur Betreuung": "",
        "Fotos erlaubt": "nein",
        "Quelle": "Telefon",
        "Stand": "bestätigt",
    }
    assert received.startswith(f"{timezone.localdate():%d.%m.%Y}")
    assert "Gebärdensprache" not in text


def test_support_need_stands_on_the_page_of_the_one_registration(client: Client, werkstatt: Werkstatt) -> None:
    client.post(werkstatt.url("v-anmeldung-new"), {**PHONE, "bedarf": "Gebärdensprache", "bedarf_einwilligung": "on"})
    made = Anmeldung.objects.get(name="Eva Muster")
    page = client.get(werkstatt.url("v-anmeldung").replace(f"/{werkstatt.anmeldung.pk}/", f"/{made.pk}/"))

    assert "Gebärdensprache" in page.content.decode()
    assert "Gebärdensprache" not in client.get(werkstatt.url("v-anmeldung-list")).content.decode()


@pytest.mark.parametrize("status", S)
def test_list_at_the_door_has_who_holds_a_seat_for_sure(client: Client, werkstatt: Werkstatt, status: str) -> None:
    anmeldung = one_of(werkstatt, status)

    listed = list(anwesenheit.attendance_list(werkstatt.workshop))
    page = client.get(werkstatt.url("v-anwesenheit-druck")).content.decode()

    assert (anmeldung in listed) == (status in EXPECTED | TICKED)
    assert (anmeldung.name in page) == (status in EXPECTED | TICKED)


def test_list_at_the_door_is_in_the_order_of_names(werkstatt: Werkstatt) -> None:
    Anmeldung.objects.all().delete()
    for name in ("carl", "Anna", "Berta", "anna"):
        make_anmeldung(workshop=werkstatt.workshop, name=name)

    assert [row.name for row in anwesenheit.attendance_list(werkstatt.workshop)] == ["Anna", "anna", "Berta", "carl"]


@pytest.mark.parametrize(
    ("status", "ticked", "after"),
    [
        (S.BESTAETIGT, True, S.TEILGENOMMEN),
        (S.BESTAETIGT, False, S.BESTAETIGT),
        (S.NACHGERUECKT, True, S.TEILGENOMMEN),
        (S.TEILGENOMMEN, True, S.TEILGENOMMEN),
        (S.TEILGENOMMEN, False, S.NICHT_ERSCHIENEN),
        (S.NICHT_ERSCHIENEN, True, S.TEILGENOMMEN),
        (S.NICHT_ERSCHIENEN, False, S.NICHT_ERSCHIENEN),
        (S.WARTELISTE, True, S.WARTELISTE),
        (S.STORNIERT, True, S.STORNIERT),
        (S.EINGEGANGEN, True, S.EINGEGANGEN),
    ],
)
def test_tick_at_the_door(client: Client, werkstatt: Werkstatt, status: str, ticked: bool, after: str) -> None:
    anmeldung = one_of(werkstatt, status)
    data = {"gezeigt": [anmeldung.pk]} | ({"da": [anmeldung.pk]} if ticked else {})

    client.post(werkstatt.url("v-anwesenheit"), data)

    anmeldung.refresh_from_db()
    assert anmeldung.status == after


def test_who_was_ticked_belongs_to_the_group_of_the_first_wish_until_the_tick_goes(
    client: Client, werkstatt: Werkstatt
) -> None:
    pk = werkstatt.anmeldung.pk
    client.post(werkstatt.url("v-anwesenheit"), {"gezeigt": [pk], "da": [pk]})
    assert [row.arbeitsgruppe for row in Teilnahme.objects.all()] == [werkstatt.gruppe]

    client.post(werkstatt.url("v-anwesenheit"), {"gezeigt": [pk]})

    assert Teilnahme.objects.count() == 0


@pytest.mark.parametrize("keys", [["x"], ["-1"], ["99999999999999"], ["", "٣"]])
def test_keys_that_are_none_are_passed_over_at_the_door(client: Client, werkstatt: Werkstatt, keys: list[str]) -> None:
    response = client.post(
        werkstatt.url("v-anwesenheit"), {"gezeigt": keys, "da": keys, "seite": "unsinn"}, follow=True
    )

    assert response.redirect_chain == [(f"{werkstatt.url('v-anwesenheit')}?seite=1", 302)]
    assert told(response) == "Gespeichert: 0 geändert. Jetzt sind 0 Personen da."


def test_ticks_of_another_page_stay(client: Client, werkstatt: Werkstatt) -> None:
    """Only who stands on the page that was sent can lose the tick."""
    there = one_of(werkstatt, S.TEILGENOMMEN)
    other = make_anmeldung(workshop=werkstatt.workshop)

    client.post(werkstatt.url("v-anwesenheit"), {"gezeigt": [other.pk], "da": [other.pk]})

    there.refresh_from_db()
    assert there.status == S.TEILGENOMMEN


@pytest.mark.parametrize("kontingent", ["0", "501", "-1", "", "viele"])
def test_invitation_has_between_1_and_500_seats(client: Client, werkstatt: Werkstatt, kontingent: str) -> None:
    data = {"institution": make_institution().pk, "kontingent": kontingent}

    response = client.post(werkstatt.url("v-einladung-new"), data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["kontingent"]
    assert Einladung.objects.count() == 1


@pytest.mark.parametrize("kontingent", [1, 500])
def test_invitation_is_stored_and_its_link_stands_in_the_list(
    client: Client, werkstatt: Werkstatt, kontingent: int
) -> None:
    institution = make_institution(name="Kita Wald")

    client.post(werkstatt.url("v-einladung-new"), {"institution": institution.pk, "kontingent": kontingent})

    made = Einladung.objects.get(institution=institution)
    page = client.get(werkstatt.url("v-einladung-list")).content.decode()
    assert (made.kontingent, len(made.code), made.gesendet_am) == (kontingent, 12, None)
    assert f"anmeldung/?code={made.code}" in page


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", ["Amt", "Hort", "Kita"]),
        ("?sortierung=-institution__name", ["Kita", "Hort", "Amt"]),
        ("?sortierung=-kontingent", ["Hort", "Kita", "Amt"]),
        ("?sortierung=-angemeldet", ["Kita", "Amt", "Hort"]),
        ("?sortierung=angemeldet", ["Amt", "Hort", "Kita"]),
    ],
)
def test_invitations_are_sorted_by_each_column(
    client: Client, werkstatt: Werkstatt, asked: str, order: list[str]
) -> None:
    Einladung.objects.all().delete()
    for name, seats in (("Kita", 3), ("Amt", 1), ("Hort", 9)):
        made = Einladung.objects.create(
            workshop=werkstatt.workshop, institution=make_institution(name=name), kontingent=seats, code=name
        )
        if name == "Kita":
            make_anmeldung(workshop=werkstatt.workshop, einladung=made)
            make_anmeldung(workshop=werkstatt.workshop, einladung=made, status=S.STORNIERT)

    liste = client.get(werkstatt.url("v-einladung-list") + asked).context["liste"]

    assert [row.institution.name for row in liste.seite] == order


def test_file_of_the_invitations_has_links_and_counts(client: Client, werkstatt: Werkstatt) -> None:
    einladung = werkstatt.einladung
    client.post(werkstatt.url("v-einladung-gesendet"))
    make_anmeldung(workshop=werkstatt.workshop, einladung=einladung)

    answer = client.get(werkstatt.url("v-einladung-list"), {"als": "csv"})

    (row,) = csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig")), delimiter=";")
    assert row["Link zur Anmeldung"].endswith(f"?code={einladung.code}")
    assert (row["Plätze"], row["angemeldet"], bool(row["Verschickt"])) == ("1", "1", True)


def test_invitation_that_was_withdrawn_opens_nothing_any_more(client: Client, werkstatt: Werkstatt) -> None:
    Workshop.objects.filter(pk=werkstatt.workshop.pk).update(sichtbarkeit="einladung")
    link = f"/workshops/{werkstatt.workshop.slug}/anmeldung/?code={werkstatt.einladung.code}"
    assert Client().get(link).status_code == 200

    client.post(werkstatt.url("v-einladung-loeschen"))

    assert Client().get(link).status_code == 404


def test_page_of_the_day_counts_who_is_there(client: Client, werkstatt: Werkstatt) -> None:
    make_anmeldung(workshop=werkstatt.workshop, status=S.TEILGENOMMEN)

    page = lxml.html.fromstring(client.get(werkstatt.url("v-anwesenheit")).content.decode())

    assert len(page.xpath("//input[@name='da']")) == 2
    assert len(page.xpath("//input[@name='da'][@checked]")) == 1
    assert werkstatt.anmeldung.name in words(page)
