"""A circular reaches each address once, and the reminder before the day each person once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.post.models import Mail
from bildungskommune.ui.absendung import new_token
from tests.factories import make_anmeldung, make_konto, make_reihe, make_workshop
from workshops.einladungen import abbestellen, rundschreiben, sendungen
from workshops.einladungen.einladen import Schreiben
from workshops.einladungen.rundschreiben import Kreis
from workshops.models import Sendung, Sendungszeile, Workshop

pytestmark = pytest.mark.django_db
MORGENS = 10


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def at(days: int, hour: int = MORGENS) -> datetime:
    """Return this hour so many days from today."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def filled() -> Workshop:
    """Return a workshop with somebody of every kind, after another one of its Reihe."""
    reihe = make_reihe()
    before = make_workshop(reihe=reihe, beginn=at(-30), ende=at(-29))
    workshop = make_workshop(reihe=reihe, beginn=at(10), ende=at(11))
    for status in ("bestaetigt", "nachgerueckt", "warteliste", "storniert", "eingegangen"):
        make_anmeldung(workshop=workshop, name=status, email=f"{status}@a.example", status=status)
    make_anmeldung(workshop=workshop, name="Telefon", email="", quelle="telefon", status="bestaetigt")
    make_anmeldung(workshop=workshop, name="Zweite", email="BESTAETIGT@a.example", status="bestaetigt")
    make_anmeldung(workshop=before, name="War da", email="war-da@a.example", status="teilgenommen")
    make_anmeldung(workshop=before, name="Auch früher", email="bestaetigt@a.example", status="teilgenommen")
    return workshop


@pytest.mark.parametrize(
    ("kreise", "reihe", "expected"),
    [
        ([Kreis.ANGEMELDET], False, ["bestaetigt@a.example", "nachgerueckt@a.example"]),
        ([Kreis.WARTELISTE], False, ["warteliste@a.example"]),
        ([Kreis.TEILGENOMMEN], False, []),
        ([Kreis.TEILGENOMMEN], True, ["bestaetigt@a.example", "war-da@a.example"]),
        (
            [Kreis.ANGEMELDET, Kreis.TEILGENOMMEN],
            True,
            ["bestaetigt@a.example", "nachgerueckt@a.example", "war-da@a.example"],
        ),
        ([], True, []),
    ],
)  # fmt: skip
def test_circles_reach_each_address_once(kreise: list[str], reihe: bool, expected: list[str]) -> None:
    found = rundschreiben.reached(filled(), kreise, ganze_reihe=reihe)

    assert sorted(row.an.lower() for row in found) == expected


def form(erreicht: int, **fields: Any) -> dict[str, Any]:
    start = {"kreise": ["angemeldet"], "umfang": "einer", "betreff": "Raum geändert", "text": "Wir sind in Saal 2."}
    return {**start, "erreicht": str(erreicht), **fields}


def test_circular_goes_out_once_though_the_button_is_pressed_twice(office: Client) -> None:
    workshop = filled()
    url, sent = reverse("v-rundschreiben", args=(workshop.pk,)), form(2, absendung=new_token())

    answers = [office.post(url, sent) for _ in range(2)]

    sendung = Sendung.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [reverse("v-sendung", args=(sendung.pk,))] * 2
    assert sendungen.work(sendung.pk) == 2
    mail = Mail.objects.get(an="nachgerueckt@a.example")
    assert (mail.betreff, mail.anlass) == ("Raum geändert", "sendung_rundschreiben")
    for part in (mail.text, mail.html):
        assert "Wir sind in Saal 2." in part
        assert f"weil Sie sich zu „{workshop.titel}“ angemeldet haben" in " ".join(part.split())


def test_choice_that_reaches_others_than_the_page_said_is_shown_first(office: Client) -> None:
    url = reverse("v-rundschreiben", args=(filled().pk,))

    first = office.post(url, form(2, umfang="reihe", kreise=["angemeldet", "teilgenommen"]))
    before = Sendung.objects.count()
    second = office.post(url, form(3, umfang="reihe", kreise=["angemeldet", "teilgenommen"]))

    page = first.content.decode()
    assert (first.status_code, before, second.status_code) == (422, 0, 302)
    assert "Diese Auswahl erreicht 3 Personen." in page
    assert 'name="erreicht" value="3"' in page
    assert "Wir sind in Saal 2." in page


@pytest.mark.parametrize(("field", "value"), [("kreise", []), ("kreise", ["alle"]), ("umfang", "welt"), ("text", "")])
def test_wrong_input_sends_nothing(office: Client, field: str, value: Any) -> None:
    answer = office.post(reverse("v-rundschreiben", args=(filled().pk,)), form(2, **{field: value}))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Sendung.objects.count() == 0


def test_nobody_to_reach_is_a_sentence(office: Client) -> None:
    answer = office.post(reverse("v-rundschreiben", args=(make_workshop().pk,)), form(0))

    assert answer.status_code == 422
    assert "bekommt niemand mehr eine E-Mail" in answer.content.decode()


def reminded(now: datetime) -> list[str]:
    rundschreiben.remind_all(now)
    sendungen.sweep()
    return sorted(Mail.objects.filter(anlass="sendung_vortag").values_list("an", flat=True))


def seat(workshop: Workshop, an: str, **fields: Any) -> None:
    make_anmeldung(workshop=workshop, email=an, **{"status": "bestaetigt", "eingegangen_am": at(-20), **fields})


def test_shared_address_is_reminded_once_of_everybody_under_it(office: Client) -> None:
    workshop = make_workshop(titel="Wege", beginn=at(5), ende=at(6), status="geschlossen")
    seat(workshop, "kita@a.example", name="Jana Muster")
    seat(workshop, "Kita@a.example", name="Tom Muster")
    seat(workshop, "kita@a.example", name="Eva Wartet", status="warteliste")
    seat(workshop, "allein@a.example", name="Ali Allein")

    assert reminded(at(3, 8)) == ["allein@a.example", "kita@a.example"]
    shared = Mail.objects.get(an="kita@a.example")
    for part in (shared.text, shared.html):
        assert [name in part for name in ("Jana Muster", "Tom Muster", "Eva Wartet")] == [True, True, False]
    assert shared.text.count("/stornieren/") == 2
    assert "Guten Tag, Ali Allein" in Mail.objects.get(an="allein@a.example").text


def test_who_has_a_seat_is_reminded_once_two_days_before(office: Client) -> None:
    workshop = make_workshop(titel="Wege", beginn=at(5), ende=at(6), status="geschlossen")
    seat(workshop, "kommt@a.example")
    seat(workshop, "wartet@a.example", status="warteliste")
    seat(workshop, "abgesagt@a.example", status="storniert")
    seat(workshop, "kam-eben@a.example", eingegangen_am=at(4))

    assert reminded(at(3, 7)) == []
    assert reminded(at(3, 8)) == ["kommt@a.example"]
    assert reminded(at(3, 9)) == reminded(at(4)) == ["kommt@a.example"]
    text = Mail.objects.get(anlass="sendung_vortag").text
    assert ("Wege" in text, "/stornieren/" in text, "Absagen: " in text) == (True, True, True)


@pytest.mark.parametrize(
    "fields",
    [{"erinnern_tage": 0}, {"status": "abgesagt"}, {"status": "verschoben"}, {"beginn": at(0, 0), "ende": at(1)}],
)
def test_nobody_is_reminded_of_what_does_not_take_place(fields: dict[str, Any]) -> None:
    workshop = make_workshop(**{"beginn": at(1), "ende": at(2), **fields})
    seat(workshop, "kommt@a.example")

    assert reminded(at(0)) == []


def test_workshop_that_was_put_off_is_reminded_of_anew() -> None:
    workshop = make_workshop(beginn=at(1), ende=at(2))
    seat(workshop, "kommt@a.example")

    reminded(at(0))
    Workshop.objects.filter(pk=workshop.pk).update(beginn=at(8), ende=at(9))
    reminded(at(1))
    between = Sendungszeile.objects.count()
    reminded(at(6))

    assert (between, Sendungszeile.objects.count()) == (1, 2)


@pytest.mark.parametrize(("typed", "kept"), [("", 0), ("0", 0), ("14", 14), (None, 3)])
def test_days_before_are_set_in_the_form_of_the_workshop(office: Client, typed: str | None, kept: int) -> None:
    workshop = make_workshop(erinnern_tage=3)
    url = reverse("v-workshop-edit", args=(workshop.pk,))
    shown = office.get(url).context["form"]
    data = {name: shown[name].value() or "" for name in shown.fields}
    data = {name: value for name, value in data.items() if value and name != "erinnern_tage"} | (
        {} if typed is None else {"erinnern_tage": typed}
    )

    answer = office.post(url, {**data, "beginn": f"{timezone.localtime(workshop.beginn):%Y-%m-%dT%H:%M}"})

    assert answer.status_code == 302, answer.context["form"].errors
    workshop.refresh_from_db()
    assert workshop.erinnern_tage == kept


def test_who_registered_leaves_circulars_by_one_click_and_keeps_the_seat(settings: Any) -> None:
    workshop = make_workshop(beginn=at(3), ende=at(4), erinnern_tage=3)
    stays = make_anmeldung(workshop=workshop, email="bleibt@a.example", status="bestaetigt", eingegangen_am=at(-9))
    row = make_anmeldung(workshop=workshop, email="geht@a.example", status="bestaetigt", eingegangen_am=at(-9))
    brief = Schreiben("Neues", "Es geht weiter.")
    first = rundschreiben.send(workshop, [Kreis.ANGEMELDET], brief, ganze_reihe=False, by=make_konto())
    path = abbestellen.leaving(row).removeprefix(settings.BASE_URL)
    program = Client(enforce_csrf_checks=True)

    looked_at = program.get(path).content.decode()
    kept = first.zeilen.filter(an=row.email).exists()
    answers = [program.post(path, {"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]
    sendungen.work(first.pk)
    rundschreiben.remind_all(at(0))

    assert ("Möchten Sie keine Rundschreiben mehr?" in looked_at, kept, answers) == (True, True, [200, 200])
    assert list(Mail.objects.filter(anlass="sendung_rundschreiben").values_list("an", flat=True)) == [stays.email]
    assert [one.an for one in rundschreiben.reached(workshop, [Kreis.ANGEMELDET], ganze_reihe=True)] == [stays.email]
    assert Sendungszeile.objects.filter(sendung__art="vortag", an=row.email).exists()
    assert program.get("/rundschreiben/ab/1:gefaelscht/").status_code == 404
