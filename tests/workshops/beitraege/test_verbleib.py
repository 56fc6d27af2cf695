from datetime import date

import pytest

from bildungskommune.audit.models import Eintrag
from bildungskommune.lifecycle import MoveRefused, ReasonMissing
from bildungskommune.post.models import Mail
from tests.factories import make_beitrag, make_konto, make_reihe
from workshops.beitraege import verbleib
from workshops.beitraege.verbleib import Antwort, ReiheNotAnswered
from workshops.models.enums import BeitragStatus, ReihenStatus

pytestmark = pytest.mark.django_db

ANTWORT = Antwort("aufgenommen", " Steht jetzt in Leitsatz 2. ")


def test_all_chosen_contributions_get_the_answer_with_day_and_audit():
    beitraege, konto = [make_beitrag(), make_beitrag()], make_konto()

    count = verbleib.give(beitraege, ANTWORT, by=konto, today=date(2025, 3, 1))

    for beitrag in beitraege:
        beitrag.refresh_from_db()
    assert count == 2
    assert {(b.verbleib, b.verbleib_begruendung, b.verbleib_am) for b in beitraege} == {
        ("aufgenommen", "Steht jetzt in Leitsatz 2.", date(2025, 3, 1))
    }
    assert Eintrag.objects.filter(ereignis="beitrag.verbleib", konto=konto).count() == 2


def test_author_is_told_when_an_address_is_known():
    beitrag = make_beitrag(autor_email="kita@boerde.example")
    make_beitrag()

    verbleib.give(
        [beitrag], Antwort("weitergeleitet", "Das ist Sache der Gemeinde.", "Stadt Wanzleben"), by=make_konto()
    )

    mail = Mail.objects.get()
    assert (mail.an, mail.betreff) == ("kita@boerde.example", f"Was aus Ihrem Beitrag {beitrag.code} wurde")
    assert "weitergeleitet an Stadt Wanzleben" in mail.text
    assert "Das ist Sache der Gemeinde." in mail.text


def test_answer_is_refused_without_begruendung():
    beitrag = make_beitrag()

    with pytest.raises(ReasonMissing):
        verbleib.give([beitrag], Antwort("aufgenommen", "  "), by=make_konto())

    beitrag.refresh_from_db()
    assert beitrag.verbleib == ""


def test_rejected_contribution_is_left_as_it_is():
    beitrag = make_beitrag(status=BeitragStatus.ZURUECKGEWIESEN)

    assert verbleib.give([beitrag], ANTWORT, by=make_konto()) == 0


def test_reihe_is_not_closed_while_contributions_wait():
    reihe = make_reihe(status=ReihenStatus.LAEUFT)
    make_beitrag(reihe=reihe)
    make_beitrag(reihe=reihe, status=BeitragStatus.EINGEREICHT)
    make_beitrag(reihe=reihe, status=BeitragStatus.ZURUECKGEWIESEN)

    with pytest.raises(ReiheNotAnswered) as refused:
        verbleib.move_reihe(reihe, ReihenStatus.ABGESCHLOSSEN, by=make_konto())

    reihe.refresh_from_db()
    assert (refused.value.count, reihe.status) == (2, ReihenStatus.LAEUFT)


def test_reihe_is_closed_when_every_contribution_has_its_answer():
    reihe, konto = make_reihe(status=ReihenStatus.LAEUFT), make_konto()
    verbleib.give([make_beitrag(reihe=reihe)], ANTWORT, by=konto)

    verbleib.move_reihe(reihe, ReihenStatus.ABGESCHLOSSEN, by=konto)

    reihe.refresh_from_db()
    assert reihe.status == ReihenStatus.ABGESCHLOSSEN


def test_reihe_is_not_closed_before_it_began():
    with pytest.raises(MoveRefused):
        verbleib.move_reihe(make_reihe(), ReihenStatus.ABGESCHLOSSEN, by=make_konto())
