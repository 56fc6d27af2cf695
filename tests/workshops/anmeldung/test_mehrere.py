"""Several people in one go: one form, one transaction, one mail for each address."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.post.models import Mail
from bildungskommune.ui.absendung import FELD, new_token
from tests.conftest import forget_rings
from tests.factories import make_anmeldung, make_gruppe, make_institution, make_konto, make_workshop
from workshops.anmeldung import mails, registration, zugang
from workshops.models import Workshop

pytestmark = pytest.mark.django_db

JANA = {"name": "Jana Beispiel", "email": "jana@kita.example", "einrichtung": "Kita", "verpflegung": "vegan"}


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()


def post(client: Client, workshop: Workshop, weitere: str, **fields: Any) -> Any:
    return client.post(reverse("anmeldung-new", args=(workshop.slug,)), {**JANA, **fields, "weitere": weitere})


def states(workshop: Workshop) -> dict[str, str]:
    return dict(workshop.anmeldungen.order_by("eingegangen_am", "pk").values_list("name", "status"))


def confirm(client: Client, an: str) -> str:
    """Press the button of the newest mail to this address and return the page that follows."""
    page = re.search(r"/anmeldung/[\w-]+/bestaetigen/", Mail.objects.filter(an=an).latest("pk").text)
    assert page, f"{an} has nothing to confirm"
    return str(client.post(page[0], follow=True).content.decode())


def test_people_of_one_form_get_seats_in_order_one_mail_an_address_and_are_cancelled_alone(client: Client) -> None:
    workshop = make_workshop(kapazitaet=3)
    group = make_gruppe(workshop=workshop)

    answer = post(
        client,
        workshop,
        "Tom Muster\r\n\r\nEva Muster, eva@kita.example\r\nBen Muster",
        ag_wunsch_1=group.pk,
        kinder="3",
    )
    asked, to = states(workshop), list(Mail.objects.order_by("pk").values_list("an", flat=True))
    page = confirm(client, "jana@kita.example")
    mail = Mail.objects.filter(an="jana@kita.example").latest("pk")
    confirmed = states(workshop)
    cancel = re.search(r"Tom Muster:.*?(/anmeldung/[\w-]+/stornieren/)", mail.text, re.DOTALL)
    assert cancel is not None
    client.post(cancel[1])
    confirm(client, "eva@kita.example")

    assert answer.status_code == 302
    assert list(asked) == ["Jana Beispiel", "Tom Muster", "Eva Muster", "Ben Muster"]
    assert list(asked.values()) == ["eingegangen", "eingegangen", "warteliste", "warteliste"]
    assert to == ["jana@kita.example", "eva@kita.example"]
    assert list(confirmed.values()) == ["bestaetigt", "bestaetigt", "warteliste", "bestaetigt"]
    assert re.findall(r"<dt>(.*?)</dt>", page) == ["Jana Beispiel", "Tom Muster", "Ben Muster"]
    assert re.findall(r"^(.*?): Der Platz ist sicher", mail.text, re.MULTILINE) == [
        "Jana Beispiel",
        "Tom Muster",
        "Ben Muster",
    ]
    assert list(states(workshop).values()) == ["bestaetigt", "storniert", "bestaetigt", "bestaetigt"]
    tom = workshop.anmeldungen.get(name="Tom Muster")
    assert (tom.ag_wunsch_1, tom.verpflegung, tom.kinder, tom.email) == (group, "vegan", [], JANA["email"])


@pytest.mark.parametrize(
    ("weitere", "sentence"),
    [
        ("Tom Muster\nEva Muster, eva@kita", "Zeile 2: Bitte prüfen Sie die Adresse."),
        ("eva@kita.example", "Zeile 1: Vor der E-Mail-Adresse fehlt der Name."),
        ("Tom Muster, Eva Muster", "Zeile 1: Bitte schreiben Sie jede Person in eine eigene Zeile"),
        ("Tom tom@kita.example Eva eva@kita.example", "Zeile 1: Bitte schreiben Sie jede Person in eine eigene Zeile"),
        ("Tom Muster\ntom muster", "tom muster ist zweimal genannt."),
        ("JANA Beispiel", "JANA Beispiel ist zweimal genannt."),
        ("Ä" * 201, "Zeile 1: Bitte kürzen Sie den Namen auf 200 Zeichen."),
        ("\n".join(f"Person {letter}" for letter in "ABCDEFGHIJ"), "höchstens 9 weitere Personen anmelden"),
    ],
)
def test_line_that_cannot_be_read_is_named_and_nothing_typed_is_lost(
    client: Client, weitere: str, sentence: str
) -> None:
    workshop = make_workshop()

    answer = post(client, workshop, weitere)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert weitere in page
    assert 'value="Jana Beispiel"' in page
    assert workshop.anmeldungen.count() == 0


def test_name_and_address_are_read_as_mail_programs_write_them(client: Client) -> None:
    workshop = make_workshop()

    post(client, workshop, "Tom Muster <tom@kita.example>\nEva Muster; eva@kita.example")

    assert dict(workshop.anmeldungen.values_list("name", "email")) == {
        "Jana Beispiel": "jana@kita.example",
        "Tom Muster": "tom@kita.example",
        "Eva Muster": "eva@kita.example",
    }


def test_who_is_registered_already_stays_and_the_others_are_taken(client: Client) -> None:
    workshop = make_workshop()
    make_anmeldung(workshop=workshop, name=JANA["name"], email=JANA["email"])
    make_anmeldung(workshop=workshop, name="Eva Muster", email="eva@kita.example")

    answer = post(client, workshop, "Tom Muster\nEva Muster, eva@kita.example")

    assert answer.status_code == 302
    assert states(workshop) == {"Jana Beispiel": "bestaetigt", "Eva Muster": "bestaetigt", "Tom Muster": "eingegangen"}
    kinds = {mail.an: mail.anlass for mail in Mail.objects.all()}
    assert kinds == {"eva@kita.example": "anmeldung_bekannt", "jana@kita.example": "anmeldung_bestaetigen"}


def test_people_who_were_confirmed_too_late_are_told_once_and_confirmed_together(client: Client) -> None:
    workshop = make_workshop()
    post(client, workshop, "Tom Muster")
    registration.expire_unconfirmed(timezone.now() + timedelta(hours=49))
    expired = states(workshop)
    Mail.objects.update(empfaenger="")

    confirm(client, "jana@kita.example")

    assert expired == {"Jana Beispiel": "storniert", "Tom Muster": "storniert"}
    assert states(workshop) == {"Jana Beispiel": "bestaetigt", "Tom Muster": "bestaetigt"}
    assert list(Mail.objects.order_by("pk").values_list("anlass", flat=True)) == [
        "anmeldung_bestaetigen",
        "anmeldung_verfallen",
        "anmeldung_mehrere",
    ]


def test_invitation_is_asked_for_all_of_them(client: Client) -> None:
    workshop = make_workshop()
    workshop.einladungen.create(institution=make_institution(), kontingent=2, code="abc-DEF_123")
    address = f"{reverse('anmeldung-new', args=(workshop.slug,))}?code=abc-DEF_123"

    three = client.post(address, {**JANA, "weitere": "Tom Muster\nEva Muster"})
    two = client.post(address, {**JANA, "weitere": "Tom Muster"})

    assert (three.status_code, two.status_code) == (422, 302)
    assert "sind noch 2 frei, und Sie haben mehr Personen genannt" in three.content.decode()
    assert workshop.anmeldungen.exclude(einladung=None).count() == 2


@pytest.mark.django_db(transaction=True)
def test_ten_people_ask_the_database_hardly_more_often_than_one(client: Client) -> None:
    asked = {}
    for number in (1, 9):
        workshop = make_workshop(kapazitaet=50)
        weitere = "\n".join(f"Person {letter}" for letter in "ABCDEFGHI"[:number])
        with CaptureQueriesContext(connection) as queries:
            post(client, workshop, weitere, **{FELD: new_token()})
        asked[number] = len(queries)
        assert workshop.anmeldungen.count() == number + 1

    assert asked[9] == asked[1]


def test_office_takes_down_several_people_of_one_call(client: Client) -> None:
    workshop = make_workshop(kapazitaet=2)
    client.force_login(make_konto())
    form = {"quelle": "telefon", "name": "Jana Beispiel", "einrichtung": "Kita", "verpflegung": "ohne"}
    address = reverse("v-anmeldung-new", args=(workshop.pk,))

    answer = client.post(address, {**form, "weitere": "Tom Muster\nEva Muster, eva@kita.example"}, follow=True)
    again = client.post(address, {**form, "email": "eva@kita.example", "name": "Eva Muster"})

    page = answer.content.decode()
    assert states(workshop) == {"Jana Beispiel": "bestaetigt", "Tom Muster": "bestaetigt", "Eva Muster": "warteliste"}
    assert "Tom Muster ist eingetragen: bestätigt." in page
    assert [mail.an for mail in Mail.objects.all()] == ["eva@kita.example"]
    assert (again.status_code, "Eva Muster: Diese Person" in again.content.decode()) == (422, True)
    shown = client.get(reverse("v-anmeldung", args=(workshop.anmeldungen.get(name="Tom Muster").pk,)))
    assert "Zusammen angemeldet mit" in shown.content.decode()


@pytest.mark.parametrize("message", [mails.GEAENDERT, mails.VERSCHOBEN, mails.ABGESAGT], ids=lambda one: str(one[0]))
def test_shared_address_hears_of_another_date_once_with_everybody_in_the_mail(message: tuple[str, str]) -> None:
    workshop = make_workshop()
    for name, email in (("Jana Beispiel", "Kita@haus.example"), ("Tom Muster", "kita@haus.example")):
        make_anmeldung(workshop=workshop, name=name, email=email)
    make_anmeldung(workshop=workshop, name="Eva Muster", email="eva@haus.example")

    told = mails.tell_all(workshop, message, grund="Sturm.")

    shared, alone = Mail.objects.order_by("pk")
    links = re.findall(r"Absagen: \S+/anmeldung/([\w-]+)/stornieren/", shared.text)
    whose = [zugang.find(secret, [zugang.Zweck.ABSAGEN]) for secret in links]
    assert (told, shared.an.lower(), alone.an) == (3, "kita@haus.example", "eva@haus.example")
    for part in (shared.text, shared.html):
        assert [name in part for name in ("Jana Beispiel", "Tom Muster", "Eva Muster")] == [True, True, False]
    assert "Guten Tag, Eva Muster" in alone.text
    assert [one.anmeldung.name for one in whose if one] == (
        [] if message == mails.ABGESAGT else ["Jana Beispiel", "Tom Muster"]
    )
