"""What is suggested beside a card: right often enough, computed once, and never acting by itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.vorschlaege import GENANNT, one_left_out, stock
from tests.factories import make_beitrag, make_konto, make_thema, make_workshop, make_zuordnung
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models import Beitrag, Thema, Vorschlag, Workshop
from workshops.tasks import vorschlaege_sweep, vorschlagen
from workshops.wand import cardwall, faellig, quote, vorschlaege
from workshops.wand.aehnlich import Zeichenfolgen
from workshops.wand.cardwall import NeueKarte

pytestmark = pytest.mark.django_db

WORTE = {
    "Wege und Fahrzeiten": ["Der Bus fährt abends nicht", "Der Rufbus kommt nur bis 16 Uhr", "Radwege fehlen"],
    "Frühe Sprache": ["Sprachförderung in der Kita", "Kinder lernen Sprache beim Vorlesen"],
    "Ehrenamt": ["Ehrenamtliche brauchen Versicherung", "Wer haftet im Verein?"],
}


@pytest.fixture
def workshop() -> Workshop:
    workshop = make_workshop()
    for position, (titel, texts) in enumerate(WORTE.items()):
        thema = make_thema(workshop=workshop, titel=titel, position=position)
        for place, text in enumerate(texts):
            make_zuordnung(thema, make_beitrag(workshop=workshop, text=text), position=place)
    return workshop


def _later() -> None:
    """Let the pause after the last change pass."""
    from_now = timezone.now() + timedelta(seconds=faellig.PAUSE + 1)
    for pk in faellig.waiting(now=from_now):
        vorschlaege.compute(pk)


def test_right_thema_of_the_sample_is_among_five_in_six_of_ten_cases():
    found = [
        key in {near for near, _ in Zeichenfolgen(others).nearest(text, GENANNT)}
        for number, (key, text, others) in enumerate(one_left_out(stock()))
        if number % 3 == 0
    ]

    assert sum(found) / len(found) >= 0.55


def test_loose_card_gets_the_themen_and_cards_that_share_its_words(workshop: Workshop):
    karte = make_beitrag(workshop=workshop, text="Busse und Radwege für Fahrten am Abend")

    vorschlaege.compute(workshop.pk)

    found = vorschlaege.of_card(karte)
    assert found.themen[0].titel == "Wege und Fahrzeiten"
    assert {other.text for other in found.karten} >= {"Radwege fehlen", "Der Bus fährt abends nicht"}
    assert karte not in found.karten
    assert not karte.themen.exists()


def test_card_like_nothing_gets_no_suggestion(workshop: Workshop):
    karte = make_beitrag(workshop=workshop, text="xyzzy")

    vorschlaege.compute(workshop.pk)

    assert vorschlaege.of_card(karte) == vorschlaege.Vorschlaege([], [])


def test_suggestions_wait_for_the_pause_and_are_computed_once(workshop: Workshop):
    vorschlaege_sweep()
    assert faellig.waiting() == []
    cardwall.lay(workshop, NeueKarte("Der Bus kommt zu spät"), by=make_konto())

    first = vorschlagen(workshop.pk)
    _later()

    assert first == 0
    assert [thema.titel for thema in vorschlaege.of_card(Beitrag.objects.latest("pk")).themen][:1] == [
        "Wege und Fahrzeiten"
    ]
    assert faellig.waiting(now=timezone.now() + timedelta(minutes=1)) == []


def test_card_that_came_by_another_way_is_found_by_the_sweep(workshop: Workshop):
    vorschlaege_sweep()
    karte = make_beitrag(workshop=workshop, text="Der Bus kommt zu spät", status="eingereicht")

    _later()

    assert vorschlaege.of_card(karte).themen[0].titel == "Wege und Fahrzeiten"


def test_computing_again_replaces_the_rows(workshop: Workshop):
    make_beitrag(workshop=workshop, text="Der Bus kommt zu spät")
    counts = []
    for _ in range(2):
        vorschlaege.compute(workshop.pk)
        counts.append(Vorschlag.objects.count())

    assert counts[0] == counts[1]


def test_share_of_taken_suggestions_is_counted_and_a_step_back_counts_no_more(client: Client):
    werkstatt = make_werkstatt()
    client.force_login(werkstatt.moderation)
    other = make_thema(workshop=werkstatt.workshop, titel="Ganz anderes", position=9)
    cards = [make_beitrag(workshop=werkstatt.workshop, text=f"{werkstatt.thema.titel} {n}") for n in range(2)]
    vorschlaege.compute(werkstatt.workshop.pk)
    Vorschlag.objects.filter(thema=other).delete()

    _put(client, werkstatt, cards[0], werkstatt.thema)
    _put(client, werkstatt, cards[1], other)
    both = quote.of_wall(werkstatt.workshop)
    _put(client, werkstatt, cards[1], None, von=other)

    assert (both, both.prozent) == (quote.Quote(entschieden=2, angenommen=1), 50)
    assert quote.of_wall(werkstatt.workshop) == quote.Quote(entschieden=1, angenommen=1)


def _put(client: Client, werkstatt: Werkstatt, karte: Beitrag, thema: Thema | None, von: Thema | None = None):
    url = reverse("v-karte-move", args=(karte.pk,))
    data = {"zug": "thema", "von": von.pk if von else "", "thema": thema.pk if thema else ""}
    assert client.post(url, data).status_code == 302


def test_taken_suggestion_leads_on_to_the_next_card_without_thema(client: Client):
    werkstatt = make_werkstatt()
    client.force_login(werkstatt.moderation)
    first, second = (
        make_beitrag(workshop=werkstatt.workshop, text=f"{werkstatt.thema.titel} {n}", position=n) for n in (1, 2)
    )
    vorschlaege.compute(werkstatt.workshop.pk)
    wall = client.get(werkstatt.url("v-kartenwand") + f"?karte={first.pk}").content.decode()
    assert "Passt zu" in wall
    assert "Ähnlich" in wall

    query, data = "?von=&zug=thema&weiter=1", {"thema": werkstatt.thema.pk}
    targets = [client.post(reverse("v-karte-move", args=(card.pk,)) + query, data) for card in (first, second)]

    assert [target["Location"].split("?")[1] for target in targets] == [
        f"karte={second.pk}#karte-{second.pk}-ohne",
        f"karte={second.pk}#karte-{second.pk}-{werkstatt.thema.pk}",
    ]
    assert set(werkstatt.thema.beitraege.all()) == {werkstatt.beitrag, first, second}
