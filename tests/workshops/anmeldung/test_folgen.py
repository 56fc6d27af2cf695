"""Any sequence of registrations, confirmations, cancellations and decisions leaves the seats in order."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bildungskommune.accounts.models import Konto
from bildungskommune.lifecycle import MoveRefused
from bildungskommune.post.grenzen import TooManyMails
from bildungskommune.post.models import Mail
from tests.factories import make_konto, make_workshop
from workshops.anmeldung import aufnahme, plaetze, registration
from workshops.anmeldung.angaben import AlreadyRegistered, Daten, NoSeat, RegistrationClosed, TooLate
from workshops.models import Anmeldung, Workshop
from workshops.termine import planning

S = Anmeldung.Status
QUELLEN = st.sampled_from(["online", "telefon"])
PEOPLE = [f"Person {number}" for number in range(9)]


class Sequence(RuleBasedStateMachine):
    """One workshop, a few people, and everything that people and the office do, in any order and over days."""

    anmeldungen = Bundle("anmeldungen")

    def __init__(self) -> None:
        super().__init__()
        self._taken_back = transaction.atomic()
        self._taken_back.__enter__()
        self.now = timezone.now()
        self.office: Konto = make_konto()
        self.pk = make_workshop(kapazitaet=2, beginn=self.now + timedelta(days=10)).pk
        self.registered = 0
        self.crowd = 2
        """So many may hold a seat: the capacity, or those who had one when it was lowered."""
        self.queue: list[int] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._taken_back.__exit__(None, None, None)

    @property
    def workshop(self) -> Workshop:
        return Workshop.objects.get(pk=self.pk)

    @property
    def is_over(self) -> bool:
        return self.workshop.beginn <= self.now

    def holders(self) -> set[int]:
        return set(self.workshop.anmeldungen.holding_seat().values_list("pk", flat=True))

    def waiting(self) -> list[int]:
        """Who waits, in order of receipt: asked for here anew, so that the order of the rules is what is tried."""
        rows = self.workshop.anmeldungen.filter(status=S.WARTELISTE, bestaetigen_bis=None)
        rows = rows.order_by("eingegangen_am", "pk")
        return list(rows.values_list("pk", flat=True))

    @initialize(target=anmeldungen, quellen=st.lists(QUELLEN, min_size=3, max_size=6))
    def some_have_come(self, quellen: list[str]) -> object:
        """Begin with more people than seats, so that there is a queue from the first step on."""
        return multiple(*(self.register(name, quelle) for name, quelle in zip(PEOPLE, quellen, strict=False)))

    @rule(target=anmeldungen, name=st.sampled_from(PEOPLE), quelle=QUELLEN)
    def register(self, name: str, quelle: str) -> object:
        daten = Daten(name=name, einrichtung="Kita", email=f"{name.replace(' ', '')}@kita.example".lower())
        is_here = self.workshop.anmeldungen.exclude(status=S.STORNIERT).filter(name=name).exists()
        mails = Mail.objects.count()
        self.now += timedelta(minutes=1)
        try:
            anmeldung = aufnahme.register(self.workshop, daten, quelle=quelle, now=self.now)
        except RegistrationClosed:
            assert quelle == "online"
            assert not self.workshop.is_open(self.now) or self.is_over
            return multiple()
        except AlreadyRegistered:
            assert is_here
            return multiple()
        except TooManyMails:
            assert Mail.objects.filter(empfaenger=daten.email).count() >= 3
            return multiple()
        assert not is_here
        assert Mail.objects.count() > mails
        self.registered += 1
        return anmeldung.pk

    @rule(pk=anmeldungen)
    def confirm(self, pk: int) -> None:
        anmeldung = Anmeldung.objects.get(pk=pk)
        before = anmeldung.status
        try:
            after = registration.confirm(anmeldung, now=self.now).status
        except RegistrationClosed:
            assert self.is_over
            return
        except AlreadyRegistered:
            return
        if before == S.EINGEGANGEN:
            assert after == S.BESTAETIGT
        elif anmeldung.bestaetigen_bis is not None:
            assert after in {S.BESTAETIGT, S.WARTELISTE}
        else:
            assert after == before

    @rule(pk=anmeldungen)
    def cancel(self, pk: int) -> None:
        try:
            after = registration.cancel(Anmeldung.objects.get(pk=pk), now=self.now)
        except TooLate:
            assert self.is_over or Anmeldung.objects.get(pk=pk).status in {S.TEILGENOMMEN, S.NICHT_ERSCHIENEN}
            return
        assert after.status == S.STORNIERT

    @rule(pk=anmeldungen, to=st.sampled_from([S.BESTAETIGT, S.NACHGERUECKT, S.STORNIERT, S.TEILGENOMMEN]))
    def decide(self, pk: int, to: str) -> None:
        anmeldung = Anmeldung.objects.get(pk=pk)
        # The office gives somebody a seat past the queue: that is its decision, not a fault of the order.
        if anmeldung.status == S.WARTELISTE and to == S.NACHGERUECKT and pk in self.queue:
            self.queue.remove(pk)
        try:
            after = registration.decide(anmeldung, to, by=self.office, now=self.now)
        except (MoveRefused, NoSeat):
            self.queue = self.waiting()
            return
        assert after.status == to

    @rule(seats=st.integers(1, 4))
    def change_capacity(self, seats: int) -> None:
        workshop = self.workshop
        workshop.kapazitaet = seats
        planning.change_workshop(workshop, ["kapazitaet"], by=self.office)
        self.crowd = max(seats, len(self.holders()))

    @rule(hours=st.integers(1, 40))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @precondition(lambda self: not self.is_over)
    @rule()
    def sweep(self) -> None:
        registration.expire_unconfirmed(now=self.now)
        assert not self.workshop.anmeldungen.overdue(self.now).exists()

    @invariant()
    def never_more_seats_than_there_are(self) -> None:
        held = len(self.holders())
        assert held <= self.crowd
        self.crowd = max(self.workshop.kapazitaet, held)

    @invariant()
    def nobody_waits_while_a_seat_is_free(self) -> None:
        if self.waiting() and not self.is_over:
            assert plaetze.free_seats(self.workshop) == 0

    @invariant()
    def nobody_is_lost(self) -> None:
        assert self.workshop.anmeldungen.count() == self.registered

    @invariant()
    def nobody_is_overtaken(self) -> None:
        """Those who got a seat since the last look stood before those who still wait."""
        still = self.waiting()
        holding = self.holders()
        moved_up = [place for place, pk in enumerate(self.queue) if pk in holding]
        left_behind = [place for place, pk in enumerate(self.queue) if pk in still]
        if moved_up and left_behind:
            assert max(moved_up) < min(left_behind)
        assert [pk for pk in still if pk in self.queue] == [pk for pk in self.queue if pk in still]
        self.queue = still

    @invariant()
    def one_person_has_one_registration(self) -> None:
        names = list(self.workshop.anmeldungen.exclude(status=S.STORNIERT).values_list("name", flat=True))
        assert len(names) == len(set(names))

    @invariant()
    def only_who_must_confirm_has_a_term_for_it(self) -> None:
        rows = self.workshop.anmeldungen.values_list("status", "bestaetigen_bis")
        assert all(term is not None for status, term in rows if status == S.EINGEGANGEN)
        waits_or_not = {S.EINGEGANGEN, S.WARTELISTE, S.STORNIERT}
        assert all(term is None for status, term in rows if status not in waits_or_not)

    @invariant()
    def only_a_share_of_the_seats_is_held_unconfirmed(self) -> None:
        assert self.workshop.anmeldungen.filter(status=S.EINGEGANGEN).count() <= 2


@pytest.mark.django_db
def test_seats_stay_in_order_whatever_happens() -> None:
    run_state_machine_as_test(Sequence, settings=settings(max_examples=25, stateful_step_count=25))


@pytest.mark.django_db
def test_last_seat_is_not_given_to_who_comes_later_than_the_queue() -> None:
    """The case that sequences look for, once in plain words."""
    workshop = make_workshop(kapazitaet=1)
    now: datetime = timezone.now()

    def daten(name: str) -> Daten:
        return Daten(name=name, einrichtung="Kita", email=f"{name}@kita.example")

    first = aufnahme.register(workshop, daten("erste"), quelle="telefon", now=now)
    second = aufnahme.register(workshop, daten("zweite"), quelle="telefon", now=now)
    registration.cancel(first, now=now)
    third = aufnahme.register(workshop, daten("dritte"), quelle="telefon", now=now)

    second.refresh_from_db()
    assert [second.status, third.status] == [S.NACHGERUECKT, S.WARTELISTE]
