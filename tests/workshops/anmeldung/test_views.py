"""Registration and everything its link can do, as people use it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.akteure import namen
from bildungskommune.akteure.namen import known_as
from bildungskommune.post.models import Mail
from bildungskommune.throttle import Limit
from bildungskommune.ui.models import Absendung
from tests.conftest import forget_rings
from tests.factories import (
    make_anmeldung,
    make_gruppe,
    make_institution,
    make_ort,
    make_workshop,
)
from workshops import limits
from workshops.anmeldung import einrichtungen, mails, registration, zugang
from workshops.models import Anmeldung, Unterstuetzung, Workshop, Zugang
from workshops.models.enums import AnmeldungStatus, WorkshopStatus

pytestmark = pytest.mark.django_db


PERSON = {"name": "Jana Beispiel", "email": "jana@kita.example", "einrichtung": "Kita", "verpflegung": "ohne"}

NACHTRAG = ("telefon", "foto_einwilligung", "bedarf", "bedarf_einwilligung")
"""What is asked for with the confirmation."""

BOESE = [
    "'; DROP TABLE workshops_anmeldung; --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "Robert\r\nBcc: x@y.example",
]


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    forget_rings()


def post_anmeldung(client: Client, workshop: Workshop, **fields: Any) -> Any:
    return client.post(reverse("anmeldung-new", args=(workshop.slug,)), {**PERSON, **fields})


def html(response: Any) -> str:
    return str(response.content.decode())


def make_past(**fields: Any) -> Workshop:
    return make_workshop(beginn=timezone.now() - timedelta(days=20), status=WorkshopStatus.DURCHGEFUEHRT, **fields)


def link(an: str, page: str) -> str:
    """Return the newest address of this page that was mailed to somebody."""
    for mail in Mail.objects.filter(an=an).order_by("-pk"):
        if found := re.search(rf"/anmeldung/[\w-]+/{page}(?=\s)", mail.text):
            return found[0]
    raise AssertionError(f"Nobody wrote {page or 'the page'} to {an}")


def confirmed(client: Client, workshop: Workshop, **fields: Any) -> Anmeldung:
    """Register in the browser and confirm with the mail."""
    later = {name: fields.pop(name) for name in NACHTRAG if name in fields}
    post_anmeldung(client, workshop, **fields)
    client.post(link(fields.get("email", PERSON["email"]), "bestaetigen/"), later)
    return workshop.anmeldungen.get()


def test_after_the_form_the_browser_is_sent_to_the_mailbox_and_sees_no_secret(client):
    response = post_anmeldung(client, make_workshop())

    page = Client().get(response.headers["Location"])
    secret = link(PERSON["email"], "bestaetigen/").split("/")[2]
    assert response.headers["Location"] == "/anmeldung/gesendet/"
    assert "Bitte sehen Sie in Ihr Postfach" in html(page)
    assert (page.status_code, dict(page.cookies)) == (200, {})
    assert secret not in str(response.serialize_headers()) + html(response) + html(page)


def test_opening_the_link_confirms_nothing_and_the_button_does(client):
    post_anmeldung(client, make_workshop())
    page = link(PERSON["email"], "bestaetigen/")

    opened = [client.get(page), client.head(page)]
    assert Anmeldung.objects.get().status == AnmeldungStatus.EINGEGANGEN
    first, second = client.post(page, follow=True), client.post(page, follow=True)

    assert [one.status_code for one in (*opened, first, second)] == [200, 200, 200, 200]
    assert "Anmeldung bestätigen" in html(opened[0])
    assert "Ihr Platz ist sicher" in html(second)
    assert Anmeldung.objects.get().status == AnmeldungStatus.BESTAETIGT


def test_no_secret_leads_to_another(client):
    """Who may confirm, cancel or come in Vertretung finds no link on the page that does more."""
    confirmed(client, make_workshop())
    client.post(link(PERSON["email"], "vertretung/"), {"name": "Tom Muster", "email": "tom@kita.example"})
    pages = {
        "bestaetigen": link(PERSON["email"], "bestaetigen/"),
        "absagen": link(PERSON["email"], "stornieren/"),
        "vertretung": link("tom@kita.example", "weg/"),
    }
    secrets = {name: page.split("/")[2] for name, page in pages.items()}
    secrets["aendern"] = link(PERSON["email"], "aendern/").split("/")[2]

    assert len(set(secrets.values())) == 4
    for name, page in pages.items():
        shown = html(client.get(page))
        assert set(re.findall(r"/anmeldung/([\w-]{43})/", shown)) <= {secrets[name]}


@pytest.mark.parametrize(
    ("zweck", "opens"),
    [
        ("bestaetigen", {"-bestaetigen"}),
        ("aendern", {"", "-aendern", "-vertretung", "-stornieren", "-kalender"}),
        ("absagen", {"-stornieren"}),
        ("vertretung", {"-weg", "-stornieren", "-kalender"}),
    ],
)
def test_each_secret_opens_its_own_pages(client, zweck, opens):
    secret = zugang.mint(make_anmeldung(), zweck)
    pages = ("", "-bestaetigen", "-aendern", "-vertretung", "-weg", "-stornieren", "-kalender")

    codes = {page: client.get(reverse(f"anmeldung{page}", args=(secret,))).status_code for page in pages}

    assert codes == {page: 200 if page in opens else 404 for page in pages}


def test_secrets_are_not_stored(client):
    confirmed(client, make_workshop())
    secrets = {link(PERSON["email"], page).split("/")[2] for page in ("bestaetigen/", "aendern/", "stornieren/")}

    rows = [*Zugang.objects.values_list("hash", "email"), *Absendung.objects.values_list("token", "ziel")]
    stored = " ".join(str(part) for row in rows for part in row)
    assert len(secrets) == 3
    assert not any(secret in stored for secret in secrets)
    assert Anmeldung.objects.get().token is None


def test_unknown_secrets_are_answered_a_number_of_times_only(client, monkeypatch):
    monkeypatch.setattr(limits, "UNKNOWN_SECRETS", Limit("schluessel-test", 2, 60))
    page = reverse("anmeldung-stornieren", args=("x" * 43,))

    assert [client.get(page).status_code for _ in range(3)] == [404, 404, 429]


def test_expired_link_says_so_and_still_gives_a_seat(client):
    anmeldung = make_anmeldung(status=AnmeldungStatus.STORNIERT, bestaetigen_bis=timezone.now() - timedelta(hours=1))
    page = reverse("anmeldung-bestaetigen", args=(zugang.mint(anmeldung, "bestaetigen"),))

    assert "Die Zeit zum Bestätigen ist abgelaufen" in html(client.get(page))
    assert "Ihr Platz ist sicher" in html(client.post(page, follow=True))


def test_expired_link_after_the_date_is_refused_with_a_sentence(client):
    past = make_past()
    anmeldung = make_anmeldung(
        workshop=past, status=AnmeldungStatus.STORNIERT, bestaetigen_bis=past.beginn - timedelta(days=9)
    )

    response = client.post(reverse("anmeldung-bestaetigen", args=(zugang.mint(anmeldung, "bestaetigen"),)))

    assert response.status_code == 422
    assert "liegt in der Vergangenheit" in html(response)


def test_old_link_still_confirms_by_the_button_and_then_changes_and_cancels(client):
    held = timezone.now() + timedelta(hours=1)
    anmeldung = make_anmeldung(token="alt" * 14, status=AnmeldungStatus.EINGEGANGEN, bestaetigen_bis=held)

    confirm = client.post(reverse("anmeldung-bestaetigen", args=(anmeldung.token,)))
    codes = [client.get(reverse(f"anmeldung{page}", args=(anmeldung.token,))).status_code for page in ("", "-aendern")]
    cancel = client.post(reverse("anmeldung-stornieren", args=(anmeldung.token,)))

    anmeldung.refresh_from_db()
    assert [confirm.status_code, *codes, cancel.status_code] == [302, 200, 200, 302]
    assert anmeldung.status == AnmeldungStatus.STORNIERT


def test_no_word_of_a_stranger_reaches_an_address_that_is_not_confirmed(client, settings):
    words = "Gewinn: boese.example"
    workshop = make_workshop()
    post_anmeldung(client, workshop, name=words, einrichtung=words)
    registration.expire_unconfirmed(timezone.now() + timedelta(hours=49))

    mails = list(Mail.objects.filter(an=PERSON["email"]).order_by("pk"))
    assert [mail.anlass for mail in mails] == ["anmeldung_bestaetigen", "anmeldung_verfallen"]
    assert not any("boese" in mail.betreff + mail.text + mail.html for mail in mails)


def test_who_has_not_confirmed_hears_nothing_of_a_date_that_changes(client):
    workshop = make_workshop()
    post_anmeldung(client, workshop)

    assert mails.tell_all(workshop, mails.GEAENDERT) == 0


def test_stranger_does_not_learn_who_is_registered(client):
    workshop = make_workshop()
    confirmed(client, workshop)

    known = post_anmeldung(Client(), workshop)
    unknown = post_anmeldung(Client(), workshop, name="Tom Muster", email="tom@kita.example")

    def answer(response: Any) -> tuple[int, str]:
        return response.status_code, response.headers["Location"]

    assert answer(known) == answer(unknown) == (302, "/anmeldung/gesendet/")
    assert Mail.objects.filter(an=PERSON["email"]).latest("pk").anlass == "anmeldung_bekannt"


def test_more_mails_than_the_limit_are_refused_with_a_sentence_and_all_that_was_typed(client):
    workshop = make_workshop(kapazitaet=60)
    answers = [post_anmeldung(client, workshop, name=f"Person {number}") for number in range(130)]

    assert [answer.status_code for answer in answers] == 3 * [302] + 127 * [422]
    assert "An diese Adresse haben wir gerade mehrere E-Mails geschickt." in html(answers[5])
    assert 'value="Person 5"' in html(answers[5])
    assert (Anmeldung.objects.count(), Mail.objects.count()) == (3, 3)


def test_wrong_input_is_named_and_what_was_typed_stays(client):
    workshop = make_workshop()
    make_gruppe(workshop=workshop)

    response = post_anmeldung(client, workshop, email="jana.kita.example", einrichtung="")

    page = html(response)
    assert response.status_code == 422
    assert "<title>Fehler: " in page
    assert "Bitte prüfen Sie 3 Angaben" in page
    assert "Bitte tragen Sie einen Namen ein oder „privat“." in page
    assert 'value="jana.kita.example"' in page
    assert Anmeldung.objects.count() == 0


def test_registration_asks_the_database_so_often_and_no_more(client, django_assert_max_num_queries):
    """Thirteen, and three for what a web process keeps in memory and tests read anew."""
    workshop = make_workshop(ort=make_ort())

    with django_assert_max_num_queries(16):
        assert post_anmeldung(client, workshop, absendung="a" * 22).status_code == 302


def test_second_address_that_has_had_its_mails_undoes_the_whole_form(client):
    workshop = make_workshop()
    for number in range(3):
        post_anmeldung(client, workshop, name=f"Person{number} Muster", email="dritte@kita.example")
    before = Mail.objects.count()

    response = post_anmeldung(client, workshop, weitere="Tom Muster, dritte+neu@kita.example")

    assert response.status_code == 422
    assert "dritte+neu@kita.example" in html(response)
    assert (workshop.anmeldungen.count(), Mail.objects.count()) == (3, before)


def test_form_sent_twice_registers_once(client):
    workshop = make_workshop()
    page = html(client.get(reverse("anmeldung-new", args=(workshop.slug,))))
    token = re.search(r'name="absendung" value="([^"]+)"', page)
    assert token is not None

    answers = [post_anmeldung(client, workshop, absendung=token[1]) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == 2 * ["/anmeldung/gesendet/"]
    assert (Anmeldung.objects.count(), Mail.objects.count()) == (1, 1)


def test_registration_for_a_date_in_the_past_is_refused_and_nothing_typed_is_lost(client):
    past = make_past()

    shown, sent = client.get(reverse("anmeldung-new", args=(past.slug,))), post_anmeldung(client, past)

    assert "liegt in der Vergangenheit" in html(shown)
    assert sent.status_code == 422
    assert "liegt in der Vergangenheit" in html(sent)
    assert 'value="Jana Beispiel"' in html(sent)


@pytest.mark.parametrize("text", [*BOESE, "Ä" * 10_000, "Na\x00me"])
def test_strange_text_in_every_field_of_the_registration_never_breaks(client, text):
    response = post_anmeldung(client, make_workshop(), name=text, einrichtung=text)

    assert response.status_code in {302, 422}
    assert "<script>alert" not in html(
        client.get(response.headers["Location"]) if response.status_code == 302 else response
    )


def test_too_long_name_is_answered_with_its_limit(client):
    response = post_anmeldung(client, make_workshop(), name="Ä" * 10_000)

    assert response.status_code == 422
    assert "Bitte kürzen Sie den Text auf höchstens 200 Zeichen, jetzt sind es 10000." in html(response)


def test_program_that_fills_the_trap_is_refused(client):
    response = post_anmeldung(client, make_workshop(), website="https://spam.example")

    assert response.status_code == 422
    assert Anmeldung.objects.count() == 0


def test_form_sent_in_no_time_is_asked_for_again(client, settings):
    settings.SPAMSCHUTZ_SEKUNDEN = 3

    response = post_anmeldung(client, make_workshop())

    assert response.status_code == 422
    assert "Das ging sehr schnell" in html(response)


def test_too_many_registrations_from_one_place_wait_with_what_they_typed(client, monkeypatch):
    monkeypatch.setattr(limits, "REGISTRATIONS", Limit("anmeldung-test", 1, 86_400))
    workshop = make_workshop()
    post_anmeldung(client, workshop)

    response = post_anmeldung(client, workshop, name="Tom Muster")

    assert response.status_code == 429
    assert "sehr viele Anfragen" in html(response)
    assert 'value="Tom Muster"' in html(response)


def test_invitation_opens_a_date_that_is_not_public_until_its_seats_are_used_up(client):
    workshop = make_workshop(sichtbarkeit="einladung")
    einladung = workshop.einladungen.create(
        institution=make_institution(name="Kita Wald"), kontingent=1, code="abc-DEF_123"
    )
    address = f"{reverse('anmeldung-new', args=(workshop.slug,))}?code=abc-DEF_123"

    shown = client.get(address)
    codes = [client.post(address, {**PERSON, "name": name}).status_code for name in ("Jana Beispiel", "Tom Muster")]

    assert 'value="Kita Wald"' in html(shown)
    assert codes == [302, 422]
    anmeldung = Anmeldung.objects.get()
    assert (anmeldung.einladung, anmeldung.institution) == (einladung, einladung.institution)


@pytest.mark.parametrize("code", ["", "falsch", "\x00", "ä" * 5000])
def test_wrong_invitation_opens_nothing(client, code):
    workshop = make_workshop(sichtbarkeit="einladung")

    assert client.get(reverse("anmeldung-new", args=(workshop.slug,)), {"code": code}).status_code == 404


def test_cancelling_asks_first_and_then_frees_the_seat(client):
    anmeldung = make_anmeldung()
    page = reverse("anmeldung-stornieren", args=(anmeldung.token,))

    asked = client.get(page)
    anmeldung.refresh_from_db()
    assert (asked.status_code, anmeldung.status) == (200, AnmeldungStatus.BESTAETIGT)

    assert "Die Anmeldung ist abgesagt" in html(client.post(page, follow=True))
    anmeldung.refresh_from_db()
    assert anmeldung.status == AnmeldungStatus.STORNIERT


CHANGED = {**PERSON, "name": "Jana Neu", "einrichtung": "Hort", "telefon": "03904 1"}


def test_changes_by_link_are_kept(client):
    workshop = make_workshop()
    gruppe = make_gruppe(workshop=workshop)
    anmeldung = make_anmeldung(
        workshop=workshop, email=PERSON["email"], foto_einwilligung=True, foto_einwilligung_am=timezone.now()
    )
    fields = {**CHANGED, "ag_wunsch_1": gruppe.pk, "verpflegung": "vegan", "kinder": "3, 5 Jahre"}

    response = client.post(reverse("anmeldung-aendern", args=(anmeldung.token,)), fields)

    anmeldung.refresh_from_db()
    assert response.status_code == 302
    assert (anmeldung.ag_wunsch_1, anmeldung.verpflegung, anmeldung.kinder) == (gruppe, "vegan", [3, 5])
    assert (anmeldung.name, anmeldung.einrichtung, anmeldung.telefon) == ("Jana Neu", "Hort", "03904 1")
    assert anmeldung.foto_einwilligung is False
    assert Mail.objects.count() == 0


@pytest.mark.parametrize("typed", ["drei", "3, 18", "-1", "3,5,7,9,1,1,1,1,1,1", "\x00"])
def test_ages_of_children_are_numbers_and_what_was_typed_stays(client, typed):
    response = post_anmeldung(client, make_workshop(), kinder=typed)

    assert response.status_code == 422
    assert "kinder" in response.context["form"].errors
    assert typed == "\x00" or f'value="{typed}"' in html(response)


def test_workshop_without_child_care_does_not_ask_for_children(client):
    without, earlier = make_workshop(kinderbetreuung=False), make_anmeldung(kinderbetreuung=True)

    asked = html(client.get(reverse("anmeldung-new", args=(without.slug,))))
    page = html(client.get(reverse("anmeldung-aendern", args=(earlier.token,))))

    assert "Kinder zur Betreuung" not in asked
    assert post_anmeldung(client, without, kinder="3").status_code == 302
    assert without.anmeldungen.get().kinder == []
    assert "Sie haben ein Kind angemeldet; bitte nennen Sie sein Alter." in page
    assert "1 Kind (Alter nicht genannt)" in html(client.get(reverse("anmeldung", args=(earlier.token,))))


def test_other_address_counts_once_it_is_confirmed_there_and_closes_the_old_links(client):
    anmeldung = confirmed(client, make_workshop())
    page, cancel = link(PERSON["email"], "aendern/"), link(PERSON["email"], "stornieren/")

    client.post(page, {**CHANGED, "email": "neu@hort.example"})
    anmeldung.refresh_from_db()
    before = (anmeldung.email, "An neu@hort.example haben wir" in html(client.get(page.replace("aendern/", ""))))
    mail = Mail.objects.get(an="neu@hort.example")
    confirm = link("neu@hort.example", "bestaetigen/")
    client.get(confirm)
    done = client.post(confirm, follow=True)

    anmeldung.refresh_from_db()
    assert before == (PERSON["email"], True)
    assert "Jana" not in mail.text + mail.html
    assert (anmeldung.email, done.status_code) == ("neu@hort.example", 200)
    assert [client.get(old).status_code for old in (page, cancel)] == [404, 404]
    assert client.get(link("neu@hort.example", "aendern/")).status_code == 200


def test_wish_for_another_address_ends_after_48_hours_and_with_the_next_one(client):
    anmeldung = confirmed(client, make_workshop())
    page = link(PERSON["email"], "aendern/")
    for address in ("eins@hort.example", "zwei@hort.example"):
        client.post(page, {**CHANGED, "email": address})
    Zugang.objects.update(angelegt_am=timezone.now() - timedelta(hours=49))

    first = client.post(link("eins@hort.example", "bestaetigen/"))
    second = client.post(link("zwei@hort.example", "bestaetigen/"))

    anmeldung.refresh_from_db()
    assert [first.status_code, second.status_code] == [404, 422]
    assert "ist abgelaufen" in html(second)
    assert anmeldung.email == PERSON["email"]


def test_address_of_somebody_else_gets_a_few_mails_only_by_changing_it(client):
    confirmed(client, make_workshop())
    page = link(PERSON["email"], "aendern/")

    codes = [client.post(page, {**CHANGED, "email": "dritte@kita.example"}).status_code for _ in range(5)]

    assert codes == [302, 302, 302, 422, 422]
    assert Mail.objects.filter(an="dritte@kita.example").count() == 3


def test_support_needs_are_never_shown_again_only_replaced_or_withdrawn(client):
    anmeldung = confirmed(client, make_workshop(), bedarf="Epilepsie", bedarf_einwilligung="on")
    page = link(PERSON["email"], "aendern/")
    seen = [html(client.get(address)) for address in (page, page.replace("aendern/", ""))]

    kept = []
    for fields in (
        {},
        {"bedarf": "Platz vorn"},
        {"bedarf": "Platz vorn", "bedarf_einwilligung": "on"},
        {"bedarf_loeschen": "on"},
    ):
        response = client.post(page, {**CHANGED, **fields})
        rows = Unterstuetzung.objects.filter(anmeldung=anmeldung)
        kept.append((response.status_code, [row.bedarf for row in rows]))

    assert not any("Epilepsie" in one for one in seen)
    assert "Ihre frühere Angabe ist gespeichert" in seen[0]
    assert kept == [(302, ["Epilepsie"]), (422, ["Epilepsie"]), (302, ["Platz vorn"]), (302, [])]
    assert "Epilepsie" not in "".join(mail.text + mail.html for mail in Mail.objects.all())


def test_support_needs_without_consent_are_asked_about_and_not_stored(client):
    workshop = make_workshop()
    post_anmeldung(client, workshop)
    page = link(PERSON["email"], "bestaetigen/")

    response = client.post(page, {"bedarf": "Rollstuhl", "telefon": "0391 12"})

    shown = html(response).replace("\n", "")
    assert response.status_code == 422
    assert "Ohne Ihr Einverständnis dürfen wir diese Angabe nicht speichern." in shown
    assert ">Rollstuhl</textarea>" in shown
    assert Unterstuetzung.objects.count() == 0
    assert Anmeldung.objects.get().status == AnmeldungStatus.EINGEGANGEN


def test_form_asks_for_eight_things_at_most_and_the_rest_with_the_confirmation(client):
    workshop = make_workshop()
    make_gruppe(workshop=workshop)
    group = make_gruppe(workshop=workshop)
    kita = make_institution(name="Kita Wald")
    make_institution(name="Kita Geheim", oeffentlich=False)
    response = client.get(reverse("anmeldung-new", args=(workshop.slug,)))
    page, asked = html(response), set(response.context["form"].fields) - {"website", "gezeigt"}

    anmeldung = confirmed(
        client, workshop, einrichtung="kita wald", ag_wunsch_1=group.pk, telefon="0391 12", foto_einwilligung="on"
    )

    assert len(asked) <= 8, asked
    assert re.findall(r'<option value="(Kita[^"]*)"', page) == ["Kita Wald"]
    assert re.search(r'name="einrichtung"[^>]* list="id_einrichtung_vorschlaege"', page)
    assert (anmeldung.einrichtung, anmeldung.institution) == ("kita wald", kita)
    assert (anmeldung.telefon, anmeldung.foto_einwilligung, anmeldung.status) == ("0391 12", True, "bestaetigt")


def test_large_directory_offers_a_part_of_its_names_and_first_those_who_came_before(monkeypatch):
    monkeypatch.setattr(namen, "HOECHSTENS", 2)
    names = [make_institution(name=f"Kita {letter}") for letter in "ABCC"]
    make_anmeldung(institution=names[3])

    assert einrichtungen.offered() == ["Kita A", "Kita C"]
    assert [known_as(name) for name in ("KITA a", "Kita C", "Kita")] == [names[0], None, None]


def test_group_of_another_date_cannot_be_chosen(client):
    anmeldung = make_anmeldung()
    make_gruppe(workshop=anmeldung.workshop)
    foreign = make_gruppe(workshop=make_workshop())

    response = client.post(
        reverse("anmeldung-aendern", args=(anmeldung.token,)), {**CHANGED, "ag_wunsch_1": foreign.pk}
    )

    assert response.status_code == 422


def test_substitute_is_named_by_link_and_without_a_name_it_is_asked_for(client):
    anmeldung = make_anmeldung()
    page = reverse("anmeldung-vertretung", args=(anmeldung.token,))

    assert client.post(page, {"name": ""}).status_code == 422
    assert client.post(page, {"name": "Tom Muster"}).status_code == 302
    assert "Tom Muster" in html(client.get(reverse("anmeldung", args=(anmeldung.token,))))


def test_substitute_sees_the_way_and_cancels_and_learns_nothing_of_the_person(client):
    workshop = make_workshop(ort=make_ort(name="Landratsamt", anfahrt="Bus 10 bis Markt"))
    anmeldung = confirmed(client, workshop, bedarf="Rollstuhl, Epilepsie", bedarf_einwilligung="on")
    client.post(link(PERSON["email"], "vertretung/"), {"name": "Tom Muster", "email": "tom@kita.example"})
    mail = Mail.objects.get(an="tom@kita.example")
    way, cancel = link("tom@kita.example", "weg/"), link("tom@kita.example", "stornieren/")

    seen = html(client.get(way)) + html(client.get(cancel))
    told = mail.betreff + mail.text + mail.html + seen
    assert ("Bus 10 bis Markt" in seen, "Bus 10 bis Markt" in mail.text) == (True, True)
    assert [word for word in ("Rollstuhl", "Epilepsie", "Jana", "Muster", PERSON["email"]) if word in told] == []
    assert [client.get(way.replace("weg/", page)).status_code for page in ("", "aendern/", "vertretung/")] == 3 * [404]

    client.post(cancel)
    anmeldung.refresh_from_db()
    assert anmeldung.status == AnmeldungStatus.STORNIERT


def test_substitute_who_is_replaced_cannot_cancel_any_more(client):
    confirmed(client, make_workshop())
    page = link(PERSON["email"], "vertretung/")
    client.post(page, {"name": "Tom Muster", "email": "tom@kita.example"})

    client.post(page, {"name": "Eva Muster"})

    assert client.get(link("tom@kita.example", "stornieren/")).status_code == 404


@pytest.mark.parametrize("name", ["anmeldung-stornieren", "anmeldung-aendern", "anmeldung-vertretung"])
def test_after_the_beginning_nothing_is_changed_by_link(client, name):
    anmeldung = make_anmeldung(workshop=make_workshop(beginn=timezone.now() - timedelta(minutes=1)))

    response = client.post(reverse(name, args=(anmeldung.token,)), CHANGED)

    assert response.status_code == 422
    assert "Der Workshop hat schon begonnen" in html(response)


@pytest.mark.parametrize(
    "name", ["anmeldung", "anmeldung-bestaetigen", "anmeldung-aendern", "anmeldung-vertretung", "anmeldung-stornieren"]
)
def test_unknown_token_is_not_found(client, name):
    assert client.get(reverse(name, args=("x" * 43,))).status_code == 404


@pytest.mark.parametrize("status", Anmeldung.Status.values)
def test_page_of_a_registration_has_words_for_every_state(client, status):
    held = timezone.now() if status == AnmeldungStatus.EINGEGANGEN else None
    anmeldung = make_anmeldung(status=status, bestaetigen_bis=held)

    response = client.get(reverse("anmeldung", args=(anmeldung.token,)))

    assert response.status_code == 200
    assert 'class="zustand' in html(response)


def test_registration_gives_a_calendar_entry(client):
    response = client.get(reverse("anmeldung-kalender", args=(make_anmeldung().token,)))

    assert response.headers["Content-Disposition"] == 'attachment; filename="termin.ics"'
    assert b"BEGIN:VEVENT" in response.content
