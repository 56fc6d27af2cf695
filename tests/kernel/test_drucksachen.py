"""What is printed on demand: set once by the worker, shown to whom it may concern, gone after a day."""

import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from bildungskommune import throttle
from bildungskommune.aufbewahrung import forget
from bildungskommune.buero.loeschung import erase
from bildungskommune.drucksachen import antwort, auftraege, setzen
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.lebenszeichen import Lebenszeichen, Ueberholt
from massnahmen.models import Massnahme
from tests.factories import (
    make_anmeldung,
    make_gruppe,
    make_konto,
    make_massnahme,
    make_sachstand,
    make_workshop,
)
from tests.kernel.arbeiter import wait_until
from tests.satz.lesen import written_in
from workshops.anmeldung.anwesenheit import note
from workshops.models import Workshop
from workshops.models.enums import AnmeldungStatus

pytestmark = pytest.mark.django_db
Status = Drucksache.Status


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def office() -> Client:
    client = Client()
    client.force_login(make_konto())
    return client


def printed(client: Client, address: str) -> bytes:
    """Order what stands at this address, have it set, and return the PDF."""
    assert client.get(address).status_code == 200
    drucksache = Drucksache.objects.latest("created")
    assert setzen.work(drucksache.pk), Drucksache.objects.get(pk=drucksache.pk).fehler
    return loaded(client, address)


def loaded(client: Client, address: str) -> bytes:
    """Load the PDF that is there already to its end: the test client closes it there, as a server does."""
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    return bytes(answer.getvalue())


def written(pdf: bytes) -> str:
    """Return what is written in a PDF, without blanks, as there they are only room."""
    return written_in(pdf).replace(" ", "")


def make_measure() -> Massnahme:
    massnahme = make_massnahme(titel="Ein Bus, der nach der Schule fährt", oeffentlich=True)
    make_sachstand(massnahme, text="Der Fahrplan steht.")
    return massnahme


def steckbrief(massnahme: Massnahme) -> str:
    return reverse("massnahme-pdf", args=(massnahme.kennung,))


def make_day() -> Workshop:
    """A workshop with three seats taken: Anna was there, Bodo was represented, Cora did not come."""
    workshop = make_workshop(titel="Wege und Räume")
    gruppe = make_gruppe(workshop=workshop, titel="Unterwegs")
    anna = make_anmeldung(workshop=workshop, name="Anna Lind", einrichtung="KiTa Morgenstern", ag_wunsch_1=gruppe)
    bodo = make_anmeldung(workshop=workshop, name="Bodo Kern", vertretung="Rita Sommer", einrichtung="Musikschule")
    cora = make_anmeldung(workshop=workshop, name="Cora Falk", einrichtung="Museum")
    for row, to in ((anna, "teilgenommen"), (bodo, "teilgenommen"), (cora, "nicht_erschienen")):
        row.status = AnmeldungStatus.BESTAETIGT
        row.save()
        note(row, to, by=None)
    return workshop


def test_anonymous_reader_gets_the_steckbrief_of_a_public_measure() -> None:
    massnahme = make_measure()

    waiting = Client().get(steckbrief(massnahme))
    assert "wird gerade gesetzt" in waiting.content.decode()
    assert waiting["Cache-Control"] == "no-store"
    assert not waiting.cookies

    pdf = printed(Client(), steckbrief(massnahme))
    assert "EinBus,dernachderSchulefährt" in written(pdf)
    assert "DerFahrplansteht." in written(pdf)


def test_measure_with_the_longest_title_is_printed() -> None:
    massnahme = make_massnahme(titel=("Bildung " * 40)[:300], oeffentlich=True)

    assert printed(Client(), steckbrief(massnahme)).startswith(b"%PDF-")


def test_page_of_a_measure_leads_to_its_steckbrief() -> None:
    massnahme = make_measure()

    assert f'href="{steckbrief(massnahme)}"' in Client().get(massnahme.get_absolute_url()).content.decode()


def test_robots_order_no_prints() -> None:
    assert "Disallow: /massnahmen/*/steckbrief.pdf" in Client().get("/robots.txt").content.decode().splitlines()


def test_measure_that_is_not_public_is_printed_for_the_office_alone() -> None:
    massnahme = make_massnahme(oeffentlich=False)

    assert Client().get(steckbrief(massnahme)).status_code == 404
    assert printed(office(), steckbrief(massnahme)).startswith(b"%PDF-")


def test_measure_withdrawn_after_its_print_is_printed_for_nobody() -> None:
    massnahme = make_measure()
    printed(Client(), steckbrief(massnahme))
    massnahme.oeffentlich = False
    massnahme.save()

    assert Client().get(steckbrief(massnahme)).status_code == 404


def test_same_print_is_set_once_and_anew_when_something_changed() -> None:
    massnahme = make_measure()
    printed(Client(), steckbrief(massnahme))
    assert loaded(Client(), steckbrief(massnahme))
    assert Drucksache.objects.count() == 1

    massnahme.titel = "Der Bus fährt"
    massnahme.save()
    assert "DerBusfährt" in written(printed(Client(), steckbrief(massnahme)))
    assert Drucksache.objects.count() == 2


def test_list_for_the_door_has_everybody_with_a_seat_and_room_for_more() -> None:
    workshop = make_day()

    text = written(printed(office(), reverse("v-anwesenheit-pdf", args=(workshop.pk,))))

    for word in ("AnnaLind", "KiTaMorgenstern", "Unterwegs", "RitaSommer", "fürBodoKern", "CoraFalk"):
        assert word in text
    assert text.count("ohneAnmeldung") == 5


def test_certificate_is_a_page_for_each_who_was_there() -> None:
    workshop = make_day()

    pdf = printed(office(), reverse("v-anwesenheit-bescheinigungen", args=(workshop.pk,)))

    text = written(pdf)
    assert text.count("Teilnahmebescheinigung") >= 2
    assert "AnnaLind" in text
    assert "RitaSommer" in text
    assert "CoraFalk" not in text
    assert Drucksache.objects.get().seiten == 2


def test_before_anybody_is_ticked_there_is_no_certificate() -> None:
    workshop = make_workshop()
    answer = office().get(reverse("v-anwesenheit-bescheinigungen", args=(workshop.pk,)), follow=True)

    assert "sobald Sie eingetragen haben, wer da war" in answer.content.decode()
    assert not Drucksache.objects.exists()


@pytest.mark.parametrize("rolle", ["leitung", "fachamt"])
def test_names_at_the_door_are_for_those_who_hold_the_workshop(rolle: str) -> None:
    workshop = make_day()
    printed(office(), reverse("v-anwesenheit-pdf", args=(workshop.pk,)))
    other = Client()
    other.force_login(make_konto(rolle))

    assert other.get(reverse("v-anwesenheit-pdf", args=(workshop.pk,))).status_code == 403
    assert Client().get(reverse("v-anwesenheit-pdf", args=(workshop.pk,))).status_code == 302


def test_print_is_gone_after_a_day_with_its_file(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    workshop = make_day()
    printed(office(), reverse("v-anwesenheit-pdf", args=(workshop.pk,)))
    name = str(Drucksache.objects.get().pdf.name)

    with django_capture_on_commit_callbacks(execute=True):
        forget(timezone.now() + timedelta(hours=23))
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        forget(timezone.now() + timedelta(hours=25))
    assert not Drucksache.objects.exists()
    assert not default_storage.exists(name)


def test_who_wants_to_be_forgotten_stands_on_no_print(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    workshop = make_day()
    printed(office(), reverse("v-anwesenheit-pdf", args=(workshop.pk,)))
    name = str(Drucksache.objects.get().pdf.name)

    with django_capture_on_commit_callbacks(execute=True):
        erase(workshop.anmeldungen.get(name="Anna Lind").email)

    assert not Drucksache.objects.exists()
    assert not default_storage.exists(name)


def test_print_whose_file_is_gone_is_set_anew() -> None:
    massnahme = make_measure()
    printed(Client(), steckbrief(massnahme))
    default_storage.delete(str(Drucksache.objects.get().pdf.name))

    assert "wird gerade gesetzt" in Client().get(steckbrief(massnahme)).content.decode()
    assert setzen.work(Drucksache.objects.get().pk)
    assert loaded(Client(), steckbrief(massnahme))


def test_print_that_failed_says_why_and_is_tried_again_a_minute_later() -> None:
    massnahme = make_measure()
    Client().get(steckbrief(massnahme))
    Drucksache.objects.update(muster="früher")
    assert not setzen.work(Drucksache.objects.get().pk)

    assert "So etwas druckt das Portal nicht mehr." in Client().get(steckbrief(massnahme)).content.decode()
    assert Drucksache.objects.get().status == Status.GESCHEITERT
    Drucksache.objects.update(finished=timezone.now() - timedelta(minutes=2), muster="massnahme")
    Client().get(steckbrief(massnahme))
    assert setzen.work(Drucksache.objects.get().pk)


def test_order_of_a_worker_that_died_thrice_fails_and_one_that_died_once_waits_again() -> None:
    Client().get(steckbrief(make_measure()))
    long_ago = timezone.now() - timedelta(minutes=5)
    Drucksache.objects.update(status=Status.LAEUFT, attempts=1, heartbeat=long_ago)

    assert auftraege.sweep() == 1
    assert Drucksache.objects.get().status == Status.WARTET
    Drucksache.objects.update(status=Status.LAEUFT, attempts=3, heartbeat=long_ago)
    assert auftraege.sweep() == 0
    assert Drucksache.objects.get().fehler == auftraege.ABGEBROCHEN


def test_worker_whose_order_was_given_to_another_leaves_no_file() -> None:
    Client().get(steckbrief(make_measure()))
    drucksache = auftraege.claim(Drucksache.objects.get().pk)
    assert drucksache is not None
    Drucksache.objects.update(attempts=2)

    assert not auftraege.finish(drucksache, name="drucksachen/fremd.pdf", seiten=1)
    assert auftraege.claim(drucksache.pk) is None
    assert Drucksache.objects.get().pdf.name == ""


def test_one_sender_cannot_fill_the_queue() -> None:
    request = RequestFactory().get("/")
    for _ in range(antwort.GRENZE.anzahl):
        throttle.count(request, antwort.GRENZE)

    answer = Client().get(steckbrief(make_measure()))

    assert answer.status_code == 429
    assert not Drucksache.objects.exists()
    assert office().get(steckbrief(make_measure())).status_code == 200


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_waiting_reader_gets_the_print_from_the_worker(celery_worker_process: subprocess.Popen[bytes]) -> None:
    address = steckbrief(make_measure())
    stand = f"{address}?stand=1"
    assert Client().get(address).status_code == 200

    wait_until(lambda: Client().get(stand).status_code == 286, "the print")
    assert Drucksache.objects.values_list("status", "fehler").get() == ("fertig", "")
    assert loaded(Client(), address)


def test_slow_worker_of_an_earlier_attempt_gives_no_sign_of_life_for_the_next_one() -> None:
    order = auftraege.order("k", "massnahme", "Probe", {})
    slow = auftraege.claim(order.pk)
    assert slow
    Drucksache.objects.filter(pk=order.pk).update(status="wartet")
    assert auftraege.claim(order.pk)
    before = Drucksache.objects.get().heartbeat
    sign = Lebenszeichen(lambda _: auftraege.is_mine(slow))
    sign.last -= timedelta(seconds=2)

    with pytest.raises(Ueberholt):
        sign(1)

    assert Drucksache.objects.get().heartbeat == before
