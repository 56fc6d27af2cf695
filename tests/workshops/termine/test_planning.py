from datetime import timedelta

import pytest
from django.utils import timezone

from bildungskommune.lifecycle import MoveRefused, ReasonMissing
from bildungskommune.post.models import Mail
from tests.factories import make_anmeldung, make_gruppe, make_konto, make_workshop
from workshops.anmeldung import anwesenheit
from workshops.models import Anmeldung, Teilnahme, Workshop
from workshops.models.enums import AnmeldungStatus, WorkshopStatus
from workshops.termine import planning
from workshops.termine.planning import AlreadyPast, NotYetHeld

pytestmark = pytest.mark.django_db


def _past(**fields: object) -> Workshop:
    return make_workshop(beginn=timezone.now() - timedelta(hours=5), status=WorkshopStatus.GESCHLOSSEN, **fields)


def test_everybody_with_a_confirmed_address_is_told_the_reason_when_a_workshop_is_cancelled():
    workshop = make_workshop()
    for status in (
        AnmeldungStatus.BESTAETIGT,
        AnmeldungStatus.WARTELISTE,
        AnmeldungStatus.EINGEGANGEN,
        AnmeldungStatus.STORNIERT,
    ):
        make_anmeldung(workshop=workshop, status=status, email=f"{status}@kita.example")
    make_anmeldung(workshop=workshop, email="", quelle="telefon")

    told = planning.move_workshop(workshop, WorkshopStatus.ABGESAGT, by=make_konto(), grund="Der Saal ist überflutet.")

    mails = Mail.objects.order_by("an")
    workshop.refresh_from_db()
    assert told == 2
    assert [mail.an for mail in mails] == ["bestaetigt@kita.example", "warteliste@kita.example"]
    assert all("Der Saal ist überflutet." in mail.text for mail in mails)
    assert (workshop.status, workshop.status_grund) == (WorkshopStatus.ABGESAGT, "Der Saal ist überflutet.")


@pytest.mark.parametrize("to", [WorkshopStatus.ABGESAGT, WorkshopStatus.VERSCHOBEN])
def test_cancelling_and_postponing_need_a_reason(to: str):
    workshop = make_workshop()

    with pytest.raises(ReasonMissing):
        planning.move_workshop(workshop, to, by=make_konto(), grund=" ")

    assert not Mail.objects.exists()


def test_nobody_is_written_to_when_the_registration_opens():
    workshop = make_workshop(status=WorkshopStatus.GEPLANT)
    make_anmeldung(workshop=workshop)

    assert planning.move_workshop(workshop, WorkshopStatus.OFFEN, by=make_konto()) == 0
    assert not Mail.objects.exists()


def test_registration_does_not_open_after_its_end():
    with pytest.raises(AlreadyPast):
        planning.move_workshop(_past(), WorkshopStatus.OFFEN, by=make_konto())


def test_workshop_cannot_have_taken_place_before_its_beginning():
    with pytest.raises(NotYetHeld):
        planning.move_workshop(
            make_workshop(status=WorkshopStatus.GESCHLOSSEN), WorkshopStatus.DURCHGEFUEHRT, by=make_konto()
        )


def test_step_is_refused_when_the_life_cycle_has_none():
    with pytest.raises(MoveRefused):
        planning.move_workshop(
            make_workshop(status=WorkshopStatus.GEPLANT), WorkshopStatus.DOKUMENTIERT, by=make_konto()
        )


def test_who_was_not_ticked_counts_as_absent_when_the_workshop_took_place():
    workshop, konto = _past(), make_konto()
    there, away = (
        make_anmeldung(workshop=workshop),
        make_anmeldung(workshop=workshop, status=AnmeldungStatus.NACHGERUECKT),
    )
    anwesenheit.attend(workshop, shown=[there.pk, away.pk], present=[there.pk], by=konto)

    planning.move_workshop(workshop, WorkshopStatus.DURCHGEFUEHRT, by=konto)

    assert list(workshop.anmeldungen.order_by("pk").values_list("status", flat=True)) == [
        "teilgenommen",
        "nicht_erschienen",
    ]


def test_nobody_counts_as_absent_when_no_list_was_kept():
    workshop = _past()
    anmeldung = make_anmeldung(workshop=workshop)

    planning.move_workshop(workshop, WorkshopStatus.DURCHGEFUEHRT, by=make_konto())

    anmeldung.refresh_from_db()
    assert anmeldung.status == AnmeldungStatus.BESTAETIGT


def test_ticking_notes_the_attendance_and_taking_the_tick_away_undoes_it():
    workshop, konto = _past(), make_konto()
    gruppe = make_gruppe(workshop=workshop)
    anmeldung = make_anmeldung(workshop=workshop, ag_wunsch_1=gruppe)
    waiting = make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE)
    shown = [anmeldung.pk, waiting.pk]

    assert anwesenheit.attend(workshop, shown=shown, present=shown, by=konto) == 1
    assert Teilnahme.objects.get().arbeitsgruppe == gruppe
    assert anwesenheit.attend(workshop, shown=shown, present=shown, by=konto) == 0
    assert anwesenheit.attend(workshop, shown=shown, present=[], by=konto) == 1
    assert not Teilnahme.objects.exists()
    assert Anmeldung.objects.get(pk=anmeldung.pk).status == AnmeldungStatus.NICHT_ERSCHIENEN


def test_registration_of_another_workshop_is_never_ticked():
    other = make_anmeldung()

    assert anwesenheit.attend(_past(), shown=[other.pk], present=[other.pk], by=make_konto()) == 0


def test_waiting_list_moves_up_when_there_are_more_seats():
    workshop = make_workshop(kapazitaet=1)
    make_anmeldung(workshop=workshop)
    waiting = make_anmeldung(workshop=workshop, status=AnmeldungStatus.WARTELISTE)
    workshop.kapazitaet = 2

    planning.change_workshop(workshop, ["kapazitaet"], by=make_konto())

    waiting.refresh_from_db()
    assert waiting.status == AnmeldungStatus.NACHGERUECKT


def test_everybody_is_told_when_time_or_place_change():
    workshop = make_workshop()
    make_anmeldung(workshop=workshop)

    assert planning.change_workshop(workshop, ["ort"], by=make_konto()) == 1
    assert planning.change_workshop(workshop, ["thema"], by=make_konto()) == 0
    assert Mail.objects.get().betreff == f"Neue Zeit oder neuer Ort: {workshop.titel}"


def test_former_title_is_kept_when_it_changes():
    workshop = make_workshop(titel="Alt")
    workshop.titel = "Neu"

    planning.change_workshop(workshop, ["titel"], by=make_konto())

    workshop.refresh_from_db()
    assert workshop.fruehere_titel == ["Alt"]
