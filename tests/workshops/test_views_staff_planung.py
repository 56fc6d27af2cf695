"""Planning, people and answers, as the Stabsstelle uses them."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from tests.dateien import content
from tests.factories import make_anmeldung, make_beitrag, make_konto, make_reihe
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models import Anmeldung, Einladung, Ort, Reihe, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    client.force_login(make_konto())
    return make_werkstatt()


def _workshop_data(reihe: Reihe, **more: object) -> dict[str, object]:
    beginn = timezone.localtime() + timedelta(days=20)
    return {
        "reihe": reihe.pk,
        "art": "workshop",
        "titel": "Lernen im Dorf",
        "beginn": f"{beginn:%Y-%m-%dT%H:%M}",
        "ende": f"{beginn + timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "anmeldeschluss": f"{beginn - timedelta(days=2):%Y-%m-%dT%H:%M}",
        "kapazitaet": "40",
        "sichtbarkeit": "oeffentlich",
        **more,
    }


def test_reihe_place_and_workshop_are_created_one_after_the_other(client: Client, werkstatt: Werkstatt):
    client.post(reverse("v-reihe-new"), {"titel": "Börde lernt", "oeffentlich": "on"})
    client.post(reverse("v-ort-new"), {"name": "Rathaus", "plz": "39387"})
    reihe, ort = Reihe.objects.get(titel="Börde lernt"), Ort.objects.get(name="Rathaus")

    response = client.post(reverse("v-workshop-new"), _workshop_data(reihe, ort=ort.pk, zielgruppen=["eltern"]))

    workshop = Workshop.objects.get(titel="Lernen im Dorf")
    assert response["Location"] == reverse("v-workshop", args=(workshop.pk,))
    assert (reihe.kennung, workshop.ort, workshop.zielgruppen) == ("boerde-lernt", ort, ["eltern"])
    assert workshop.slug == f"lernen-im-dorf-{workshop.beginn:%Y}"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ende": "2020-01-01T10:00"}, "Das Ende liegt nicht nach dem Beginn."),
        ({"anmeldeschluss": "2099-01-01T10:00"}, "Der Anmeldeschluss liegt nach dem Beginn."),
        ({"kapazitaet": "0"}, "Bitte geben Sie zwischen 1 und 5.000 Plätze an."),
        ({"titel": "x" * 10_000}, "Bitte kürzen Sie den Text auf höchstens 300 Zeichen"),
        ({"beginn": "morgen"}, "Bitte geben Sie Tag und Uhrzeit an"),
    ],
)
def test_impossible_workshop_is_refused_with_a_sentence(
    client: Client, werkstatt: Werkstatt, wrong: dict[str, str], sentence: str
):
    response = client.post(reverse("v-workshop-new"), _workshop_data(make_reihe(), **wrong))

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_everybody_is_told_when_the_day_is_moved(client: Client, werkstatt: Werkstatt):
    client.post(werkstatt.url("v-workshop-edit"), _workshop_data(werkstatt.workshop.reihe))

    werkstatt.workshop.refresh_from_db()
    assert werkstatt.workshop.titel == "Lernen im Dorf"
    assert [mail.an for mail in Mail.objects.all()] == [werkstatt.anmeldung.email]


def test_cancelling_asks_for_the_reason_and_writes_to_everybody(client: Client, werkstatt: Werkstatt):
    url = werkstatt.url("v-workshop-move", "abgesagt")
    assert client.post(url, {"grund": " "}).status_code == 422

    client.post(url, {"grund": "Sturm"})

    werkstatt.workshop.refresh_from_db()
    assert (werkstatt.workshop.status, Mail.objects.count()) == ("abgesagt", 1)


@pytest.mark.parametrize("to", ["dokumentiert", "unsinn", "durchgefuehrt"])
def test_impossible_step_changes_nothing(client: Client, werkstatt: Werkstatt, to: str):
    response = client.post(werkstatt.url("v-workshop-move", to), follow=True)

    werkstatt.workshop.refresh_from_db()
    assert (response.status_code, werkstatt.workshop.status) == (200, "offen")


def test_reihe_with_unanswered_contributions_leads_to_them(client: Client, werkstatt: Werkstatt):
    reihe = make_reihe(status="laeuft")
    make_beitrag(reihe=reihe)

    response = client.post(reverse("v-reihe-move", args=(reihe.pk, "abgeschlossen")), follow=True)

    assert response.redirect_chain == [(f"{reverse('v-beitrag-list')}?verbleib=ohne", 302)]
    assert "Ein Beitrag hat noch keinen Verbleib." in response.content.decode()


def test_phone_call_becomes_a_confirmed_registration(client: Client, werkstatt: Werkstatt):
    data = {"quelle": "telefon", "name": "Eva Muster", "einrichtung": "Hort", "verpflegung": "ohne", "bedarf": "Rampe"}

    client.post(werkstatt.url("v-anmeldung-new"), data)

    anmeldung = Anmeldung.objects.get(name="Eva Muster")
    assert (anmeldung.status, anmeldung.quelle, anmeldung.unterstuetzung.bedarf) == ("bestaetigt", "telefon", "Rampe")


def test_same_person_is_registered_once_by_hand(client: Client, werkstatt: Werkstatt):
    known = werkstatt.anmeldung
    data = {"quelle": "email", "name": known.name, "email": known.email, "einrichtung": "Hort", "verpflegung": "ohne"}

    response = client.post(werkstatt.url("v-anmeldung-new"), data)

    assert response.status_code == 422
    assert "schon angemeldet" in response.content.decode()


def test_seat_of_a_cancelled_registration_goes_to_the_waiting_list(client: Client, werkstatt: Werkstatt):
    Workshop.objects.filter(pk=werkstatt.workshop.pk).update(kapazitaet=1)
    waiting = make_anmeldung(workshop=werkstatt.workshop, status="warteliste")

    client.post(werkstatt.url("v-anmeldung-move", "storniert"))

    waiting.refresh_from_db()
    assert waiting.status == "nachgerueckt"


def test_attendance_is_ticked_and_shown(client: Client, werkstatt: Werkstatt):
    pk = werkstatt.anmeldung.pk

    response = client.post(werkstatt.url("v-anwesenheit"), {"gezeigt": pk, "da": pk, "seite": "1"}, follow=True)

    assert Anmeldung.objects.get(pk=pk).status == "teilgenommen"
    assert "Jetzt sind 1 Personen da." in response.content.decode()


def test_export_holds_the_filtered_list_and_no_formula_and_no_support_needs(client: Client, werkstatt: Werkstatt):
    make_anmeldung(workshop=werkstatt.workshop, name='=HYPERLINK("http://x")', einrichtung="@cmd", status="warteliste")

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
    wanted = make_anmeldung(workshop=werkstatt.workshop, name="Eva Muster", status="warteliste")
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


def test_programme_is_written_ordered_and_deleted(client: Client, werkstatt: Werkstatt):
    client.post(werkstatt.url("v-programm-new"), {"titel": "Karten schreiben", "von": "16:30", "phase": "kritik"})
    client.post(werkstatt.url("v-programm-move"), {"richtung": "runter"})
    titles = list(werkstatt.workshop.programm.values_list("titel", flat=True))
    client.post(werkstatt.url("v-programm-loeschen"))

    assert titles == ["Karten schreiben", "Begrüßung"]
    assert list(werkstatt.workshop.programm.values_list("titel", flat=True)) == ["Karten schreiben"]


def test_chosen_contributions_get_their_answer_together(client: Client, werkstatt: Werkstatt):
    first, second = make_beitrag(), make_beitrag()
    url = f"{reverse('v-beitrag-verbleib')}?b={first.pk}&b={second.pk}&v=aufgenommen"
    assert "2 Beiträge bekommen diese Antwort." in client.get(url).content.decode()
    assert client.post(url, {"verbleib": "aufgenommen", "begruendung": ""}).status_code == 422

    response = client.post(url, {"verbleib": "aufgenommen", "begruendung": "Steht in Leitsatz 2."})

    assert response["Location"] == f"{reverse('v-beitrag-list')}?verbleib=ohne"
    for beitrag in (first, second):
        beitrag.refresh_from_db()
        assert (beitrag.verbleib, beitrag.verbleib_begruendung) == ("aufgenommen", "Steht in Leitsatz 2.")


def test_passing_on_needs_the_one_who_takes_it(client: Client, werkstatt: Werkstatt):
    url = f"{reverse('v-beitrag-verbleib')}?b={werkstatt.beitrag.pk}"

    response = client.post(url, {"verbleib": "weitergeleitet", "begruendung": "Sache der Stadt."})

    assert response.status_code == 422
    assert "Bitte schreiben Sie, an wen" in response.content.decode()


@pytest.mark.parametrize("query", ["", "?b=x", "?b=999999"])
def test_answering_nothing_leads_back_to_the_list(client: Client, werkstatt: Werkstatt, query: str):
    response = client.get(reverse("v-beitrag-verbleib") + query)

    assert response["Location"] == reverse("v-beitrag-list")


def test_contribution_is_rejected_only_with_a_reason(client: Client, werkstatt: Werkstatt):
    url = werkstatt.url("v-beitrag-move", "zurueckgewiesen")
    assert client.post(url, {"grund": ""}).status_code == 422

    client.post(url, {"grund": "Nennt eine Person beim Namen."})

    werkstatt.beitrag.refresh_from_db()
    assert (werkstatt.beitrag.status, werkstatt.beitrag.status_grund) == (
        "zurueckgewiesen",
        "Nennt eine Person beim Namen.",
    )


def test_list_of_contributions_is_narrowed_by_the_address(client: Client, werkstatt: Werkstatt):
    loose = make_beitrag(workshop=werkstatt.workshop, text="Bibliothek sonntags", status="eingereicht")
    answered = make_beitrag(verbleib="aufgenommen", verbleib_begruendung="Ja.", verbleib_am=timezone.localdate())
    found = {
        query: set(client.get(f"{reverse('v-beitrag-list')}?{query}").context["page_obj"])
        for query in (
            f"workshop={werkstatt.workshop.pk}",
            f"thema={werkstatt.thema.pk}",
            f"thema=ohne&workshop={werkstatt.workshop.pk}",
            "stand=eingereicht",
            "verbleib=ohne",
            "verbleib=aufgenommen",
            "wort=BIBLIOTHEK",
            f"wort={loose.code.lower()}",
            "workshop=abc&thema=%00&stand=x&seite=99",
        )
    }

    mine = werkstatt.beitrag
    assert list(found.values()) == [
        {mine, loose},
        {mine},
        {loose},
        {loose},
        {mine, loose},
        {answered},
        {loose},
        {loose},
        {mine, loose, answered},
    ]
