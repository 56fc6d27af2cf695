import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.post.models import Mail
from tests.factories import (
    make_abfrage,
    make_abschnitt,
    make_anmeldung,
    make_beitrag,
    make_gruppe,
    make_herleitung,
    make_institution,
    make_massnahme,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.lesen import one_line
from workshops import throttle
from workshops.models import Anmeldung, Beitrag, Punktstand, Thema, Workshop
from workshops.throttle import Limit

pytestmark = pytest.mark.django_db

PERSON = {"name": "Jana Beispiel", "email": "jana@kita.example", "einrichtung": "Kita", "verpflegung": "ohne"}
BOESE = [
    "'; DROP TABLE workshops_anmeldung; --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "Robert\r\nBcc: x@y.example",
]


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    cache.clear()


def post_anmeldung(client: Client, workshop: Workshop, **fields: Any) -> Any:
    return client.post(reverse("anmeldung-new", args=(workshop.slug,)), {**PERSON, **fields})


def post_beitrag(client: Client, workshop: Workshop, **fields: Any) -> Any:
    return client.post(reverse("beitrag-new", args=(workshop.slug,)), {"text": "Der Bus fährt nicht.", **fields})


def html(response: Any) -> str:
    return str(response.content.decode())


def make_past(**fields: Any) -> Workshop:
    return make_workshop(beginn=timezone.now() - timedelta(days=20), status="durchgefuehrt", **fields)


# Every page works for readers, without a cookie where there is no form.


@pytest.mark.parametrize("name", ["mitmachen", "workshop-list", "beitrag-suchen", "beitrag-list", "kalender"])
def test_public_list_page_works_without_a_cookie(client, name):
    make_workshop()
    make_beitrag(workshop=make_past())

    response = client.get(reverse(name))

    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert client.post(reverse(name)).status_code == 405


def test_page_of_a_date_shows_programme_place_and_seats_without_a_cookie(client):
    workshop = make_workshop(kapazitaet=3)
    make_anmeldung(workshop=workshop)
    workshop.programm.create(titel="Begrüßung", von="16:00", bis="16:30")

    response = client.get(workshop.get_absolute_url())

    assert (response.status_code, dict(response.cookies)) == (200, {})
    for words in ("Begrüßung", "16:00 bis 16:30", "Noch 2 von 3 Plätzen frei", "Platz sichern"):
        assert words in html(response)


@pytest.mark.parametrize("fields", [{"sichtbarkeit": "intern"}, {"reihe": None, "sichtbarkeit": "einladung"}])
def test_date_that_is_not_public_is_unknown_to_strangers(client, fields):
    workshop = make_workshop(**fields)

    for name in ("workshop", "anmeldung-new", "beitrag-new"):
        assert client.get(reverse(name, args=(workshop.slug,))).status_code == 404


def test_page_after_the_date_shows_themen_by_dots_and_what_became_of_them(client):
    workshop = make_past()
    light, heavy = make_thema(workshop=workshop, titel="Räume"), make_thema(workshop=workshop, titel="Wege")
    abfrage = make_abfrage(workshop=workshop)
    Punktstand.objects.create(abfrage=abfrage, thema=light, punkte=3)
    Punktstand.objects.create(abfrage=abfrage, thema=heavy, punkte=9)
    satz = make_abschnitt(titel="Kein Weg ist zu weit.", veroeffentlicht=True, veroeffentlicht_am=timezone.localdate())
    make_herleitung(satz, thema=heavy)

    page = html(client.get(workshop.get_absolute_url()))

    assert page.index("Wege") < page.index("Räume")
    assert "Kein Weg ist zu weit." in page
    assert "Platz sichern" not in page


# Registration


def test_registering_leads_to_a_page_of_ones_own_that_nobody_indexes(client):
    response = post_anmeldung(client, make_workshop())

    anmeldung = Anmeldung.objects.get()
    assert response.headers["Location"] == anmeldung.get_absolute_url()
    page = Client().get(anmeldung.get_absolute_url())
    assert (page.status_code, page.headers["X-Robots-Tag"], dict(page.cookies)) == (200, "noindex, nofollow", {})
    assert "Bitte bestätigen Sie Ihre E-Mail-Adresse" in html(page)


def test_link_in_the_mail_confirms_and_can_be_used_again(client):
    post_anmeldung(client, make_workshop())
    link = re.search(r"/anmeldung/[\w-]+/bestaetigen/", Mail.objects.get().text)
    assert link is not None

    first, second = client.get(link[0], follow=True), client.get(link[0], follow=True)

    assert [first.status_code, second.status_code] == [200, 200]
    assert "Ihr Platz ist sicher" in html(second)


def test_expired_link_says_so_and_still_gives_a_seat(client):
    anmeldung = make_anmeldung(status="storniert", bestaetigen_bis=timezone.now() - timedelta(hours=1))

    response = client.get(reverse("anmeldung-bestaetigen", args=(anmeldung.token,)), follow=True)

    assert "Der Link zum Bestätigen war abgelaufen" in html(response)
    assert "Ihr Platz ist sicher" in html(response)


def test_expired_link_after_the_date_is_refused_with_a_sentence(client):
    past = make_past()
    anmeldung = make_anmeldung(workshop=past, status="storniert", bestaetigen_bis=past.beginn - timedelta(days=9))

    response = client.get(reverse("anmeldung-bestaetigen", args=(anmeldung.token,)))

    assert response.status_code == 422
    assert "liegt in der Vergangenheit" in html(response)


def test_wrong_input_is_named_and_what_was_typed_stays(client):
    workshop = make_workshop()
    make_gruppe(workshop=workshop)

    response = post_anmeldung(client, workshop, email="jana.kita.example", einrichtung="", telefon="0391 12")

    page = html(response)
    assert response.status_code == 422
    assert "<title>Fehler: " in page
    assert "Bitte prüfen Sie 3 Angaben" in page
    assert "Bitte tragen Sie einen Namen ein oder „privat“." in page
    assert 'value="jana.kita.example"' in page
    assert 'value="0391 12"' in page
    assert Anmeldung.objects.count() == 0


def test_second_registration_of_the_same_person_is_refused(client):
    workshop = make_workshop()
    post_anmeldung(client, workshop)

    response = post_anmeldung(client, workshop)

    assert response.status_code == 422
    assert "schon angemeldet" in html(response)
    assert Anmeldung.objects.count() == 1


def test_form_sent_twice_registers_once(client):
    workshop = make_workshop()
    page = html(client.get(reverse("anmeldung-new", args=(workshop.slug,))))
    token = re.search(r'name="absendung" value="([^"]+)"', page)
    assert token is not None

    answers = [post_anmeldung(client, workshop, absendung=token[1]) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == 2 * [Anmeldung.objects.get().get_absolute_url()]


def test_registration_for_a_date_in_the_past_is_refused_and_nothing_typed_is_lost(client):
    past = make_past()

    shown, sent = client.get(reverse("anmeldung-new", args=(past.slug,))), post_anmeldung(client, past)

    assert "liegt in der Vergangenheit" in html(shown)
    assert sent.status_code == 422
    assert "liegt in der Vergangenheit" in html(sent)
    assert 'value="Jana Beispiel"' in html(sent)


@pytest.mark.parametrize("text", [*BOESE, "Ä" * 10_000, "Na\x00me"])
def test_strange_text_in_every_field_of_the_registration_never_breaks(client, text):
    response = post_anmeldung(client, make_workshop(), name=text, einrichtung=text, telefon=text, bedarf=text)

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
    monkeypatch.setattr(throttle, "REGISTRATIONS", Limit("anmeldung-test", 1, 60))
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
    assert (asked.status_code, anmeldung.status) == (200, "bestaetigt")

    assert client.post(page).headers["Location"] == anmeldung.get_absolute_url()
    anmeldung.refresh_from_db()
    assert anmeldung.status == "storniert"


def test_changes_by_link_are_kept(client):
    workshop = make_workshop()
    gruppe = make_gruppe(workshop=workshop)
    anmeldung = make_anmeldung(workshop=workshop, foto_einwilligung=True, foto_einwilligung_am=timezone.now())
    fields = {"ag_wunsch_1": gruppe.pk, "verpflegung": "vegan", "kinderbetreuung": "on", "bedarf": "Platz vorn"}

    response = client.post(reverse("anmeldung-aendern", args=(anmeldung.token,)), fields)

    anmeldung.refresh_from_db()
    assert response.status_code == 302
    assert (anmeldung.ag_wunsch_1, anmeldung.verpflegung, anmeldung.kinderbetreuung) == (gruppe, "vegan", True)
    assert (anmeldung.foto_einwilligung, anmeldung.unterstuetzung.bedarf) == (False, "Platz vorn")


def test_group_of_another_date_cannot_be_chosen(client):
    anmeldung = make_anmeldung()
    make_gruppe(workshop=anmeldung.workshop)
    foreign = make_gruppe(workshop=make_workshop())

    response = client.post(
        reverse("anmeldung-aendern", args=(anmeldung.token,)), {"ag_wunsch_1": foreign.pk, "verpflegung": "ohne"}
    )

    assert response.status_code == 422


def test_substitute_is_named_by_link_and_without_a_name_it_is_asked_for(client):
    anmeldung = make_anmeldung()
    page = reverse("anmeldung-vertretung", args=(anmeldung.token,))

    assert client.post(page, {"name": ""}).status_code == 422
    assert client.post(page, {"name": "Tom Muster"}).status_code == 302
    assert "Tom Muster" in html(client.get(anmeldung.get_absolute_url()))


@pytest.mark.parametrize("name", ["anmeldung-stornieren", "anmeldung-aendern", "anmeldung-vertretung"])
def test_after_the_beginning_nothing_is_changed_by_link(client, name):
    anmeldung = make_anmeldung(workshop=make_workshop(beginn=timezone.now() - timedelta(minutes=1)))

    response = client.post(reverse(name, args=(anmeldung.token,)), {"name": "Tom Muster", "verpflegung": "ohne"})

    assert response.status_code == 422
    assert "Der Workshop hat schon begonnen" in html(response)


@pytest.mark.parametrize(
    "name", ["anmeldung", "anmeldung-bestaetigen", "anmeldung-aendern", "anmeldung-vertretung", "anmeldung-stornieren"]
)
def test_unknown_token_is_not_found(client, name):
    assert client.get(reverse(name, args=("x" * 43,))).status_code == 404


@pytest.mark.parametrize("status", Anmeldung.Status.values)
def test_page_of_a_registration_has_words_for_every_state(client, status):
    held = timezone.now() if status == "eingegangen" else None
    anmeldung = make_anmeldung(status=status, bestaetigen_bis=held)

    response = client.get(anmeldung.get_absolute_url())

    assert response.status_code == 200
    assert 'class="zustand' in html(response)


def test_registration_gives_a_calendar_entry(client):
    response = client.get(reverse("anmeldung-kalender", args=(make_anmeldung().token,)))

    assert response.headers["Content-Disposition"] == 'attachment; filename="termin.ics"'
    assert b"BEGIN:VEVENT" in response.content


# Contributions


def test_contribution_leads_to_its_code_in_large(client):
    response = post_beitrag(client, make_workshop(), autor_name="Jana", namentlich="on")

    beitrag = Beitrag.objects.get()
    assert response.headers["Location"] == reverse("beitrag-danke", args=(beitrag.code,))
    page = client.get(response.headers["Location"])
    assert f'<span aria-hidden="true">{beitrag.code}</span>' in one_line(html(page))


@pytest.mark.parametrize("text", [*BOESE, "Ä" * 10_000, "Te\x00xt", "   "])
def test_strange_text_as_contribution_never_breaks_and_is_never_run(client, text):
    response = post_beitrag(client, make_workshop(), text=text, autor_name=text, namentlich="on")

    assert response.status_code in {302, 422}
    for beitrag in Beitrag.objects.all():
        assert "<script>alert" not in html(client.get(beitrag.get_absolute_url()))


def test_longest_text_counts_line_ends_once(client):
    fits = "\r\n".join(["a" * 99] * 35)

    assert post_beitrag(client, make_workshop(), text=fits).status_code == 302
    assert len(Beitrag.objects.get().text) == 3499


def test_too_long_text_is_answered_with_its_length_and_stays_in_the_form(client):
    response = post_beitrag(client, make_workshop(), text="Wort " * 800)

    assert response.status_code == 422
    assert "höchstens 3500 Zeichen" in html(response)
    assert html(response).count("Wort") >= 800
    assert "maxlength" not in html(response).partition("<textarea")[2].partition(">")[0]


def test_name_may_only_stand_there_when_there_is_one(client):
    response = post_beitrag(client, make_workshop(), namentlich="on")

    assert response.status_code == 422
    assert "Bitte tragen Sie oben Ihren Namen ein" in html(response)


def test_contribution_to_a_closed_date_is_refused_with_a_sentence(client):
    workshop = make_workshop(beitraege_online=False)

    assert "keine Beiträge online" in html(client.get(reverse("beitrag-new", args=(workshop.slug,))))
    assert post_beitrag(client, workshop).status_code == 422


@pytest.mark.parametrize("typed", ["k7m4qx", "K7M-4QX", " kim 40x "])
def test_code_from_the_slip_leads_to_the_contribution(client, typed):
    beitrag = make_beitrag(code="K7M-4QX")

    response = client.get(reverse("beitrag-suchen"), {"code": typed})

    assert response.headers["Location"] == beitrag.get_absolute_url()


@pytest.mark.parametrize("typed", ["", "xx", "ZZZ-ZZZ", "' OR 1=1", "<script>alert(1)</script>", "\x00", "9" * 10_000])
def test_wrong_code_is_answered_with_a_sentence_and_stays_in_the_field(client, typed):
    response = client.get(reverse("beitrag-suchen"), {"code": typed})

    assert response.status_code == 422
    assert "sechs Zeichen" in html(response)
    assert "<script>alert" not in html(response)


def test_unknown_code_in_the_address_is_not_found_but_helps(client):
    response = client.get("/beitrag/ZZZ-ZZZ/")

    assert response.status_code == 404
    assert "Diesen Code kennen wir nicht" in html(response)
    assert client.get("/beitrag/ZZZ-ZZZ/danke/").status_code == 404


def test_guessing_codes_is_stopped_for_a_while(client, monkeypatch):
    monkeypatch.setattr(throttle, "UNKNOWN_CODES", Limit("code-test", 3, 60))

    codes = [client.get(reverse("beitrag-suchen"), {"code": "XXX-XXX"}).status_code for _ in range(4)]

    assert codes == [422, 422, 422, 429]


def test_pages_work_without_the_cache(client, settings):
    settings.CACHES = {"default": {"BACKEND": settings.CACHES["default"]["BACKEND"], "LOCATION": "redis://127.0.0.1:1"}}

    assert client.get(reverse("beitrag-suchen"), {"code": "XXX-XXX"}).status_code == 422
    assert post_beitrag(client, make_workshop()).status_code == 302
    assert post_anmeldung(client, make_workshop()).status_code == 302


def test_cancelled_date_stays_in_the_list_and_says_so(client):
    make_workshop(titel="Fällt aus", status="abgesagt")

    page = html(client.get(reverse("workshop-list")))

    assert "Fällt aus" in page
    assert "Dieser Termin ist abgesagt" in page


def test_badly_typed_address_leads_to_the_right_one(client):
    beitrag = make_beitrag(code="K7M-4QX")

    assert client.get("/beitrag/k7m4qx/").headers["Location"] == beitrag.get_absolute_url()


@pytest.mark.parametrize("status", Beitrag.Status.values)
def test_code_opens_a_contribution_in_any_state_but_lists_show_only_public_ones(client, status):
    beitrag = make_beitrag(status=status, text="Der Bus fährt zu früh.", status_grund="Werbung")

    own, listed = client.get(beitrag.get_absolute_url()), client.get(reverse("beitrag-list"))

    assert "Der Bus fährt zu früh." in html(own)
    assert ("X-Robots-Tag" in own.headers) == (status != "veroeffentlicht")
    assert ("Der Bus fährt zu früh." in html(listed)) == (status == "veroeffentlicht")


def test_name_of_the_author_stands_there_only_when_allowed_and_public(client):
    named = make_beitrag(autor_name="Jana Beispiel", namentlich=True)
    unnamed = make_beitrag(autor_name="Jana Beispiel")
    unread = make_beitrag(autor_name="Jana Beispiel", namentlich=True, status="eingereicht")

    shown = ["Jana Beispiel" in html(client.get(row.get_absolute_url())) for row in (named, unnamed, unread)]

    assert shown == [True, False, False]


def test_way_of_a_contribution_goes_from_the_card_to_where_it_stands(client):
    workshop = make_past()
    beitrag = make_beitrag(
        workshop=workshop,
        verbleib="zusammengefuehrt",
        verbleib_begruendung="Elf weitere sagen das auch.",
        verbleib_am=timezone.localdate(),
    )
    thema = make_thema(workshop=workshop, titel="Wege")
    make_zuordnung(thema, beitrag)
    make_zuordnung(thema, make_beitrag(workshop=workshop))
    satz = make_abschnitt(
        nr="2", titel="Kein Weg ist zu weit.", veroeffentlicht=True, veroeffentlicht_am=timezone.localdate()
    )
    make_herleitung(satz, thema=thema, begruendung="Viele nennen die Wege.")
    massnahme = make_massnahme(nr="14", titel="Spätbus")
    massnahme.bezuege.create(abschnitt=satz)
    massnahme.meilensteine.create(datum=timezone.localdate() + timedelta(days=90), titel="Der erste Bus fährt")

    page = html(client.get(beitrag.get_absolute_url()))

    way = [
        "Zusammen mit 1 anderen",
        "Verbleib: zusammengeführt",
        "Elf weitere",
        "Kein Weg ist zu weit.",
        "Viele nennen",
    ]
    places = [one_line(page).index(words) for words in [*way, "Hier stehen wir", "In Umsetzung", "Der erste Bus fährt"]]
    assert places == sorted(places)
    assert "Aus dieser Karte wurde ein Teil von Leitsatz 2 und daraus Maßnahme 14. Stand heute: in Umsetzung." in page


def test_what_is_not_public_yet_does_not_show_on_the_way(client):
    beitrag = make_beitrag()
    make_herleitung(make_abschnitt(titel="Geheimer Entwurf"), beitrag=beitrag)

    assert "Geheimer Entwurf" not in html(client.get(beitrag.get_absolute_url()))


def test_list_is_filtered_by_word_workshop_thema_and_verbleib(client):
    workshop = make_past()
    thema = make_thema(workshop=workshop)
    wanted = make_beitrag(
        workshop=workshop,
        text="Der Bus",
        verbleib="aufgenommen",
        verbleib_begruendung="Ja",
        verbleib_am=timezone.localdate(),
    )
    make_zuordnung(thema, wanted)
    make_beitrag(text="Der Zug")

    for query in ({"wort": "bus"}, {"workshop": workshop.pk}, {"thema": thema.pk}, {"verbleib": "aufgenommen"}):
        page = html(client.get(reverse("beitrag-list"), query))
        assert ("Der Bus" in page, "Der Zug" in page) == (True, False)


@pytest.mark.parametrize(
    "query", [{"seite": "x"}, {"seite": "99"}, {"workshop": "x"}, {"thema": "-1"}, {"wort": "%' --"}]
)
def test_bad_filter_never_breaks_the_list(client, query):
    make_beitrag()

    assert client.get(reverse("beitrag-list"), query).status_code == 200


def test_thema_shows_its_cards_and_is_unknown_when_the_reihe_is_not_public(client):
    thema = make_thema()
    make_zuordnung(thema, make_beitrag(reihe=thema.reihe, text="Der Bus"))
    hidden = make_thema(reihe=make_reihe(oeffentlich=False))

    assert "Der Bus" in html(client.get(thema.get_absolute_url()))
    assert client.get(hidden.get_absolute_url()).status_code == 404


# The same number of queries for 1 and for 30 rows.


def _cards(workshop: Workshop, thema: Thema, count: int) -> None:
    satz = make_abschnitt(veroeffentlicht=True, veroeffentlicht_am=timezone.localdate())
    for _ in range(count):
        beitrag = make_beitrag(workshop=workshop, gruppe=make_gruppe(workshop=workshop))
        make_zuordnung(thema, beitrag)
        make_herleitung(satz, beitrag=beitrag)
        make_zuordnung(make_thema(workshop=workshop), beitrag)


@pytest.mark.parametrize(
    "name", ["mitmachen", "workshop-list", "beitrag-list", "kalender", "workshop", "thema", "beitrag"]
)
def test_queries_do_not_grow_with_the_rows(client, name, django_assert_max_num_queries):
    workshop = make_past()
    thema = make_thema(workshop=workshop)
    _cards(workshop, thema, 1)
    make_workshop(reihe=workshop.reihe)
    args: Any = {"workshop": [workshop.slug], "thema": [thema.pk], "beitrag": [Beitrag.objects.get().code]}.get(
        name, []
    )
    address = reverse(name, args=args)
    client.get(address)
    with django_assert_max_num_queries(60) as few:
        client.get(address)

    _cards(workshop, thema, 29)
    for _ in range(29):
        make_workshop(reihe=workshop.reihe)
        make_past(reihe=workshop.reihe)

    with django_assert_max_num_queries(len(few)):
        client.get(address)
