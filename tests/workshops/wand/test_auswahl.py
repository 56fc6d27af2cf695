"""Many cards at once, and the way back: each person takes back the own steps, and nobody else's work."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_beitrag, make_gruppe, make_konto, make_thema, make_zuordnung
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops.models import Beitrag, Thema, Wandschritt, Wandzug
from workshops.wand import cardwall, schritte, themen

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    made = make_werkstatt()
    client.force_login(made.moderation)
    return made


@pytest.fixture
def karten(werkstatt: Werkstatt) -> list[Beitrag]:
    """Four cards in a column of their own."""
    wege = make_thema(workshop=werkstatt.workshop, titel="Wege", position=5)
    made = [make_beitrag(workshop=werkstatt.workshop, text=f"Karte {number}") for number in range(1, 5)]
    for position, card in enumerate(made, start=1):
        make_zuordnung(wege, card, position=position * 1024)
    return made


def _wege(werkstatt: Werkstatt) -> Thema:
    return werkstatt.workshop.themen.get(titel="Wege")


def _send(client: Client, werkstatt: Werkstatt, karten: list[Beitrag], **data: object):
    wege = _wege(werkstatt)
    ticks = [f"{card.pk}-{wege.pk}" for card in karten]
    return client.post(werkstatt.url("v-karten-move"), {"karte": ticks, **data}, follow=True)


def _undo(client: Client, werkstatt: Werkstatt, place: int = 0):
    schritt = Wandschritt.objects.filter(zurueckgenommen=None).order_by("-pk")[place]
    return client.post(werkstatt.url("v-schritt-undo"), {"schritt": schritt.pk}, follow=True).content.decode()


def _column(werkstatt: Werkstatt, thema: Thema | None) -> list[str]:
    return [card.text for card in cardwall.cards(werkstatt.workshop, thema)]


def test_ticked_cards_go_to_a_thema_in_their_order(client: Client, werkstatt: Werkstatt, karten: list[Beitrag]):
    response = _send(client, werkstatt, karten[1:3], thema=werkstatt.thema.pk)

    assert f"2 Karten nach „{werkstatt.thema}“ verschoben." in response.content.decode()
    assert response.redirect_chain[0][0].endswith("#auswahl")
    assert _column(werkstatt, werkstatt.thema) == [werkstatt.beitrag.text, "Karte 2", "Karte 3"]
    assert _column(werkstatt, _wege(werkstatt)) == ["Karte 1", "Karte 4"]


def test_ticked_cards_go_to_a_new_thema(client: Client, werkstatt: Werkstatt, karten: list[Beitrag]):
    _send(client, werkstatt, karten[:2], thema="neu", titel="Ehrenamt")

    assert _column(werkstatt, Thema.objects.get(titel="Ehrenamt")) == ["Karte 1", "Karte 2"]


def test_ticked_cards_leave_all_themen(client: Client, werkstatt: Werkstatt, karten: list[Beitrag]):
    _send(client, werkstatt, karten[:2], thema="ohne")

    assert _column(werkstatt, None) == ["Karte 1", "Karte 2"]


@pytest.mark.parametrize(
    "move",
    [([3], 1, "4123"), ([0], 3, "2314"), ([2, 3], 1, "3412"), ([0], 99, "2341"), ([1], 2, "1234")],
)
def test_cards_go_to_a_place_in_their_column(
    client: Client, werkstatt: Werkstatt, karten: list[Beitrag], move: tuple[list[int], int, str]
):
    ticked, platz, order = move

    _send(client, werkstatt, [karten[number] for number in ticked], platz=platz)

    assert _column(werkstatt, _wege(werkstatt)) == [f"Karte {number}" for number in order]


def test_cards_find_their_place_when_there_is_no_number_left(
    client: Client, werkstatt: Werkstatt, karten: list[Beitrag]
):
    _wege(werkstatt).zuordnungen.update(position=7)

    _send(client, werkstatt, karten[3:], platz=2)

    assert _column(werkstatt, _wege(werkstatt)) == ["Karte 1", "Karte 4", "Karte 2", "Karte 3"]


def test_ticked_cards_get_phase_and_group_and_lose_the_group(
    client: Client, werkstatt: Werkstatt, karten: list[Beitrag]
):
    gruppe = make_gruppe(workshop=werkstatt.workshop)

    _send(client, werkstatt, karten[:2], phase="kritik", gruppe=gruppe.pk)
    _send(client, werkstatt, karten[:1], gruppe="keine")

    first, second = Beitrag.objects.filter(pk__in=[card.pk for card in karten[:2]]).order_by("pk")
    assert [(card.phase, card.gruppe) for card in (first, second)] == [("kritik", None), ("kritik", gruppe)]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"karte": []}, "Bitte wählen Sie mindestens eine Karte"),
        ({}, "Bitte wählen Sie, wohin die Karten sollen"),
        ({"thema": "neu"}, "Bitte geben Sie dem neuen Thema einen Titel."),
        ({"thema": "999999"}, "Das gibt es an dieser Wand nicht mehr."),
        ({"platz": "0"}, "Bitte"),
        ({"platz": "vorn"}, "Bitte"),
        ({"karte": ["x-y", "²-1", "999999-1"], "thema": "ohne"}, "Bitte wählen Sie mindestens eine Karte"),
    ],
)
def test_impossible_choice_is_refused_and_the_ticks_stay(
    client: Client, werkstatt: Werkstatt, karten: list[Beitrag], data: dict[str, object], sentence: str
):
    tick = f"{karten[0].pk}-{_wege(werkstatt).pk}"

    response = client.post(werkstatt.url("v-karten-move"), {"karte": [tick], **data})

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert page.count(" checked") == ("karte" not in data)
    assert _column(werkstatt, _wege(werkstatt)) == ["Karte 1", "Karte 2", "Karte 3", "Karte 4"]


def test_card_of_another_wall_is_not_moved(client: Client, werkstatt: Werkstatt, karten: list[Beitrag]):
    foreign = make_werkstatt().beitrag

    _send(client, werkstatt, [foreign, karten[0]], thema="ohne")

    assert foreign.themen.count() == 1


def test_last_step_is_taken_back_with_order_phase_and_group(
    client: Client, werkstatt: Werkstatt, karten: list[Beitrag]
):
    gruppe = make_gruppe(workshop=werkstatt.workshop)
    _send(client, werkstatt, karten[1:3], thema=werkstatt.thema.pk, phase="kritik", gruppe=gruppe.pk, platz=1)
    wall = client.get(werkstatt.url("v-kartenwand")).content.decode()
    assert "Rückgängig: 2 Karten nach" in wall

    page = _undo(client, werkstatt)

    assert "Zurückgenommen: 2 Karten nach" in page
    assert _column(werkstatt, _wege(werkstatt)) == ["Karte 1", "Karte 2", "Karte 3", "Karte 4"]
    assert {(card.phase, card.gruppe) for card in Beitrag.objects.filter(text__startswith="Karte ")} == {("ohne", None)}
    assert "Rückgängig" not in page


def test_steps_of_the_arrows_are_taken_back_one_after_the_other(
    client: Client, werkstatt: Werkstatt, karten: list[Beitrag]
):
    wege, url = _wege(werkstatt), reverse("v-karte-move", args=(karten[0].pk,))
    for zug in ("u", "u", "l"):
        client.post(url, {"zug": zug, "von": wege.pk})
    assert _column(werkstatt, wege) == ["Karte 2", "Karte 3", "Karte 4"]

    states = []
    for _ in range(3):
        _undo(client, werkstatt)
        states.append("".join(text[-1] for text in _column(werkstatt, wege)))

    assert states == ["2314", "2134", "1234"]


def test_step_is_refused_when_somebody_else_moved_a_card_since(
    client: Client, werkstatt: Werkstatt, karten: list[Beitrag]
):
    _send(client, werkstatt, karten[:2], thema="ohne")
    other = Client()
    other.force_login(make_konto())
    other.post(werkstatt.url("v-karten-move"), {"karte": [f"{karten[0].pk}-ohne"], "thema": werkstatt.thema.pk})
    schritt = Wandschritt.objects.order_by("pk")[0]

    page = client.post(werkstatt.url("v-schritt-undo"), {"schritt": schritt.pk}, follow=True).content.decode()

    assert f"Die Karte {karten[0].code} hat inzwischen jemand anderes bewegt." in page
    assert (_column(werkstatt, None), _column(werkstatt, werkstatt.thema)[1:]) == (["Karte 2"], ["Karte 1"])


def test_step_is_refused_when_a_merged_thema_took_the_card_along(
    client: Client, werkstatt: Werkstatt, karten: list[Beitrag]
):
    _send(client, werkstatt, karten[:1], thema=werkstatt.thema.pk)
    into = make_thema(workshop=werkstatt.workshop, reihe=werkstatt.workshop.reihe, titel="Alles")
    themen.merge(werkstatt.thema, into, by=make_konto())

    page = _undo(client, werkstatt)

    assert "hat inzwischen jemand anderes bewegt" in page
    assert "Karte 1" in _column(werkstatt, into)


def test_older_step_waits_for_the_own_later_one(client: Client, werkstatt: Werkstatt, karten: list[Beitrag]):
    _send(client, werkstatt, karten[:1], thema="ohne")
    client.post(werkstatt.url("v-karten-move"), {"karte": [f"{karten[0].pk}-ohne"], "thema": werkstatt.thema.pk})

    page = _undo(client, werkstatt, place=1)

    assert "Bitte nehmen Sie zuerst diesen Schritt zurück" in page
    assert "Karte 1" in _column(werkstatt, werkstatt.thema)


def test_step_is_refused_when_its_thema_is_gone(client: Client, werkstatt: Werkstatt, karten: list[Beitrag]):
    _send(client, werkstatt, karten, thema="ohne")
    _wege(werkstatt).delete()

    assert "Das Thema oder die Gruppe von vorher gibt es nicht mehr." in _undo(client, werkstatt)


def test_nobody_takes_back_the_step_of_somebody_else(client: Client, werkstatt: Werkstatt, karten: list[Beitrag]):
    other = Client()
    other.force_login(make_konto())
    _send(other, werkstatt, karten[:2], thema="ohne")

    page = _undo(client, werkstatt)

    assert "Diesen Schritt können Sie nicht mehr zurücknehmen." in page
    assert len(_column(werkstatt, None)) == 2


def test_twenty_steps_of_a_person_are_kept(client: Client, werkstatt: Werkstatt, karten: list[Beitrag]):
    for number in range(schritte.BEHALTEN + 2):
        _send(client, werkstatt, karten[:1], platz=number % 2 + 2)

    assert (Wandschritt.objects.count(), Wandzug.objects.count()) == (schritte.BEHALTEN, schritte.BEHALTEN)


def test_step_that_changed_nothing_is_none_and_an_old_one_is_not_offered(
    client: Client, werkstatt: Werkstatt, karten: list[Beitrag]
):
    _send(client, werkstatt, karten[:1], thema=_wege(werkstatt).pk)
    assert not Wandschritt.objects.exists()
    _send(client, werkstatt, karten[:1], thema="ohne")

    later = timezone.now() + timedelta(days=30, minutes=1)

    assert schritte.of_person(werkstatt.workshop, werkstatt.moderation, now=later) == []
