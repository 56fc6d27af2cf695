"""Sixty are invited in one go: each gets one mail with a link of its own, whatever happens in between."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bildungskommune.akteure.models import Institution
from bildungskommune.post.models import Mail
from bildungskommune.ui.absendung import new_token
from bildungskommune.werkbank.einladen import NobodyLeft
from tests.factories import (
    make_anmeldung,
    make_gemeinde,
    make_institution,
    make_konto,
    make_reihe,
    make_workshop,
)
from workshops.einladungen import einladen, invitations, sendungen
from workshops.einladungen.einladen import Schreiben, TooLate
from workshops.models import Einladung, Sendung, Sendungszeile, Workshop

pytestmark = pytest.mark.django_db
BRIEF = Schreiben("Kommen Sie!", "Wir freuen uns auf Sie.", kontingent=3)


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop(slug="auftakt", titel="Auftakt", kapazitaet=100)


def kitas(count: int) -> list[Institution]:
    return [make_institution(name=f"Kita {nr:02}", email=f"kita{nr}@kita.example") for nr in range(count)]


def written(institutionen: list[Institution], **fields: Any) -> dict[str, Any]:
    keys = ",".join(str(one.pk) for one in institutionen)
    return {"institutionen": keys, "kontingent": "3", "betreff": "Kommen Sie!", "text": "Wir freuen uns.", **fields}


def schreiben(workshop: Workshop) -> str:
    return reverse("v-einladung-schreiben", args=(workshop.pk,))


def invited(workshop: Workshop, count: int = 1) -> list[Einladung]:
    """Return invitations whose mails were sent."""
    sendung = einladen.invite_all(workshop, kitas(count), BRIEF, by=make_konto())
    assert sendung is not None
    sendungen.work(sendung.pk)
    Mail.objects.update(status=Mail.Status.GESENDET, sent=timezone.now())
    sendungen.sweep()
    return list(Einladung.objects.order_by("pk"))


def test_sixty_are_invited_in_one_go_and_a_second_click_invites_nobody(office: Client, workshop: Workshop) -> None:
    form = written(kitas(60), plaetze_bis=f"{timezone.localdate() + timedelta(days=3)}", absendung=new_token())

    answers = [office.post(schreiben(workshop), form) for _ in range(2)]

    sendung = Sendung.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [reverse("v-sendung", args=(sendung.pk,))] * 2
    assert sendungen.work(sendung.pk) == 60
    assert sendungen.work(sendung.pk) == 0
    texts = dict(Mail.objects.values_list("an", "text"))
    assert len(texts) == 60
    for row in Einladung.objects.select_related("institution", "workshop"):
        text = texts[row.institution.email]
        assert [text.count(f"?code={row.code}"), text.count(f"/einladung/{row.code}/")] == [1, 1]
        assert "halten wir für Sie 3 Plätze frei" in text
        assert row.letzter_tag == timezone.localdate() + timedelta(days=3)


def test_who_was_sent_one_gets_no_second_and_one_that_was_only_made_goes_out_now(workshop: Workshop) -> None:
    first, second, third = kitas(3)
    made = Einladung.objects.create(workshop=workshop, institution=second, code="vorher", kontingent=1)
    by_hand = Einladung.objects.create(
        workshop=workshop, institution=third, code="von-hand", gesendet_am=timezone.now()
    )

    einladen.invite_all(workshop, [first, second, third], BRIEF, by=make_konto())

    made.refresh_from_db()
    assert (made.code, made.kontingent, made.version) == ("vorher", 3, 2)
    assert sorted(Sendungszeile.objects.values_list("an", flat=True)) == ["kita0@kita.example", "kita1@kita.example"]
    with pytest.raises(NobodyLeft):
        einladen.invite_all(workshop, [first, second, third], BRIEF, by=make_konto())
    assert by_hand.zeilen.count() == 0


def test_who_has_no_address_is_told_apart_and_invited_only_when_wanted(office: Client, workshop: Workshop) -> None:
    with_address, without = make_institution(email="a@kita.example"), make_institution(name="Verein ohne Postfach")
    asked = {"institution": [with_address.pk, without.pk]}

    page = office.get(schreiben(workshop), asked).content.decode()
    office.post(schreiben(workshop), written([with_address, without], auch_ohne_adresse="on"))

    assert "1 Einrichtung hat keine E-Mail-Adresse" in " ".join(page.split())
    assert "1 Einladung verschicken" in page
    assert Einladung.objects.count() == 2
    assert list(Sendungszeile.objects.values_list("an", flat=True)) == ["a@kita.example"]


def test_page_asks_about_missing_addresses_only_where_one_is_missing(office: Client, workshop: Workshop) -> None:
    with_address, without = make_institution(email="kita@sonne.example"), make_institution()

    pages = {
        one: office.get(f"{schreiben(workshop)}?institution={one.pk}").content.decode()
        for one in (with_address, without)
    }

    assert "Auch die Einrichtungen ohne E-Mail-Adresse einladen" in pages[without]
    assert "ohne E-Mail-Adresse" not in pages[with_address]
    assert "auch_ohne_adresse" not in pages[with_address]


def test_only_those_without_address_get_links_and_no_mail(office: Client, workshop: Workshop) -> None:
    answer = office.post(schreiben(workshop), written([make_institution()], auch_ohne_adresse="on"))

    assert answer.headers["Location"] == reverse("v-einladung-list", args=(workshop.pk,))
    assert (Einladung.objects.count(), Sendung.objects.count()) == (1, 0)


def test_preview_shows_what_was_typed_and_sends_nothing(office: Client, workshop: Workshop) -> None:
    form = written(kitas(1), text="Bringen Sie Kuchen mit.", vorschau="Vorschau auffrischen")

    page = office.post(schreiben(workshop), form)

    assert page.status_code == 200
    assert "<p>Bringen Sie Kuchen mit.</p>" in page.content.decode()
    assert (Einladung.objects.count(), Mail.objects.count()) == (0, 0)


@pytest.mark.parametrize(("kontingent", "told"), [("2", False), ("3", True)])
def test_more_seats_than_there_are_is_told_before_anything_is_sent(office: Client, kontingent: str, told: bool) -> None:
    form = written(kitas(5), kontingent=kontingent, vorschau="1")

    page = office.post(schreiben(make_workshop(kapazitaet=10)), form).content.decode()

    assert ("Zusammen sind das bis zu 15 Plätze, frei sind 10." in " ".join(page.split())) is told


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kontingent", "0"),
        ("kontingent", "501"),
        ("plaetze_bis", "2020-01-01"),
        ("plaetze_bis", "2999-01-01"),
        ("text", ""),
    ],
)
def test_wrong_input_is_kept_and_nobody_invited(office: Client, workshop: Workshop, field: str, value: str) -> None:
    answer = office.post(schreiben(workshop), written(kitas(1), **{field: value}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Einladung.objects.count() == 0


@pytest.mark.parametrize("fields", [{"status": "abgesagt"}, {"beginn": timezone.now() - timedelta(hours=1)}])
def test_nobody_is_invited_to_what_is_over_or_called_off(fields: dict[str, Any]) -> None:
    with pytest.raises(TooLate):
        einladen.invite_all(make_workshop(**fields), kitas(1), BRIEF, by=make_konto())


def found(office: Client, workshop: Workshop, **asked: str) -> list[str]:
    page = office.get(reverse("v-einladung-auswahl", args=(workshop.pk,)), asked)
    return [row.name for row, _ in page.context["zeilen"]]


def test_directory_is_narrowed_by_what_an_institution_is_and_whether_it_came(office: Client) -> None:
    reihe, now = make_reihe(), timezone.now()
    before = make_workshop(reihe=reihe, beginn=now - timedelta(days=30))
    workshop = make_workshop(reihe=reihe, beginn=now + timedelta(days=30))
    stadt = make_gemeinde()
    came = make_institution(name="War da", typ="kita", gemeinde=stadt)
    asked = make_institution(name="Sagte ab", typ="verein", email="v@verein.example")
    make_institution(name="Neu", typ="vhs", bildungsbereiche=["kultur", "digital"])
    make_anmeldung(workshop=before, institution=came, status="teilgenommen")
    make_anmeldung(workshop=before, institution=asked, status="nicht_erschienen")
    Einladung.objects.create(workshop=workshop, institution=came, code="eins")

    assert found(office, workshop) == ["Neu", "Sagte ab", "War da"]
    assert found(office, workshop, typ="kita") == ["War da"]
    assert found(office, workshop, bereich="digital") == ["Neu"]
    assert found(office, workshop, gemeinde=str(stadt.pk)) == ["War da"]
    assert found(office, workshop, dabei="letzter") == ["War da"]
    assert found(office, workshop, dabei="angemeldet") == ["Sagte ab", "War da"]
    assert found(office, workshop, dabei="nie") == ["Neu"]
    assert found(office, workshop, stand="neu") == ["Neu", "Sagte ab"]
    assert found(office, workshop, stand="schon") == ["War da"]
    assert found(office, workshop, adresse="mit") == ["Sagte ab"]
    assert found(office, workshop, adresse="ohne") == ["Neu", "War da"]


def test_all_hits_of_a_filter_are_taken_though_the_page_shows_fewer(office: Client, workshop: Workshop) -> None:
    kitas(130)
    make_institution(typ="verein", email="v@verein.example")

    page = office.get(schreiben(workshop), {"alle": "1", "typ": "kita", "seite": "2"})

    assert len(page.context["gewaehlt"].neu) == 130


@pytest.mark.parametrize("asked", [{}, {"institution": ["x", "-1", "99999999999"]}])
def test_no_choice_leads_back_with_a_sentence(office: Client, workshop: Workshop, asked: dict[str, Any]) -> None:
    page = office.get(schreiben(workshop), asked, follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        "Sie haben keine Einrichtung gewählt. Bitte wählen Sie aus, wen Sie einladen."
    ]


def test_more_than_five_hundred_at_once_are_refused(office: Client, workshop: Workshop) -> None:
    Institution.objects.bulk_create(
        Institution(kennung=f"i-{nr}", name=f"Kita {nr}", typ="kita", email=f"{nr}@kita.example") for nr in range(501)
    )

    page = office.get(schreiben(workshop), {"alle": "1"}, follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        "Höchstens 500 Einrichtungen auf einmal. Bitte wählen Sie aus, wen Sie einladen."
    ]


def test_outcome_stays_with_the_invitation_when_its_mail_is_forgotten(workshop: Workshop) -> None:
    [row] = invited(workshop)
    Mail.objects.all().delete()

    row.refresh_from_db()
    zeile = Sendungszeile.objects.with_stand().get()
    assert (row.gesendet_am is not None, zeile.stand, zeile.mail) == (True, "gesendet", None)
    assert invitations.of_workshop(workshop).filter(Q(antwortstand="stumm")).count() == 1


def test_failed_mail_is_shown_with_its_reason_and_goes_to_the_address_of_now(
    office: Client, workshop: Workshop
) -> None:
    sendung = einladen.invite_all(workshop, kitas(2), BRIEF, by=make_konto())
    assert sendung is not None
    sendungen.work(sendung.pk)
    good, bad = Mail.objects.order_by("pk")
    Mail.objects.filter(pk=good.pk).update(status="gesendet", sent=timezone.now())
    Mail.objects.filter(pk=bad.pk).update(status="gescheitert", fehler="Die Adresse gibt es nicht.")
    sendungen.sweep()
    Institution.objects.filter(email=bad.an).update(email="neu@kita.example")
    url = reverse("v-sendung", args=(sendung.pk,))

    page = office.get(url).content.decode()
    office.post(reverse("v-sendung-erneut", args=(sendung.pk,)))

    assert "1 von 2 gesendet, 1 gescheitert" in page
    assert "Die Adresse gibt es nicht." in page
    bad.refresh_from_db()
    assert (bad.status, bad.an) == ("wartet", "neu@kita.example")
    assert "1 von 2 gesendet, 1 warten" in office.get(url).content.decode()
    assert list(Mail.objects.values_list("status", flat=True).order_by("pk")) == ["gesendet", "wartet"]


def test_rows_that_nobody_rang_for_are_found_by_the_sweep(workshop: Workshop) -> None:
    einladen.invite_all(workshop, kitas(3), BRIEF, by=make_konto())

    sendungen.sweep()

    assert Mail.objects.count() == 3


def test_progress_is_asked_for_until_nobody_waits(office: Client, workshop: Workshop) -> None:
    sendung = einladen.invite_all(workshop, kitas(1), BRIEF, by=make_konto())
    assert sendung is not None
    sendungen.work(sendung.pk)
    url, head = reverse("v-sendung", args=(sendung.pk,)), {"HX-Request": "true"}

    waiting = office.get(url, headers=head)
    Mail.objects.update(status="gesendet", sent=timezone.now())
    done = office.get(url, headers=head)

    assert (waiting.status_code, "0 von 1 gesendet, 1 warten" in waiting.content.decode()) == (200, True)
    assert done.status_code == 286


def test_overview_says_who_answered_how(office: Client, workshop: Workshop) -> None:
    came, off, quiet = invited(workshop, 3)
    make_anmeldung(workshop=workshop, einladung=came, status="bestaetigt")
    make_anmeldung(workshop=workshop, einladung=came, status="storniert")
    einladen.answer(off, "abgesagt")
    Einladung.objects.create(workshop=workshop, institution=make_institution(), code="nie-verschickt")
    url = reverse("v-einladung-list", args=(workshop.pk,))

    page = office.get(url)

    assert page.context["zahlen"] == {
        "alle": 4, "personen": 1, "angemeldet": 1, "abgesagt": 1, "stumm": 1, "unterwegs": 0,
        "gescheitert": 0, "offen": 1,
    }  # fmt: skip
    shown = office.get(url, {"stand": "stumm"}).context["zeilen"]
    assert [row.pk for row, *_ in shown] == [quiet.pk]
    table = b"".join(office.get(url, {"als": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert [line.split(";")[6] for line in table.splitlines()[1:]].count("keine Antwort") == 1


def test_overview_asks_no_more_for_many_than_for_few(
    office: Client, workshop: Workshop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = reverse("v-einladung-list", args=(workshop.pk,))
    invited(workshop, 2)
    office.get(url)
    with django_assert_num_queries(QUERIES):
        office.get(url)
    more = [make_institution(email=f"x{nr}@x.example") for nr in range(40)]
    einladen.invite_all(workshop, more, BRIEF, by=make_konto())
    with django_assert_num_queries(QUERIES):
        office.get(url)


QUERIES = 9


def test_get_declines_nothing_and_a_post_can_be_taken_back(client: Client, workshop: Workshop) -> None:
    [row] = invited(workshop)
    url = reverse("einladung", args=(row.code,))

    page = client.get(url)
    row.refresh_from_db()
    before = row.antwort
    client.post(url, {"antwort": "abgesagt"})
    row.refresh_from_db()
    declined = (row.antwort, row.antwort_am is not None)
    shown = client.get(url).content.decode()
    client.post(url, {"antwort": "offen"})
    row.refresh_from_db()

    assert "Wir kommen nicht" in page.content.decode()
    assert (before, declined, row.antwort) == ("offen", ("abgesagt", True), "offen")
    assert "Sie haben abgesagt" in shown
    assert page.headers["Cache-Control"] == "private, no-store"


def test_answer_by_an_unknown_code_is_not_found_and_one_too_late_is_told(client: Client, workshop: Workshop) -> None:
    [row] = invited(workshop)
    Workshop.objects.filter(pk=workshop.pk).update(
        anmeldeschluss=timezone.now() - timedelta(days=2), beginn=timezone.now() - timedelta(days=1)
    )

    late = client.post(reverse("einladung", args=(row.code,)), {"antwort": "abgesagt"})

    assert (late.status_code, "liegt in der Vergangenheit" in late.content.decode()) == (422, True)
    assert client.get(reverse("einladung", args=("unbekannt",))).status_code == 404
    row.refresh_from_db()
    assert row.antwort == "offen"


def test_only_the_silent_are_reminded_and_nobody_twice_on_a_day(office: Client, workshop: Workshop) -> None:
    came, off, quiet = invited(workshop, 3)
    make_anmeldung(workshop=workshop, einladung=came, status="warteliste")
    einladen.answer(off, "abgesagt")
    Mail.objects.all().delete()
    url = reverse("v-einladung-erinnern", args=(workshop.pk,))
    form = {"betreff": "Noch da?", "text": "Wir haben nichts gehört."}

    first = office.post(url, form)
    second = office.post(url, form)

    sendung = Sendung.objects.get(art="erinnerung")
    sendungen.work(sendung.pk)
    assert first.headers["Location"] == reverse("v-sendung", args=(sendung.pk,))
    assert second.status_code == 422
    assert list(Mail.objects.values_list("an", "betreff")) == [(quiet.institution.email, "Noch da?")]
    later = timezone.now() + timedelta(hours=25)
    assert [row.pk for row in einladen.silent(workshop, later)] == [quiet.pk]
