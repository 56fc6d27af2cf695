"""Two registrations of one person become one: never more seats, no wider consent, and every link leads on."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import lxml.html
import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from bildungskommune.post.models import Mail
from tests.factories import make_anmeldung, make_gruppe, make_institution, make_konto, make_sendung, make_workshop
from tests.lesen import words
from workshops.anmeldung import nachweis, plaetze, registration, zugang, zusammenfuehren
from workshops.anmeldung.anwesenheit import attend
from workshops.einladungen import abbestellen
from workshops.models import (
    Anmeldung,
    Einladung,
    FruehereNummer,
    Sendungszeile,
    Teilnahme,
    Unterstuetzung,
    Workshop,
    Zugang,
    ZweiPersonen,
)
from workshops.models.enums import AnmeldungStatus as S
from workshops.models.enums import WorkshopStatus

pytestmark = pytest.mark.django_db

NOW = timezone.now()
EARLY, LATE = NOW - timedelta(days=9), NOW - timedelta(days=2)
A, B = "jana@haus.example", "j.muster@post.example"


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def two(
    first: Mapping[str, Any] | None = None,
    second: Mapping[str, Any] | None = None,
    *,
    workshop: Workshop | None = None,
    **fields: Any,
) -> tuple[Anmeldung, Anmeldung]:
    """Return two registrations of one person: the first came first."""
    workshop, first, second = workshop or make_workshop(**fields), first or {}, second or {}
    return (
        make_anmeldung(workshop=workshop, **{"name": "Jana Muster", "email": A, "eingegangen_am": EARLY, **first}),
        make_anmeldung(workshop=workshop, **{"name": "Jana Muster", "email": B, "eingegangen_am": LATE, **second}),
    )


def merge(stays: Anmeldung, goes: Anmeldung) -> Anmeldung:
    workshop = Workshop.objects.get(pk=stays.workshop_id)
    seen = zusammenfuehren.preview(workshop, stays.pk, goes.pk).pruefsumme
    zusammenfuehren.merge(workshop, stays.pk, goes.pk, seen=seen, by=make_konto())
    return Anmeldung.objects.get(pk=stays.pk)


def sentences(stays: Anmeldung, goes: Anmeldung) -> str:
    return " ".join(zusammenfuehren.preview(Workshop.objects.get(pk=stays.workshop_id), stays.pk, goes.pk).saetze)


SOON = NOW + timedelta(hours=5)
ASKED = {"status": S.EINGEGANGEN, "bestaetigen_bis": SOON}
UNSURE = {"status": S.WARTELISTE, "bestaetigen_bis": SOON}
OFFERED = {"status": S.NACHGERUECKT, "annehmen_bis": SOON}


@pytest.mark.parametrize(
    ("one", "other", "becomes", "confirmed"),
    [
        ({"status": S.WARTELISTE}, {"status": S.BESTAETIGT}, S.BESTAETIGT, True),
        ({"status": S.BESTAETIGT}, {"status": S.WARTELISTE}, S.BESTAETIGT, True),
        ({"status": S.WARTELISTE}, OFFERED, S.NACHGERUECKT, True),
        (OFFERED, {"status": S.BESTAETIGT}, S.BESTAETIGT, True),
        ({"status": S.WARTELISTE}, ASKED, S.BESTAETIGT, True),
        (ASKED, {"status": S.WARTELISTE}, S.BESTAETIGT, True),
        (ASKED, UNSURE, S.EINGEGANGEN, False),
        (UNSURE, ASKED, S.EINGEGANGEN, False),
        (UNSURE, {"status": S.WARTELISTE}, S.WARTELISTE, True),
        ({"status": S.BESTAETIGT}, {"status": S.TEILGENOMMEN}, S.TEILGENOMMEN, True),
        ({"status": S.NICHT_ERSCHIENEN}, {"status": S.TEILGENOMMEN}, S.TEILGENOMMEN, True),
    ],
)
def test_better_state_stays_with_the_earlier_receipt(
    one: dict[str, Any], other: dict[str, Any], becomes: S, confirmed: bool
) -> None:
    first, second = two(one, other, kapazitaet=1)

    for stays, goes in ((first, second), (second, first)):
        plan = zusammenfuehren.preview(stays.workshop, stays.pk, goes.pk).danach
        assert (plan.status, plan.is_confirmed, plan.eingegangen_am) == (becomes, confirmed, EARLY)
        assert (plan.annehmen_bis is None) == (becomes != S.NACHGERUECKT)
    # With a free seat who waits and has confirmed moves up at once.
    assert merge(second, first).status == {S.WARTELISTE: S.NACHGERUECKT}.get(becomes, becomes)
    assert Anmeldung.objects.count() == 1


def test_seat_that_becomes_free_goes_to_the_waiting_list_and_to_nobody_twice() -> None:
    first, second = two(kapazitaet=2)
    waiting = [
        make_anmeldung(workshop=first.workshop, status=S.WARTELISTE, eingegangen_am=NOW + timedelta(minutes=number))
        for number in range(2)
    ]
    assert "Ein Platz wird frei. Er geht an die Warteliste." in sentences(first, second)

    merge(first, second)

    states = [Anmeldung.objects.get(pk=one.pk).status for one in waiting]
    assert (states, plaetze.free_seats(first.workshop)) == ([S.NACHGERUECKT, S.WARTELISTE], 0)
    assert [mail.an for mail in Mail.objects.all()] == [waiting[0].email]


def test_who_gets_the_seat_of_the_other_registration_is_told_once() -> None:
    first, second = two({"status": S.WARTELISTE}, kapazitaet=1)
    third = make_anmeldung(workshop=first.workshop, status=S.WARTELISTE)
    assert "Die Person bekommt eine E-Mail mit ihrem neuen Stand." in sentences(first, second)

    stays = merge(first, second)

    assert (stays.status, Anmeldung.objects.get(pk=third.pk).status) == (S.BESTAETIGT, S.WARTELISTE)
    assert [(mail.an, mail.anlass) for mail in Mail.objects.all()] == [(A, "anmeldung_bestaetigt")]


def test_empty_answers_are_filled_and_what_is_there_stays() -> None:
    house, workshop = make_institution(), make_workshop()
    one, other, third = (make_gruppe(workshop=workshop) for _ in range(3))
    first, second = two(
        {"ag_wunsch_1": one, "kinder": [3, 5], "telefon": "", "verpflegung": "vegan", "email": "", "quelle": "telefon"},
        {
            "ag_wunsch_1": one,
            "ag_wunsch_2": other,
            "kinder": [5, 7],
            "telefon": "03904 1",
            "funktion": "Leitung",
            "verpflegung": "alles",
            "institution": house,
            "ohne_rundschreiben": True,
            "gruppe": third,
            "gruppe_grund": "hand",
        },
        workshop=workshop,
    )
    einladung = Einladung.objects.create(workshop=first.workshop, institution=house, code="kita-code")
    Anmeldung.objects.filter(pk=second.pk).update(einladung=einladung)

    said = sentences(first, second)
    stays = merge(first, second)

    assert (stays.ag_wunsch_1, stays.ag_wunsch_2, stays.gruppe) == (one, other, third)
    assert (stays.kinder, stays.telefon, stays.funktion, stays.email) == ([3, 5, 7], "03904 1", "Leitung", B)
    assert (stays.verpflegung, stays.institution, stays.einladung) == ("vegan", house, einladung)
    assert (stays.ohne_rundschreiben, stays.version) == (True, 2)
    assert "Rundschreiben bekommt die Person nicht mehr" in said


def test_group_that_was_given_for_other_wishes_is_given_up() -> None:
    workshop = make_workshop()
    one, other = (make_gruppe(workshop=workshop) for _ in range(2))
    first, second = two({"gruppe": one, "gruppe_grund": "frei"}, {"ag_wunsch_1": other}, workshop=workshop)

    assert (merge(first, second).gruppe, Anmeldung.objects.get().ag_wunsch_1) == (None, other)


@pytest.mark.parametrize(
    ("stays_gave", "goes_gave", "holds"), [(True, True, True), (True, False, True), (False, True, False)]
)
def test_consent_counts_only_if_the_one_that_stays_gave_it(stays_gave: bool, goes_gave: bool, holds: bool) -> None:
    first, second = two({"foto_einwilligung": stays_gave}, {"foto_einwilligung": goes_gave})
    for anmeldung, gave in ((first, stays_gave), (second, goes_gave)):
        if gave:
            Unterstuetzung.objects.create(anmeldung=anmeldung, bedarf=f"Bedarf {anmeldung.pk}", einwilligung_am=NOW)

    said = sentences(first, second)
    stays = merge(first, second)

    texts = list(Unterstuetzung.objects.values_list("anmeldung", "bedarf"))
    both = f"Bedarf {first.pk}" + (f"\n\nBedarf {second.pk}" if goes_gave else "")
    assert (stays.foto_einwilligung, texts) == (holds, [(first.pk, both)] if holds else [])
    assert ("Fotos sind nicht erlaubt" in said, "Unterstützung wird gelöscht" in said) == (not holds, not holds)


def test_children_and_people_of_one_form_are_not_lost() -> None:
    group = uuid4()
    first, second = two({}, {"email": A.upper(), "zusammen": group, "name": "J. Muster", "kinderbetreuung": True})
    companion = make_anmeldung(workshop=first.workshop, email=A, name="Tom Muster", zusammen=group)

    stays = merge(first, second)

    assert registration.together(stays) == [stays, companion]
    assert (stays.kinderzahl, stays.kinder) == (1, [])


def page(path: str, secret: str) -> tuple[int, str]:
    answer = Client().get(reverse(path, args=(secret,)))
    return answer.status_code, answer.content.decode()


def test_links_and_codes_of_the_merged_one_lead_to_the_one_that_stays(office: Client) -> None:
    first, second = two()
    secrets: dict[str, str] = {zweck: zugang.mint(second, zweck, email=B) for zweck in zugang.OLD_LINKS}
    old = second.token or ""

    merge(first, second)

    for secret in (secrets["aendern"], old):
        status, text = page("anmeldung", secret)
        assert (status, "Jana Muster" in text) == (200, True)
    assert page("anmeldung-stornieren", secrets["absagen"])[0] == 200
    assert page("anmeldung-bestaetigen", secrets["bestaetigen"])[0] == 404  # nothing goes to this address any more
    for name in ("v-einlass-person", "v-anmeldung"):
        shown = office.get(reverse(name, args=(second.pk,)))
        assert (shown.status_code, "Jana Muster" in shown.content.decode()) == (200, True)
    Client().post(reverse("anmeldung-stornieren", args=(secrets["absagen"],)))
    assert Anmeldung.objects.get().status == S.STORNIERT


def test_link_to_confirm_the_same_address_confirms_what_stays() -> None:
    first, second = two(ASKED, {**ASKED, "email": A.upper(), "name": "J. Muster"})
    secret = zugang.mint(second, zugang.Zweck.BESTAETIGEN, email=A.upper())

    merge(first, second)
    Client().post(reverse("anmeldung-bestaetigen", args=(secret,)))

    assert (Anmeldung.objects.get().status, Anmeldung.objects.get().email) == (S.BESTAETIGT, A)


def test_address_that_nobody_confirmed_gets_nothing_when_the_other_is_known() -> None:
    first, second = two(ASKED, {"status": S.WARTELISTE})
    stranger = zugang.mint(first, zugang.Zweck.BESTAETIGEN, email=A)
    assert f"der an {A} ging, gilt nicht mehr" in sentences(first, second)

    stays = merge(first, second)

    assert (stays.email, stays.status) == (B, S.BESTAETIGT)
    assert zugang.find(stranger, [zugang.Zweck.BESTAETIGEN]) is None
    assert [mail.an for mail in Mail.objects.all()] == [B]


def test_second_substitute_comes_no_more() -> None:
    first, second = two({"vertretung": "Rita Ott"}, {"vertretung": "Tom Ott"})
    secret = zugang.mint(second, zugang.Zweck.VERTRETUNG, email="tom@haus.example")
    assert "Die Vertretung durch Tom Ott gilt nicht mehr." in sentences(first, second)

    merge(first, second)

    assert zugang.find(secret, [zugang.Zweck.VERTRETUNG]) is None


def test_who_was_there_twice_was_there_once_and_each_certificate_is_right() -> None:
    first, second = two({"status": S.TEILGENOMMEN}, {"status": S.TEILGENOMMEN})
    third = make_anmeldung(workshop=first.workshop, name="Jana Muster", email="x@haus.example", status=S.TEILGENOMMEN)
    for anmeldung in (first, second, third):
        Teilnahme.objects.create(anmeldung=anmeldung)
    numbers = [nachweis.number_of(one) for one in (first, second, third)]
    assert "Bescheinigung, die schon ausgegeben ist, lässt sich weiter prüfen" in sentences(first, second)

    merge(second, third)
    merge(first, second)

    assert [nachweis.find(number) for number in numbers] == [first] * 3
    assert list(Teilnahme.objects.values_list("anmeldung", flat=True)) == [first.pk]
    assert dict(FruehereNummer.objects.values_list("nummer", "anmeldung")) == {second.pk: first.pk, third.pk: first.pk}


def test_attendance_of_the_later_one_goes_over() -> None:
    first, second = two({"status": S.BESTAETIGT}, {"status": S.TEILGENOMMEN, "quelle": "vor_ort"})
    gruppe = make_gruppe(workshop=first.workshop)
    Teilnahme.objects.create(anmeldung=second, arbeitsgruppe=gruppe)

    stays = merge(first, second)

    assert (stays.status, stays.teilnahme.arbeitsgruppe) == (S.TEILGENOMMEN, gruppe)


def test_tick_for_the_merged_one_is_one_for_the_one_that_stays(office: Client) -> None:
    first, second = two()
    workshop = first.workshop
    merge(first, second)

    attend(workshop, shown={first.pk, second.pk}, present={second.pk}, by=make_konto())
    listed = Anmeldung.objects.get().status
    Anmeldung.objects.update(status=S.BESTAETIGT)
    office.post(reverse("v-einlass-haken", args=(workshop.pk,)), {"da": second.pk})

    assert (listed, Anmeldung.objects.get().status) == (S.TEILGENOMMEN, S.TEILGENOMMEN)


def test_mails_to_many_say_that_they_were_for_the_one_that_stays() -> None:
    first, second = two()
    sent, ordered, only = (make_sendung(workshop=first.workshop, art="rundschreiben") for _ in range(3))
    Sendungszeile.objects.all().delete()

    def row(sendung: Any, anmeldung: Anmeldung, **fields: Any) -> None:
        Sendungszeile.objects.create(sendung=sendung, anmeldung=anmeldung, an=anmeldung.email, **fields)

    for anmeldung in (first, second):
        row(sent, anmeldung, status="gesendet")
        row(ordered, anmeldung)
    row(only, second)

    merge(first, second)

    rows = Sendungszeile.objects.order_by("pk").values_list("sendung", "anmeldung", "an")
    assert list(rows) == [
        (sent.pk, first.pk, A),
        (ordered.pk, first.pk, A),
        (sent.pk, None, B),
        (only.pk, first.pk, B),
    ]


def test_circulars_are_left_by_the_link_of_either_one() -> None:
    first, second = two()
    token = signing.dumps(second.pk, salt=abbestellen.SALZ)
    merge(first, second)

    Client().post(reverse("rundschreiben-ab", args=(token,)))

    assert Anmeldung.objects.get().ohne_rundschreiben


def test_what_was_decided_about_others_holds_for_the_one_that_stays() -> None:
    first, second = two()
    other = make_anmeldung(workshop=first.workshop)
    for erste, zweite in ((first, second), (second, other)):
        ZweiPersonen.objects.create(erste=erste, zweite=zweite)

    merge(first, second)

    assert list(ZweiPersonen.objects.values_list("erste", "zweite")) == [(first.pk, other.pk)]


def test_everything_that_hangs_on_a_registration_is_thought_of() -> None:
    fields: list[Any] = list(Anmeldung._meta.get_fields(include_hidden=True))
    hanging = {field.related_model.__name__ for field in fields if field.auto_created and not field.concrete}

    assert hanging == {
        "Zugang",
        "Unterstuetzung",
        "Teilnahme",
        "Sendungszeile",
        "FruehereNummer",
        "ZweiPersonen",
    }


def shown(client: Client, stays: Anmeldung, goes: Anmeldung) -> Any:
    return client.get(reverse("v-doppel", args=(stays.workshop_id,)), {"bleibt": stays.pk, "geht": goes.pk})


def fields_of(response: Any) -> dict[str, str]:
    form = lxml.html.fromstring(response.content.decode()).cssselect("main form[method=post]")[-1]
    return {str(field.get("name")): str(field.get("value")) for field in form.cssselect("input")}


def test_desk_sees_what_will_happen_chooses_who_stays_and_merges(office: Client) -> None:
    first, second = two({"status": S.WARTELISTE, "telefon": "03904 1"}, kapazitaet=1)
    listed = office.get(reverse("v-doppel-list", args=(first.workshop_id,))).content.decode()
    (link,) = (one for one in lxml.html.fromstring(listed).cssselect("section.block a"))
    preview = office.get(str(link.get("href")))
    tree = lxml.html.fromstring(preview.content.decode())
    rows = {
        words(row.cssselect("th")[0]): [words(cell) for cell in row.cssselect("td")]
        for row in tree.cssselect("tbody tr")
    }
    (turned,) = (str(one.get("href")) for one in tree.cssselect("main a") if words(one) == "Die andere soll bleiben")

    done = office.post(reverse("v-doppel", args=(first.workshop_id,)), fields_of(office.get(turned)), follow=True)

    assert rows["Stand (verschieden)"] == ["Warteliste", "bestätigt", "bestätigt"]
    assert rows["Telefon (verschieden)"] == ["03904 1", "–", "03904 1"]
    assert "Stand: bestätigt (bisher: Warteliste)." in words(tree)
    assert "Die beiden Anmeldungen von Jana Muster sind jetzt eine: bestätigt." in done.content.decode()
    kept = Anmeldung.objects.get()
    assert (kept.pk, kept.eingegangen_am, kept.telefon) == (second.pk, EARLY, "03904 1")
    entry = Eintrag.objects.get(ereignis="anmeldung.zusammengefuehrt")
    assert entry.angaben == {"nummer": first.pk, "stand": "bestaetigt"}
    history = office.get(reverse("v-verlauf")).content.decode()
    assert "hat zwei Anmeldungen einer Person zusammengeführt" in history


def test_support_needs_are_not_shown_in_words(office: Client) -> None:
    first, second = two()
    Unterstuetzung.objects.create(anmeldung=second, bedarf="Gebärdensprache", einwilligung_am=NOW)

    pages = [office.get(reverse("v-doppel-list", args=(first.workshop_id,))), shown(office, first, second)]

    for answer in pages:
        text = answer.content.decode()
        assert ("Gebärdensprache" in text, "angegeben" in text) == (False, True)


@pytest.mark.parametrize(
    ("meanwhile", "status", "sentence"),
    [
        ({"status": S.STORNIERT}, 302, "ist storniert. Es bleibt die andere"),
        (None, 302, "gibt es nicht mehr. Vermutlich sind sie schon zusammengeführt."),
        ({"telefon": "03904 9"}, 422, "Inzwischen hat sich etwas geändert."),
    ],
)
def test_what_came_in_between_is_said_and_nothing_is_merged(
    office: Client, meanwhile: dict[str, Any] | None, status: int, sentence: str
) -> None:
    first, second = two()
    url, sent = reverse("v-doppel", args=(first.workshop_id,)), fields_of(shown(office, first, second))
    rows = Anmeldung.objects.filter(pk=second.pk)
    if meanwhile is None:
        rows.delete()
    else:
        rows.update(**meanwhile)
    left = Anmeldung.objects.count()

    answer = office.post(url, sent)

    text = answer.content.decode() or office.get(answer["Location"]).content.decode()
    assert (answer.status_code, sentence in text, Anmeldung.objects.count()) == (status, True, left)
    assert not FruehereNummer.objects.exists()


def test_third_with_the_same_name_and_address_is_said_and_nothing_is_merged(office: Client) -> None:
    first, second = two({"email": "", "quelle": "telefon"}, {"name": "J. Muster"})
    make_anmeldung(workshop=first.workshop, name="Jana Muster", email=B)

    answer = office.post(reverse("v-doppel", args=(first.workshop_id,)), fields_of(shown(office, first, second)))

    assert (answer.status_code, Anmeldung.objects.count()) == (422, 3)
    assert "schon angemeldet" in answer.content.decode()


def test_registrations_of_two_workshops_are_not_merged(office: Client) -> None:
    first, strange = make_anmeldung(), make_anmeldung()

    answer = office.get(reverse("v-doppel", args=(first.workshop_id,)), {"bleibt": first.pk, "geht": strange.pk})

    assert answer.status_code == 302


@pytest.mark.parametrize("fields", [{"status": WorkshopStatus.ABGESAGT}, {"beginn": NOW - timedelta(hours=1)}])
def test_nobody_is_written_to_about_what_is_over_or_called_off(fields: dict[str, Any]) -> None:
    first, second = two({"status": S.WARTELISTE}, **fields)
    assert "Es geht keine E-Mail hinaus." in sentences(first, second)

    assert merge(first, second).status == S.BESTAETIGT
    assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_merging_at_once_make_one_registration_and_the_other_hears_a_sentence() -> None:
    first, second = two(kapazitaet=2)
    waiting = [make_anmeldung(workshop=first.workshop, status=S.WARTELISTE) for _ in range(3)]
    by = make_konto()
    seen = zusammenfuehren.preview(first.workshop, first.pk, second.pk).pruefsumme
    turned = zusammenfuehren.preview(first.workshop, second.pk, first.pk).pruefsumme

    def one(choice: tuple[int, int, str]) -> str:
        try:
            zusammenfuehren.merge(first.workshop, choice[0], choice[1], seen=choice[2], by=by)
        except zusammenfuehren.NothingToMerge as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(one, [(first.pk, second.pk, seen), (second.pk, first.pk, turned)]))

    assert said[0] == ""
    assert "gibt es nicht mehr" in said[1]
    states = [Anmeldung.objects.get(pk=row.pk).status for row in waiting]
    assert sorted(states) == [S.NACHGERUECKT, S.WARTELISTE, S.WARTELISTE]
    assert plaetze.free_seats(first.workshop) == 0


@pytest.mark.django_db(transaction=True)
def test_cancelling_and_merging_at_once_never_give_more_seats_than_there_are() -> None:
    first, second = two(kapazitaet=2)
    for _ in range(3):
        make_anmeldung(workshop=first.workshop, status=S.WARTELISTE)
    by = make_konto()
    seen = zusammenfuehren.preview(first.workshop, first.pk, second.pk).pruefsumme

    def do(what: str) -> str:
        try:
            if what == "cancel":
                registration.cancel(Anmeldung(pk=second.pk, workshop_id=second.workshop_id))
            else:
                zusammenfuehren.merge(first.workshop, first.pk, second.pk, seen=seen, by=by)
        except (zusammenfuehren.NothingToMerge, Anmeldung.DoesNotExist) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = set(pool.map(do, ("cancel", "merge")))

    assert said in ({"", "Cancelled"}, {"", "DoesNotExist"})
    assert first.workshop.anmeldungen.holding_seat().count() == 2
    assert Zugang.objects.filter(anmeldung=second.pk).count() == 0 or "DoesNotExist" not in said
