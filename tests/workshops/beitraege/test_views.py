"""Contributions, their codes and their ways, as the public meets them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.throttle import Limit
from tests.conftest import forget_rings
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_herleitung,
    make_massnahme,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.lesen import one_line
from workshops import limits
from workshops.models import Beitrag, Workshop
from workshops.models.enums import BeitragStatus, WorkshopStatus

pytestmark = pytest.mark.django_db


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


def post_beitrag(client: Client, workshop: Workshop, **fields: Any) -> Any:
    return client.post(reverse("beitrag-new", args=(workshop.slug,)), {"text": "Der Bus fährt nicht.", **fields})


def html(response: Any) -> str:
    return str(response.content.decode())


def make_past(**fields: Any) -> Workshop:
    return make_workshop(beginn=timezone.now() - timedelta(days=20), status=WorkshopStatus.DURCHGEFUEHRT, **fields)


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
    monkeypatch.setattr(limits, "UNKNOWN_CODES", Limit("code-test", 3, 86_400))

    codes = [client.get(reverse("beitrag-suchen"), {"code": "XXX-XXX"}).status_code for _ in range(4)]

    assert codes == [422, 422, 422, 429]


def test_badly_typed_address_leads_to_the_right_one(client):
    beitrag = make_beitrag(code="K7M-4QX")

    assert client.get("/beitrag/k7m4qx/").headers["Location"] == beitrag.get_absolute_url()


@pytest.mark.parametrize("status", Beitrag.Status.values)
def test_code_opens_a_contribution_in_any_state_but_lists_show_only_public_ones(client, status):
    beitrag = make_beitrag(status=status, text="Der Bus fährt zu früh.", status_grund="Werbung")

    own, listed = client.get(beitrag.get_absolute_url()), client.get(reverse("beitrag-list"))

    assert "Der Bus fährt zu früh." in html(own)
    assert ("X-Robots-Tag" in own.headers) == (status != BeitragStatus.VEROEFFENTLICHT)
    assert ("Der Bus fährt zu früh." in html(listed)) == (status == BeitragStatus.VEROEFFENTLICHT)


def test_name_of_the_author_stands_there_only_when_allowed_and_public(client):
    named = make_beitrag(autor_name="Jana Beispiel", namentlich=True)
    unnamed = make_beitrag(autor_name="Jana Beispiel")
    unread = make_beitrag(autor_name="Jana Beispiel", namentlich=True, status=BeitragStatus.EINGEREICHT)

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
