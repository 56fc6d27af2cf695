"""Opening and closing a round, and what that does to its Fassung."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bildungskommune.beteiligung import runden
from bildungskommune.beteiligung.models import Beteiligungsrunde
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.lifecycle import ReasonMissing
from tests.beteiligung.bauen import end, make_runde
from tests.factories import make_konto, make_leitbild

pytestmark = pytest.mark.django_db


def test_draft_becomes_readable_for_everybody_when_a_round_for_all_is_opened():
    runde = make_runde(offen=False)
    assert not Fassung.objects.readable().exists()

    runden.open_round(runde, by=make_konto())

    fassung = Fassung.objects.readable().get()
    assert (fassung.status, fassung.ist_lesbar, fassung.ist_oeffentlich) == ("beteiligung", True, False)
    assert Druckauftrag.objects.filter(fassung=fassung).exists()


def test_round_for_the_invited_lays_nothing_out_and_its_name_cannot_be_guessed():
    runde = make_runde(kreis="eingeladen")

    assert not Fassung.objects.readable().exists()
    assert len(runde.kennung) == 43
    assert list(Beteiligungsrunde.objects.public()) == []


def test_name_comes_from_the_title_and_changes_with_the_circle_before_the_round_is_open():
    by = make_konto()
    first, second = make_runde(offen=False), make_runde(offen=False)
    assert [first.kennung, second.kennung] == ["entwurf-des-leitbilds", "entwurf-des-leitbilds-2"]

    second.kreis = "eingeladen"
    runden.change(second, ["kreis"], by=by)
    assert len(second.kennung) == 43
    second.kreis = "offen"
    runden.change(second, ["kreis"], by=by)

    second.refresh_from_db()
    assert second.kennung == "entwurf-des-leitbilds-2"


def test_round_whose_time_is_over_cannot_be_opened():
    today = timezone.localdate()
    runde = make_runde(offen=False, von=today - timedelta(days=5), bis=today - timedelta(days=1))

    with pytest.raises(runden.NotToBeOpened, match="schon vorbei"):
        runden.open_round(runde, by=make_konto())


def test_fassung_without_parts_cannot_be_commented_on():
    document = rules.freeze("leitbild", make_leitbild())

    assert "keine Abschnitte" in runden.why_not(make_runde(fassung=document, offen=False))


def test_round_is_closed_after_its_last_day_and_the_draft_is_revised():
    by = make_konto()
    runde = make_runde()
    with pytest.raises(runden.NotYetOver, match="noch Stellungnahmen"):
        runden.close(runde, by=by)
    end(runde)

    runden.close(runde, by=by)

    runde.fassung.refresh_from_db()
    assert (runde.status, runde.fassung.status) == ("abgeschlossen", "ueberarbeitung")
    assert runde.fassung.ist_lesbar


def test_draft_is_not_revised_while_another_round_of_it_runs():
    by = make_konto()
    runde = make_runde()
    other = make_runde(fassung=runde.fassung, kreis="eingeladen")
    end(runde)

    runden.close(runde, by=by)
    assert Fassung.objects.get().status == "beteiligung"
    runden.cancel(other, "Die Einladung ging an die Falschen.", by=by)

    assert Fassung.objects.get().status == "ueberarbeitung"


def test_round_is_cancelled_with_a_reason_alone():
    runde = make_runde()

    with pytest.raises(ReasonMissing):
        runden.cancel(runde, " ", by=make_konto())


def test_closed_round_can_be_opened_again_with_a_later_last_day():
    by = make_konto()
    runde = make_runde()
    end(runde)
    runden.close(runde, by=by)
    runde.bis = timezone.localdate() + timedelta(days=3)
    runden.change(runde, ["bis"], by=by)

    runden.open_round(runde, by=by)

    assert runde.takes_comments()
