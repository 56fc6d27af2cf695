import pytest

from tests.factories import make_abfrage, make_konto, make_thema, make_workshop
from workshops.models import Punktabfrage, Punktstand, Thema
from workshops.wand import punkte
from workshops.wand.punkte import TooManyDots

pytestmark = pytest.mark.django_db


def _asked(count: int) -> tuple[Punktabfrage, list[Thema]]:
    workshop = make_workshop()
    themen = [make_thema(workshop=workshop, position=n) for n in range(count)]
    return make_abfrage(workshop=workshop, punkte_je_person=3), themen


def test_equal_dots_share_the_rank_and_the_next_rank_is_left_out():
    abfrage, themen = _asked(6)
    for thema, number in zip(themen, (12, 31, 19, 19, 8, 0), strict=True):
        Punktstand.objects.create(abfrage=abfrage, thema=thema, punkte=number)

    places = punkte.ranking(abfrage)

    assert [(p.rang, p.punkte, p.geteilt) for p in places] == [
        (1, 31, False),
        (2, 19, True),
        (2, 19, True),
        (4, 12, False),
        (5, 8, False),
    ]
    assert [p.thema for p in places[1:3]] == [themen[2], themen[3]]
    assert [p.anteil for p in places] == [100, 61, 61, 38, 25]


def test_digital_and_paper_dots_are_added_up():
    abfrage, (wege,) = _asked(1)
    Punktstand.objects.create(abfrage=abfrage, thema=wege, quelle="digital", punkte=5)
    Punktstand.objects.create(abfrage=abfrage, thema=wege, quelle="papier", punkte=4)

    (place,) = punkte.ranking(abfrage)

    assert (place.punkte, place.davon_papier) == (9, 4)


def test_counting_again_replaces_paper_and_leaves_digital():
    abfrage, (wege, orte) = _asked(2)
    Punktstand.objects.create(abfrage=abfrage, thema=wege, quelle="digital", punkte=1)
    punkte.count_paper(abfrage, {wege.pk: 5, orte.pk: 2}, personen=10, by=make_konto())

    punkte.count_paper(abfrage, {wege.pk: 6, orte.pk: 0}, personen=11, by=make_konto())

    found = Punktstand.objects.order_by("quelle").values_list("thema", "quelle", "punkte")
    abfrage.refresh_from_db()
    assert list(found) == [(wege.pk, "digital", 1), (wege.pk, "papier", 6)]
    assert abfrage.personen == 11


def test_more_dots_than_the_people_had_are_refused():
    abfrage, (wege, orte) = _asked(2)
    Punktstand.objects.create(abfrage=abfrage, thema=wege, quelle="digital", punkte=1)

    with pytest.raises(TooManyDots) as refused:
        punkte.count_paper(abfrage, {wege.pk: 5, orte.pk: 1}, personen=2, by=make_konto())

    assert (refused.value.counted, refused.value.allowed) == (7, 6)
    assert not Punktstand.objects.filter(quelle="papier").exists()


def test_dots_are_taken_unchecked_while_the_number_of_people_is_unknown():
    abfrage, (wege,) = _asked(1)

    punkte.count_paper(abfrage, {wege.pk: 50}, personen=None, by=make_konto())

    assert punkte.ranking(abfrage)[0].punkte == 50


def test_rankings_need_one_query_whatever_the_number_of_questions(django_assert_num_queries):
    abfragen = []
    for _ in range(5):
        abfrage, (wege,) = _asked(1)
        Punktstand.objects.create(abfrage=abfrage, thema=wege, punkte=2)
        abfragen.append(abfrage)

    with django_assert_num_queries(1):
        found = punkte.rankings(abfragen)

    assert [len(places) for _, places in found] == [1] * 5


def test_vote_is_ended_and_opened_again():
    abfrage, _ = _asked(0)

    punkte.close(abfrage, by=make_konto())
    assert Punktabfrage.objects.get().beendet
    punkte.reopen(abfrage, by=make_konto())
    assert not Punktabfrage.objects.get().beendet
