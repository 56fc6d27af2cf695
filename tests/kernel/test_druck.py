"""The row is the job, Celery only the bell: prints survive a lost Redis and a killed worker."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen import auftraege, druck, pruefung, rules
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.lebenszeichen import Lebenszeichen, Ueberholt
from tests.conftest import forget_rings, rung
from tests.factories import make_abschnitt, make_konto, make_leitbild
from tests.kernel.arbeiter import kill, wait_until, worker
from tests.kernel.bauen import KEY, make_published
from tests.veroeffentlichen import publish

LONG = 80


def order_of(fassung: Fassung) -> Druckauftrag:
    return Druckauftrag.objects.get(fassung=fassung)


def make_long() -> Fassung:
    """A Leitbild that takes some seconds to set."""
    leitbild = make_leitbild(titel="Ein langes Leitbild")
    for number in range(LONG):
        make_abschnitt(leitbild=leitbild, titel=f"Leitsatz {number}", text="Wir lernen in jedem Alter. " * 30)
    return rules.freeze(KEY, leitbild)


def assert_printed(fassung: Fassung) -> None:
    order = order_of(fassung)
    assert [order.status, order.fehler] == ["fertig", ""]
    with order.pdf.open("rb") as pdf:
        assert pdf.read(5) == b"%PDF-"


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_published_fassung_is_printed_by_the_worker(tmp_path: Path) -> None:
    forget_rings()
    with worker(tmp_path / "worker.log"):
        fassung = make_published()
        wait_until(lambda: order_of(fassung).status not in {"wartet", "laeuft"}, "the print")

    assert_printed(fassung)


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_print_comes_although_redis_forgot_the_bell(tmp_path: Path) -> None:
    fassung = make_published()
    forget_rings()

    with worker(tmp_path / "worker.log"):
        assert order_of(fassung).status == "wartet"
        auftraege.sweep()
        wait_until(lambda: order_of(fassung).status not in {"wartet", "laeuft"}, "the print")

    assert_printed(fassung)


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_print_is_taken_up_again_when_the_worker_was_killed(tmp_path: Path) -> None:
    forget_rings()
    fassung = make_long()
    with worker(tmp_path / "first.log") as first:
        publish(fassung)
        wait_until(lambda: order_of(fassung).status == "laeuft", "the beginning of the print")
        kill(first)
    assert order_of(fassung).status == "laeuft"

    auftraege.sweep(now=timezone.now() + auftraege.STALE + timedelta(minutes=1))
    with worker(tmp_path / "second.log"):
        wait_until(lambda: order_of(fassung).status not in {"wartet", "laeuft"}, "the second print")

    assert_printed(fassung)
    assert order_of(fassung).attempts == 2


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_print_that_is_called_off_stops_at_the_next_page_and_can_be_ordered_again(tmp_path: Path) -> None:
    forget_rings()
    client = Client()
    client.force_login(make_konto())
    fassung = make_long()
    with worker(tmp_path / "worker.log"):
        publish(fassung)
        wait_until(lambda: order_of(fassung).seite > 0, "the first pages")
        page = client.post(reverse("v-fassung-print-cancel", args=(fassung.pk,)), follow=True).content.decode()
        assert "Der Druck wurde abgebrochen." in page
        wait_until(lambda: "succeeded" in (tmp_path / "worker.log").read_text(), "the worker")
        assert [order_of(fassung).status, order_of(fassung).pdf.name] == ["abgebrochen", ""]

        client.post(reverse("v-fassung-print", args=(fassung.pk,)))
        wait_until(lambda: order_of(fassung).status not in {"wartet", "laeuft"}, "the second print")

    assert_printed(fassung)
    assert Eintrag.objects.about(fassung).filter(ereignis="fassung.druck_abgebrochen").count() == 1


@pytest.mark.parametrize(
    ("end", "kind", "begin"),
    [
        ("-grossdruck.pdf", "application/pdf", b"%PDF-1.7"),
        (".epub", "application/epub+zip", b"PK"),
        (".docx", "wordprocessingml.document", b"PK"),
    ],
)
@pytest.mark.django_db
def test_other_forms_are_made_with_the_print_and_offered_beside_it(end: str, kind: str, begin: bytes) -> None:
    fassung = make_published()
    druck.print_order(order_of(fassung).pk)
    address = f"/publikationen/leitbild/{fassung.dokument}/fassung-{fassung.nummer}{end}"

    page = Client().get("/publikationen/").content.decode()
    answer = Client().get(address)

    assert f'href="{address}"' in page
    assert kind in answer["Content-Type"]
    assert answer.getvalue().startswith(begin)
    assert f'href="{address}"' in Client().get(f"/leitbild/{fassung.dokument}/").content.decode()


@pytest.mark.django_db
def test_each_form_has_a_checksum_of_its_own() -> None:
    fassung = make_published()
    druck.print_order(order_of(fassung).pk)
    checked = pruefung.check_all()
    assert [checked.ausdrucke, checked.abweichungen] == [4, 0]

    default_storage.delete(str(order_of(fassung).epub.name))
    assert "Die EPUB-Datei" in pruefung.check_all().befunde[0]


@pytest.mark.django_db
def test_print_that_is_done_is_not_called_off() -> None:
    fassung = make_published()
    druck.print_order(order_of(fassung).pk)

    assert not rules.cancel_print(fassung, by=None)
    assert_printed(fassung)


@pytest.mark.django_db
def test_worker_whose_order_was_called_off_leaves_no_file() -> None:
    fassung = make_published()
    order = auftraege.claim(order_of(fassung).pk)
    assert order is not None
    assert rules.cancel_print(fassung, by=None)

    assert not auftraege.is_mine(order, 3)
    assert not auftraege.finish(order, key="x", pdf=auftraege.Datei("fassungen/x.pdf", "0" * 64, 1), seiten=1)
    assert [order_of(fassung).status, order_of(fassung).seite] == ["abgebrochen", 0]


@pytest.mark.django_db
def test_order_is_claimed_once() -> None:
    order = order_of(make_published())

    first, second = auftraege.claim(order.pk), auftraege.claim(order.pk)

    assert [first is not None, second] == [True, None]


@pytest.mark.django_db
def test_order_that_does_not_exist_is_nothing() -> None:
    assert druck.print_order(999_999) is False


@pytest.mark.django_db
def test_sweep_leaves_a_print_alone_that_gives_signs_of_life() -> None:
    order = order_of(make_published())
    auftraege.claim(order.pk)

    auftraege.sweep()

    assert order_of(order.fassung).status == "laeuft"


@pytest.mark.django_db
def test_sweep_gives_up_after_three_dead_workers() -> None:
    fassung = make_published()
    Druckauftrag.objects.update(status="laeuft", attempts=3, heartbeat=timezone.now() - timedelta(hours=1))

    auftraege.sweep()

    order = order_of(fassung)
    assert [order.status, "dreimal abgebrochen" in order.fehler] == ["gescheitert", True]


@pytest.mark.django_db
def test_sweep_rings_for_each_that_waits() -> None:
    make_published()
    make_published()

    assert auftraege.sweep() == 2


@pytest.mark.django_db
def test_sweep_rings_first_for_what_waits_longest() -> None:
    orders = [order_of(make_published()).pk for _ in range(3)]
    forget_rings()

    auftraege.sweep()

    assert [pk for pk in rung("pdf") if pk in orders] == orders


@pytest.mark.django_db
def test_same_print_is_answered_from_the_store() -> None:
    fassung = make_published()
    druck.print_order(order_of(fassung).pk)
    first = order_of(fassung)
    Druckauftrag.objects.filter(pk=first.pk).delete()

    rules.order_print(fassung)
    druck.print_order(order_of(fassung).pk)

    again = order_of(fassung)
    assert [again.status, again.seiten > 0] == ["fertig", True]


@pytest.mark.django_db
def test_print_is_ordered_again_when_its_file_is_gone() -> None:
    fassung = make_published()
    druck.print_order(order_of(fassung).pk)
    default_storage.delete(str(order_of(fassung).pdf.name))

    rules.order_print(fassung)

    assert order_of(fassung).status == "wartet"


@pytest.mark.django_db
def test_failed_print_says_why_in_words(settings: Settings) -> None:
    fassung = make_published()
    settings.MEDIA_ROOT = "/proc/nowhere"  # a place where nobody can write

    druck.print_order(order_of(fassung).pk)

    order = order_of(fassung)
    assert [order.status, order.fehler.startswith("Die Datei ließ sich nicht speichern")] == ["gescheitert", True]


@pytest.mark.django_db
def test_files_that_another_order_made_of_the_same_are_taken() -> None:
    fassung, other = make_published(), make_published()
    druck.print_order(order_of(fassung).pk)
    first = order_of(fassung)
    Druckauftrag.objects.filter(fassung=other).delete()
    Druckauftrag.objects.filter(pk=first.pk).update(fassung=other)

    rules.order_print(fassung)
    druck.print_order(order_of(fassung).pk)

    again = order_of(fassung)
    assert again.pk != first.pk
    for column in ("pdf", *auftraege.WEITERE, "epub_groesse", "docx_groesse", "gross_groesse"):
        assert getattr(again, column) == getattr(first, column), column
    pages = dict(fassung.ausdrucke.values_list("form", "seiten"))
    assert pages["gross"] > pages["pdf"]


@pytest.mark.django_db
def test_worker_hears_at_the_next_page_that_its_order_was_called_off() -> None:
    fassung = make_published()
    order = auftraege.claim(order_of(fassung).pk)
    assert order is not None
    sign = Lebenszeichen(partial(auftraege.is_mine, order))
    rules.cancel_print(fassung, by=None)
    sign.last -= timedelta(seconds=2)

    with pytest.raises(Ueberholt):
        sign(5)
