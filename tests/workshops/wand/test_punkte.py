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

    assert Punktstand.objects.get().punkte == 50


def test_vote_is_ended_and_opened_again():
    abfrage, _ = _asked(0)

    punkte.close(abfrage, by=make_konto())
    assert Punktabfrage.objects.get().beendet
    punkte.reopen(abfrage, by=make_konto())
    assert not Punktabfrage.objects.get().beendet
