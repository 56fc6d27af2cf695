"""Every step that a state may take is taken, every other refused, for everything that has a life cycle."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from bildungskommune.beteiligung.models import Beteiligungsrunde, Stellungnahme
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.fassungen.models import Fassung
from bildungskommune.lifecycle import MitStatus, MoveRefused, ReasonMissing, move
from massnahmen.models import Massnahme
from tests.factories import make_anmeldung, make_beitrag, make_massnahme, make_reihe, make_workshop
from workshops.models import Anmeldung, Beitrag, Reihe, Workshop

Step = tuple[type[MitStatus], str, str]
MADE = datetime(2026, 3, 1, 9, tzinfo=UTC)


def make_fassung() -> Fassung:
    return Fassung.objects.create(
        definition="leitbild",
        objekt_id=1,
        dokument="leitbild",
        nummer=1,
        zweck="beschluss",
        titel="Leitbild",
        stichtag=date(2026, 3, 1),
        snapshot={},
        sha256="0" * 64,
        veroeffentlicht_am=MADE,
    )


def make_order() -> Loeschauftrag:
    return Loeschauftrag.objects.create(kennzeichen="k", grund="einwilligung")


def make_round() -> Beteiligungsrunde:
    day = date(2026, 3, 1)
    return Beteiligungsrunde.objects.create(fassung=make_fassung(), kennung="runde", titel="Runde", von=day, bis=day)


def make_comment() -> Stellungnahme:
    return Stellungnahme.objects.create(runde=make_round(), nummer=1, code="CCC-222")


BUILDERS: dict[type[MitStatus], Callable[[], MitStatus]] = {
    Anmeldung: make_anmeldung,
    Beitrag: make_beitrag,
    Beteiligungsrunde: make_round,
    Fassung: make_fassung,
    Loeschauftrag: make_order,
    Massnahme: make_massnahme,
    Reihe: make_reihe,
    Stellungnahme: make_comment,
    Workshop: make_workshop,
}


def steps() -> Iterator[Step]:
    for model in BUILDERS:
        yield from ((model, von, nach) for von, nach in product(model.STATUS.values, repeat=2))


def is_allowed(step: Step) -> bool:
    model, von, nach = step
    return nach in model.MOVES.get(von, ())


def name_of(step: Step) -> str:
    model, von, nach = step
    return f"{model.__name__}-{von}-{nach}"


ALLOWED = sorted(filter(is_allowed, steps()), key=name_of)
REFUSED = sorted((step for step in steps() if not is_allowed(step)), key=name_of)
REASONED = [step for step in ALLOWED if step[2] in step[0].NUR_BEGRUENDET]


def stand(model: type[MitStatus], von: str) -> MitStatus:
    """Return a row in the state `von`, written past the rule that is tried."""
    thing = BUILDERS[model]()
    model._default_manager.filter(pk=thing.pk).update(status=von, status_seit=MADE, status_grund="alt")
    thing.refresh_from_db()
    return thing


def all_of(thing: MitStatus) -> dict[str, object]:
    return dict(type(thing)._default_manager.filter(pk=thing.pk).values().get())


def test_every_life_cycle_is_tried() -> None:
    found = [model for model in apps.get_models() if issubclass(model, MitStatus)]

    assert set(found) == set(BUILDERS)


@pytest.mark.django_db
@pytest.mark.parametrize("step", ALLOWED, ids=name_of)
def test_allowed_step_is_taken_and_noted(step: Step, stab: Konto) -> None:
    model, von, nach = step
    thing = stand(model, von)
    before = all_of(thing)
    now = datetime(2026, 4, 1, 9, tzinfo=UTC)

    move(thing, nach, by=stab, grund="  Weil es so ist. ", now=now)

    assert all_of(thing) == before | {"status": nach, "status_seit": now, "status_grund": "Weil es so ist."}
    eintrag = Eintrag.objects.about(thing).get()
    assert (eintrag.konto, eintrag.ereignis, eintrag.created) == (stab, f"{model._meta.model_name}.status", now)
    assert eintrag.angaben == {"von": von, "nach": nach}


@pytest.mark.django_db
@pytest.mark.parametrize("step", REFUSED, ids=name_of)
def test_other_step_is_refused_and_changes_nothing(step: Step) -> None:
    model, von, nach = step
    thing = stand(model, von)
    before = all_of(thing)

    with pytest.raises(MoveRefused) as refused:
        move(thing, nach, by=None, grund="Weil.")

    words = dict(model.STATUS.choices)
    assert str(refused.value) == f"Von „{words[von]}“ führt kein Schritt zu „{words[nach]}“."
    assert (all_of(thing), thing.status, Eintrag.objects.count()) == (before, von, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("step", REASONED, ids=name_of)
@pytest.mark.parametrize("grund", ["", " \n\t"])
def test_step_that_needs_a_reason_is_refused_without_one(step: Step, grund: str) -> None:
    model, von, nach = step
    thing = stand(model, von)
    before = all_of(thing)

    with pytest.raises(ReasonMissing):
        move(thing, nach, by=None, grund=grund)

    assert (all_of(thing), thing.status, Eintrag.objects.count()) == (before, von, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("step", [step for step in ALLOWED if step not in REASONED], ids=name_of)
def test_other_step_forgets_the_old_reason(step: Step) -> None:
    model, von, nach = step
    thing = stand(model, von)

    move(thing, nach, by=None)

    assert all_of(thing)["status_grund"] == ""


@pytest.mark.django_db
def test_state_that_does_not_exist_is_refused() -> None:
    with pytest.raises(MoveRefused, match="Von „Anmeldung offen“ führt kein Schritt zu „unsinn“"):
        move(make_workshop(), "unsinn", by=None)


@pytest.mark.django_db
def test_state_in_the_database_counts_not_the_one_in_hand() -> None:
    held = make_workshop(status="offen")
    move(Workshop.objects.get(), "abgesagt", by=None, grund="Krank.")

    with pytest.raises(MoveRefused, match="Von „abgesagt“"):
        move(held, "geschlossen", by=None)

    assert Workshop.objects.get().status == "abgesagt"


@pytest.mark.django_db
def test_step_writes_no_other_field_that_somebody_holds() -> None:
    held = make_workshop(titel="Alt")
    Workshop.objects.update(titel="Neu")

    move(held, "geschlossen", by=None)

    assert Workshop.objects.values_list("titel", "status").get() == ("Neu", "geschlossen")


@pytest.mark.django_db
def test_step_of_a_stranger_is_noted_without_an_account() -> None:
    move(make_workshop(), "geschlossen", by=AnonymousUser())

    assert Eintrag.objects.get().konto is None


@pytest.mark.django_db
def test_next_states_stand_in_the_order_of_the_words() -> None:
    massnahme = make_massnahme(status="vorgesehen")

    assert massnahme.moves() == [
        Massnahme.Status.IN_UMSETZUNG,
        Massnahme.Status.VERZOEGERT,
        Massnahme.Status.ZURUECKGESTELLT,
        Massnahme.Status.VERWORFEN,
    ]


@pytest.mark.django_db
def test_last_state_has_no_next_one() -> None:
    assert make_workshop(status="dokumentiert").moves() == []


@pytest.mark.django_db(transaction=True)
def test_second_of_two_waits_for_the_first_and_is_refused() -> None:
    """Whoever moves a row that another is moving waits, and then sees what the other made of it."""
    workshop = make_workshop(status="offen")
    outcome: list[str] = []
    has_begun = threading.Event()

    def second() -> None:
        held = Workshop.objects.get()
        has_begun.set()
        try:
            move(held, "geschlossen", by=None)
        except MoveRefused as refused:
            outcome.append(str(refused))
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        move(workshop, "abgesagt", by=None, grund="Krank.")
        thread.start()
        assert has_begun.wait(30)
        thread.join(0.5)
        is_waiting = thread.is_alive()
    thread.join(30)

    assert is_waiting
    assert outcome == ["Von „abgesagt“ führt kein Schritt zu „Anmeldung geschlossen“."]
    assert (Workshop.objects.get().status, Eintrag.objects.count()) == ("abgesagt", 1)
