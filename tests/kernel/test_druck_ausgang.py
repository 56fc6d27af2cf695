"""How a print ends: set, taken from an equal one, or failed with a reason; and nothing is left half done."""

from datetime import date, timedelta
from functools import partial

import pytest

from bildungskommune.fassungen import auftraege, druck, rules
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.fassungen.registry import UnknownDefinition
from bildungskommune.fassungen.satz import progress
from bildungskommune.lebenszeichen import Lebenszeichen
from tests.kernel.bauen import make_published

pytestmark = pytest.mark.django_db


def order_of(fassung: Fassung) -> Druckauftrag:
    return Druckauftrag.objects.get(fassung=fassung)


def test_equal_print_takes_the_file_that_is_there() -> None:
    fassung, other = make_published(), make_published(titel="Anderes")
    druck.print_order(order_of(fassung).pk)
    first = order_of(fassung)
    # The order of the first print stands for another Fassung now; its own is asked for again.
    order_of(other).delete()
    Druckauftrag.objects.filter(pk=first.pk).update(fassung=other)

    rules.order_print(fassung)
    assert druck.print_order(order_of(fassung).pk) is True

    again = order_of(fassung)
    assert (again.status, again.pdf.name, again.schluessel) == ("fertig", first.pdf.name, first.schluessel)
    assert (again.seiten, again.groesse) == (first.seiten, first.groesse)


def test_print_that_grows_too_long_ends_with_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SEITEN_HOECHSTENS", 1)
    fassung = make_published()

    assert druck.print_order(order_of(fassung).pk) is False

    order = order_of(fassung)
    assert (order.status, order.pdf.name) == ("gescheitert", "")
    assert order.fehler == ("Das Dokument wird länger als 1 Seiten. Bitte teilen Sie es in mehrere Fassungen.")
    assert order.finished is not None


def test_unexpected_error_is_noted_and_goes_on_to_the_log() -> None:
    fassung = Fassung.objects.create(
        definition="gibt-es-nicht",
        objekt_id=1,
        dokument="von-frueher",
        nummer=1,
        zweck="beschluss",
        titel="Von früher",
        stichtag=date(2026, 3, 1),
        snapshot={},
        sha256="0" * 64,
    )
    Druckauftrag.objects.create(fassung=fassung)

    with pytest.raises(UnknownDefinition):
        druck.print_order(order_of(fassung).pk)

    order = order_of(fassung)
    assert (order.status, order.fehler) == (
        "gescheitert",
        "Beim Satz ist ein unerwarteter Fehler aufgetreten. Er steht im Protokoll des Dienstes.",
    )


def test_failed_print_is_ordered_again_and_then_done(monkeypatch: pytest.MonkeyPatch) -> None:
    fassung = make_published()
    with monkeypatch.context() as limited:
        limited.setattr(progress, "SEITEN_HOECHSTENS", 1)
        druck.print_order(order_of(fassung).pk)

    rules.order_print(fassung)
    druck.print_order(order_of(fassung).pk)

    order = order_of(fassung)
    assert (order.status, order.fehler, order.attempts) == ("fertig", "", 1)


def test_page_in_work_is_a_sign_of_life() -> None:
    order = order_of(make_published())
    Druckauftrag.objects.filter(pk=order.pk).update(status="laeuft")
    order.refresh_from_db()
    sign = Lebenszeichen(partial(auftraege.is_mine, order))

    sign(1)
    at_once = order_of(order.fassung)
    sign.last -= timedelta(seconds=2)
    sign(2)
    later = order_of(order.fassung)

    assert (at_once.seite, later.seite) == (0, 2)
    assert later.heartbeat > order.heartbeat
