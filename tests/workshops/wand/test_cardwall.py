from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from tests.factories import (
    make_abfrage,
    make_beitrag,
    make_gruppe,
    make_konto,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from workshops.models import Beitrag, Punktstand, Thema, Workshop
from workshops.models.enums import BeitragStatus
from workshops.wand import cardwall, themen
from workshops.wand.cardwall import ForeignThema, NeueKarte, WordsStand
from workshops.wand.spalten import AN_DER_WAND, Wand, level
from workshops.wand.themen import MergeRefused

pytestmark = pytest.mark.django_db


def _wall(*titles: str) -> tuple[Workshop, list[Thema]]:
    workshop = make_workshop()
    return workshop, [make_thema(workshop=workshop, titel=title, position=n) for n, title in enumerate(titles, start=1)]


def _texts(workshop: Workshop, thema: Thema | None) -> list[str]:
    return [card.text for card in cardwall.cards(workshop, thema)]


def test_card_hangs_last_in_its_column_and_counts_as_checked_when_laid():
    workshop, (wege,) = _wall("Wege")
    konto, gruppe = make_konto(), make_gruppe(workshop=workshop)

    cardwall.lay(workshop, NeueKarte("Bus fehlt", "-", "kritik", gruppe, wege), by=konto)
    second = cardwall.lay(workshop, NeueKarte("Radweg fehlt", "-", thema=wege), by=konto)

    first = Beitrag.objects.get(text="Bus fehlt")
    assert _texts(workshop, wege) == ["Bus fehlt", "Radweg fehlt"]
    assert (first.status, first.phase, first.gruppe, first.quelle) == (
        BeitragStatus.GEPRUEFT,
        "kritik",
        gruppe,
        "karte",
    )
    assert first.code != second.code
    assert Eintrag.objects.filter(ereignis="karte.gelegt", konto=konto).count() == 2


def test_card_without_thema_hangs_in_the_column_of_its_own_when_laid():
    workshop, _ = _wall("Wege")

    cardwall.lay(workshop, NeueKarte("Danke"), by=make_konto())

    assert _texts(workshop, None) == ["Danke"]


def test_card_is_refused_when_the_thema_is_of_another_workshop():
    workshop, _ = _wall()

    with pytest.raises(ForeignThema):
        cardwall.lay(workshop, NeueKarte("Bus", thema=make_thema(workshop=make_workshop())), by=make_konto())

    assert not workshop.beitraege.exists()


def test_card_goes_to_the_end_of_the_other_column_when_put():
    workshop, (wege, orte) = _wall("Wege", "Orte")
    konto = make_konto()
    card = cardwall.lay(workshop, NeueKarte("eins", thema=wege), by=konto)
    cardwall.lay(workshop, NeueKarte("zwei", thema=orte), by=konto)

    cardwall.put(card, orte, von=wege, by=konto)

    assert _texts(workshop, wege) == []
    assert _texts(workshop, orte) == ["zwei", "eins"]


def test_other_themen_of_a_card_stay_when_it_is_put_elsewhere():
    workshop, (wege, orte, geld) = _wall("Wege", "Orte", "Geld")
    card = make_beitrag(workshop=workshop)
    make_zuordnung(wege, card)
    make_zuordnung(geld, card)

    cardwall.put(card, orte, von=wege, by=make_konto())

    assert set(card.themen.all()) == {orte, geld}


def test_card_leaves_all_themen_when_put_under_none():
    workshop, (wege, orte) = _wall("Wege", "Orte")
    card = make_beitrag(workshop=workshop)
    make_zuordnung(wege, card)
    make_zuordnung(orte, card)

    cardwall.put(card, None, von=wege, by=make_konto())

    assert not card.themen.exists()


@pytest.mark.parametrize(
    ("step", "order", "place"),
    [(-1, ["b", "a", "c"], 1), (1, ["a", "c", "b"], 3)],
)
@pytest.mark.parametrize("has_thema", [True, False])
def test_card_passes_its_neighbour_when_shifted(has_thema: bool, step: int, order: list[str], place: int):
    workshop, (wege,) = _wall("Wege")
    konto, column = make_konto(), wege if has_thema else None
    cards = {text: cardwall.lay(workshop, NeueKarte(text, thema=column), by=konto) for text in "abc"}

    assert cardwall.shift(cards["b"], step, in_thema=column, by=konto) == place
    assert _texts(workshop, column) == order


def test_card_stays_at_the_edge_when_shifted_over_it():
    workshop, (wege,) = _wall("Wege")
    konto = make_konto()
    first = cardwall.lay(workshop, NeueKarte("a", thema=wege), by=konto)
    cardwall.lay(workshop, NeueKarte("b", thema=wege), by=konto)

    assert cardwall.shift(first, -1, in_thema=wege, by=konto) == 1
    assert _texts(workshop, wege) == ["a", "b"]


def test_card_passes_the_hidden_ones_too_when_only_some_are_shown():
    workshop, (wege,) = _wall("Wege")
    konto = make_konto()
    cards = [cardwall.lay(workshop, NeueKarte(text, thema=wege), by=konto) for text in "abc"]

    cardwall.shift(cards[2], -1, in_thema=wege, by=konto, shown={cards[0].pk, cards[2].pk})

    assert _texts(workshop, wege) == ["c", "a", "b"]


@pytest.mark.parametrize("has_thema", [True, False])
def test_one_row_is_written_when_a_card_passes_its_neighbour_in_a_long_column(has_thema: bool):
    workshop, (wege,) = _wall("Wege")
    column, konto = wege if has_thema else None, make_konto()
    names = [f"{number:02}" for number in range(30)]
    laid = [cardwall.lay(workshop, NeueKarte(name, thema=column), by=konto) for name in names]

    def places() -> dict[int, int]:
        rows = wege.zuordnungen.values_list("beitrag_id", "position")
        return dict(rows if has_thema else workshop.beitraege.values_list("pk", "position"))

    changed = []
    for _ in range(28):
        before = places()
        cardwall.shift(laid[0], 1, in_thema=column, by=konto)
        changed.append([pk for pk, place in places().items() if place != before[pk]])

    assert changed == [[laid[0].pk]] * 28
    assert _texts(workshop, column) == [*names[1:29], names[0], names[29]]


@pytest.mark.parametrize("has_thema", [True, False])
def test_order_holds_when_no_number_is_left_between_two_cards(has_thema: bool):
    workshop, (wege,) = _wall("Wege")
    column, konto = wege if has_thema else None, make_konto()
    cards = {name: cardwall.lay(workshop, NeueKarte(name, thema=column), by=konto) for name in "abcdef"}
    order = list("abcdef")

    for number in range(60):
        moved, step = order[1 + number % 3], (1, -1)[number % 2]
        place = order.index(moved) + step
        order.remove(moved)
        order.insert(place, moved)
        assert cardwall.shift(cards[moved], step, in_thema=column, by=konto) == place + 1
        assert _texts(workshop, column) == order


def test_neighbour_is_the_next_column_and_the_wall_has_ends():
    workshop, (wege, orte) = _wall("Wege", "Orte")

    sides = [
        cardwall.neighbour(workshop, wege, -1),
        cardwall.neighbour(workshop, wege, 1),
        cardwall.neighbour(workshop, orte, 1),
        cardwall.neighbour(workshop, None, 1),
        cardwall.neighbour(workshop, None, -1),
    ]

    assert sides == [None, orte, orte, wege, None]


def test_thema_gets_a_kennung_that_is_free_in_the_reihe():
    workshop, _ = _wall()
    make_thema(workshop=make_workshop(reihe=workshop.reihe), kennung="gruene-wege")

    created = themen.create(workshop, " Grüne Wege ", by=make_konto())

    assert (created.titel, created.kennung, created.workshop) == ("Grüne Wege", "gruene-wege-2", workshop)


def test_thema_is_taken_again_when_the_wall_has_its_title():
    workshop, (wege,) = _wall("Wege")

    assert themen.find_or_create(workshop, "wege", by=make_konto()) == wege


def test_former_title_is_kept_when_a_thema_is_renamed():
    _, (wege,) = _wall("Wege")
    wege.titel = "Wege und Zeiten"

    themen.change(wege, ["titel"], by=make_konto())

    wege.refresh_from_db()
    assert (wege.titel, wege.fruehere_titel) == ("Wege und Zeiten", ["Wege"])


def test_columns_change_places_when_a_thema_is_shifted():
    workshop, (wege, orte, geld) = _wall("Wege", "Orte", "Geld")

    themen.shift(geld, "hoch", by=make_konto())

    assert list(cardwall.columns(workshop)) == [wege, geld, orte]


def test_cards_and_dots_move_and_the_thema_stays_as_a_part_when_merged():
    workshop, (wege, busse) = _wall("Wege", "Busse")
    both, only, old = (make_beitrag(workshop=workshop) for _ in range(3))
    for thema, card in ((wege, old), (wege, both), (busse, both), (busse, only)):
        make_zuordnung(thema, card, position=1)
    abfrage, other = make_abfrage(workshop=workshop), make_abfrage(workshop=workshop)
    for question, thema, punkte in ((abfrage, wege, 4), (abfrage, busse, 3), (other, busse, 2)):
        Punktstand.objects.create(abfrage=question, thema=thema, punkte=punkte)

    moved = themen.merge(busse, wege, by=make_konto())

    busse.refresh_from_db()
    assert moved == 1
    assert set(wege.beitraege.all()) == {old, both, only}
    assert (busse.uebergeordnet, busse.zusammengefuehrt, busse.beitraege.count()) == (wege, True, 0)
    assert list(cardwall.columns(workshop)) == [wege]
    found = Punktstand.objects.order_by("-punkte").values_list("abfrage", "thema", "punkte")
    assert list(found) == [(abfrage.pk, wege.pk, 7), (other.pk, wege.pk, 2)]


def test_merging_is_refused_when_it_would_make_a_circle():
    _, (wege, busse) = _wall("Wege", "Busse")
    busse.uebergeordnet = wege
    busse.save()

    for into in (wege, busse):
        with pytest.raises(MergeRefused):
            themen.merge(wege, into, by=make_konto())


def test_merging_is_refused_when_the_other_thema_is_of_another_wall():
    reihe = make_reihe()
    here, there = (make_thema(workshop=make_workshop(reihe=reihe)) for _ in range(2))

    with pytest.raises(ForeignThema):
        themen.merge(here, there, by=make_konto())


def test_only_checked_cards_are_published_together():
    workshop, _ = _wall()
    for status in (
        BeitragStatus.GEPRUEFT,
        BeitragStatus.GEPRUEFT,
        BeitragStatus.EINGEREICHT,
        BeitragStatus.NICHT_OEFFENTLICH,
    ):
        make_beitrag(workshop=workshop, status=status)

    assert cardwall.publish_checked(workshop, by=make_konto()) == 2
    assert sorted(workshop.beitraege.values_list("status", flat=True)) == [
        "eingereicht",
        "nicht_oeffentlich",
        "veroeffentlicht",
        "veroeffentlicht",
    ]


def test_wall_shows_the_first_cards_and_counts_all(rf):
    workshop, (wege,) = _wall("Wege")
    for number in range(AN_DER_WAND + 2):
        make_zuordnung(wege, make_beitrag(workshop=workshop, text=f"Karte {number}"), position=number)
    make_beitrag(workshop=workshop, text="lose")
    make_beitrag(workshop=workshop, text="weg", status=BeitragStatus.ZURUECKGEWIESEN)

    loose, column = Wand(workshop=workshop).spalten([wege], [wege])

    assert (loose.thema, loose.anzahl, loose.mehr) == (None, 1, 0)
    assert (column.thema, column.anzahl, column.mehr) == (wege, AN_DER_WAND + 2, 3)
    assert [card.text for card in column.karten] == [f"Karte {number}" for number in range(AN_DER_WAND - 1)]
    assert [card.text for card in loose.karten] == ["lose"]


def test_every_card_of_the_workshop_hangs_somewhere_on_its_wall():
    workshop, (wege,) = _wall("Wege")
    elsewhere = make_thema(workshop=make_workshop(reihe=workshop.reihe), titel="Nachbarn")
    of_the_reihe = make_thema(workshop=None, reihe=workshop.reihe)
    here, both, far, further = (make_beitrag(workshop=workshop, text=text) for text in ("da", "beides", "fern", "weit"))
    make_zuordnung(wege, here)
    for thema in (wege, elsewhere):
        make_zuordnung(thema, both)
    for thema in (elsewhere, of_the_reihe):
        make_zuordnung(thema, far)
    make_zuordnung(of_the_reihe, further)
    make_beitrag(workshop=workshop, text="lose")
    make_zuordnung(elsewhere, make_beitrag(workshop=elsewhere.workshop, text="gehört nicht hierher"))

    columns = Wand(workshop=workshop).spalten([wege], [wege])

    assert [(column.schluessel, column.anzahl, [card.text for card in column.karten]) for column in columns] == [
        ("ohne", 1, ["lose"]),
        (str(wege.pk), 2, ["da", "beides"]),
        ("woanders", 2, ["fern", "weit"]),
    ]
    assert sum(column.anzahl for column in columns) == Wand(workshop=workshop).karten().count()


def test_wall_needs_the_same_queries_for_few_cards_and_for_many(
    django_assert_num_queries, django_assert_max_num_queries
):
    workshop, themen_here = _wall("Wege", "Orte")
    elsewhere = make_thema(workshop=make_workshop(reihe=workshop.reihe))

    def more(count: int) -> None:
        for thema in (*themen_here, elsewhere):
            for _ in range(count):
                make_zuordnung(thema, make_beitrag(workshop=workshop))

    more(1)
    with django_assert_max_num_queries(10) as few:
        Wand(workshop=workshop).spalten(themen_here, themen_here)
    more(30)

    with django_assert_num_queries(len(few)):
        Wand(workshop=workshop).spalten(themen_here, themen_here)


def test_slip_in_a_card_just_copied_is_mended_by_the_one_who_typed_it():
    workshop, _ = _wall()
    konto = make_konto()
    card = cardwall.lay(workshop, NeueKarte("Dr Bus fehlt"), by=konto)

    cardwall.correct(card, "Der Bus fehlt", by=konto, now=card.eingereicht_am + timedelta(minutes=14))

    assert _texts(workshop, None) == ["Der Bus fehlt"]
    assert [row.ereignis for row in Eintrag.objects.about(card).filter(konto=konto)] == [
        "karte.berichtigt",
        "karte.gelegt",
    ]


def test_words_stand_after_a_quarter_of_an_hour():
    workshop, _ = _wall()
    konto = make_konto()
    card = cardwall.lay(workshop, NeueKarte("Dr Bus fehlt"), by=konto)

    with pytest.raises(WordsStand, match="Der Wortlaut dieser Karte steht fest"):
        cardwall.correct(card, "Der Bus fehlt", by=konto, now=card.eingereicht_am + timedelta(minutes=15))

    assert _texts(workshop, None) == ["Dr Bus fehlt"]


def test_words_stand_for_everybody_else():
    workshop, _ = _wall()
    card = cardwall.lay(workshop, NeueKarte("Dr Bus fehlt"), by=make_konto())

    with pytest.raises(WordsStand):
        cardwall.correct(card, "Der Bus fehlt", by=make_konto())


@pytest.mark.parametrize(
    "fields",
    [
        {"status": BeitragStatus.VEROEFFENTLICHT},
        {"quelle": "online"},
        {"verbleib": "aufgenommen", "verbleib_begruendung": "Steht im Leitbild.", "verbleib_am": "2026-05-01"},
    ],
    ids=["public", "online", "answered"],
)
def test_words_stand_once_others_rely_on_them(fields: dict[str, str]):
    workshop, _ = _wall()
    konto = make_konto()
    card = cardwall.lay(workshop, NeueKarte("Dr Bus fehlt"), by=konto)
    Beitrag.objects.filter(pk=card.pk).update(**fields)

    with pytest.raises(WordsStand):
        cardwall.correct(card, "Der Bus fehlt", by=konto)


@pytest.mark.parametrize(
    "fields",
    [
        {"eingereicht_am": timezone.now() - timedelta(minutes=17)},
        {"status": BeitragStatus.VEROEFFENTLICHT},
        {"quelle": "online"},
    ],
    ids=["old", "public", "online"],
)
def test_database_itself_keeps_the_words_of_a_card(fields: dict[str, object]):
    card = make_beitrag(**{"quelle": "karte", "status": BeitragStatus.GEPRUEFT, **fields})

    with pytest.raises(IntegrityError, match="Der Wortlaut eines Beitrags bleibt"), transaction.atomic():
        Beitrag.objects.filter(pk=card.pk).update(text="Etwas anderes")


def test_database_keeps_the_code_of_a_card_from_the_first_minute():
    card = make_beitrag(quelle="karte", status=BeitragStatus.GEPRUEFT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Beitrag.objects.filter(pk=card.pk).update(code="AAA-AAA")


def test_wall_shows_only_the_cards_of_a_group_and_phase_when_narrowed():
    workshop, _ = _wall()
    gruppe = make_gruppe(workshop=workshop, titel="Gruppe 3")
    make_beitrag(workshop=workshop, gruppe=gruppe, phase="kritik", text="gemeint")
    make_beitrag(workshop=workshop, gruppe=gruppe, phase="phantasie")
    make_beitrag(workshop=workshop, phase="kritik")

    wand = Wand(workshop=workshop, gruppe=gruppe, phase="kritik")

    assert wand.titel == "Phase Kritik, Gruppe 3"
    assert [card.text for card in wand.spalten([], [])[0].karten] == ["gemeint"]
    assert [card.text for card in wand.spalte(None)] == ["gemeint"]


@pytest.mark.parametrize(
    ("counts", "shown"), [([], 1), ([3, 5], 5), ([1, 100, 100], 4), ([20, 20], 5), ([50] * 12, 1), ([10], 10)]
)
def test_columns_share_a_page_of_the_wall_evenly(counts: list[int], shown: int):
    assert level(counts, 10) == shown
