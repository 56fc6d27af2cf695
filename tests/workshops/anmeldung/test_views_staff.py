"""People: registrations, the day, invitations, as the Stabsstelle works with them."""

import csv
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from bildungskommune.audit.models import Eintrag
from tests.dateien import content
from tests.factories import make_anmeldung, make_konto
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models import Anmeldung, Einladung, Workshop
from workshops.models.enums import AnmeldungStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    client.force_login(make_konto())
    return make_werkstatt()


def test_phone_call_becomes_a_confirmed_registration(client: Client, werkstatt: Werkstatt):
    data = {
        "quelle": "telefon",
        "name": "Eva Muster",
        "einrichtung": "Hort",
        "verpflegung": "ohne",
        "bedarf": "Rampe",
        "bedarf_einwilligung": "on",
    }

    client.post(werkstatt.url("v-anmeldung-new"), data)

    anmeldung = Anmeldung.objects.get(name="Eva Muster")
    assert (anmeldung.status, anmeldung.quelle, anmeldung.unterstuetzung.bedarf) == (
        AnmeldungStatus.BESTAETIGT,
        "telefon",
        "Rampe",
    )


def test_same_person_is_registered_once_by_hand(client: Client, werkstatt: Werkstatt):
    known = werkstatt.anmeldung
    data = {"quelle": "email", "name": known.name, "email": known.email, "einrichtung": "Hort", "verpflegung": "ohne"}

    response = client.post(werkstatt.url("v-anmeldung-new"), data)

    assert response.status_code == 422
    assert "schon angemeldet" in response.content.decode()


def test_seat_of_a_cancelled_registration_goes_to_the_waiting_list(client: Client, werkstatt: Werkstatt):
    Workshop.objects.filter(pk=werkstatt.workshop.pk).update(kapazitaet=1)
    waiting = make_anmeldung(workshop=werkstatt.workshop, status=AnmeldungStatus.WARTELISTE)

    client.post(werkstatt.url("v-anmeldung-move", "storniert"))

    waiting.refresh_from_db()
    assert waiting.status == AnmeldungStatus.NACHGERUECKT


def test_attendance_is_ticked_and_shown(client: Client, werkstatt: Werkstatt):
    pk = werkstatt.anmeldung.pk

    response = client.post(werkstatt.url("v-anwesenheit"), {"gezeigt": pk, "da": pk, "seite": "1"}, follow=True)

    assert Anmeldung.objects.get(pk=pk).status == AnmeldungStatus.TEILGENOMMEN
    assert "Jetzt sind 1 Personen da." in response.content.decode()


def test_export_holds_the_filtered_list_and_no_formula_and_no_support_needs(client: Client, werkstatt: Werkstatt):
    make_anmeldung(
        workshop=werkstatt.workshop,
        name='=HYPERLINK("http://x")',
        einrichtung="@cmd",
        status=AnmeldungStatus.WARTELISTE,
    )

    listed = werkstatt.url("v-anmeldung-list")
    as_csv = client.get(listed, {"stand": "warteliste", "als": "csv"})
    rows = list(csv.DictReader(io.StringIO(content(as_csv).decode("utf-8-sig")), delimiter=";"))
    as_xlsx = content(client.get(listed, {"stand": "warteliste", "als": "xlsx"}))

    sheet = load_workbook(io.BytesIO(as_xlsx))["Anmeldungen"]
    assert [(row["Name"], row["Einrichtung"]) for row in rows] == [('\'=HYPERLINK("http://x")', "'@cmd")]
    assert [cell.value for cell in sheet[2]][:3] == ['\'=HYPERLINK("http://x")', None, "'@cmd"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    assert as_csv["Content-Disposition"].startswith(f'attachment; filename="anmeldungen-{werkstatt.workshop.slug}-')
    assert Eintrag.objects.filter(ereignis="anmeldungen.ausgegeben").count() == 2


def test_list_of_registrations_is_narrowed_by_state_and_word(client: Client, werkstatt: Werkstatt):
    wanted = make_anmeldung(workshop=werkstatt.workshop, name="Eva Muster", status=AnmeldungStatus.WARTELISTE)
    make_anmeldung(workshop=werkstatt.workshop, name="Eva Anders")

    page = client.get(werkstatt.url("v-anmeldung-list") + "?stand=warteliste&wort=eva").context["liste"].seite

    assert list(page) == [wanted]


def test_institution_is_invited_once_with_a_code_of_its_own(client: Client, werkstatt: Werkstatt):
    known = werkstatt.einladung
    twice = client.post(werkstatt.url("v-einladung-new"), {"institution": known.institution.pk, "kontingent": "2"})
    assert twice.status_code == 422

    client.post(werkstatt.url("v-einladung-gesendet"))
    client.post(werkstatt.url("v-einladung-edit"), {"institution": known.institution.pk, "kontingent": "4"})

    changed = Einladung.objects.get()
    assert (changed.kontingent, changed.code, changed.gesendet_am is not None) == (4, known.code, True)
