"""What a reader gets from a web process that lays pages out: the right page, fast, and never one withdrawn."""

import gzip
import threading
import time
from urllib.parse import urlencode

import brotli
import pytest
from django.db import transaction
from django.test import Client

from bildungskommune.fassungen import rules
from bildungskommune.seiten.models import Kommune, Seite
from tests.auslage.conftest import Portal
from tests.factories import make_konto
from tests.formular import Formular
from tests.kernel.bauen import make_published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seite() -> Seite:
    return Seite.objects.create(slug="hinweis", titel="Hinweis", text="Der erste Wortlaut.", oeffentlich=True)


def text(portal: Portal, path: str) -> str:
    return portal.ask(path)[2].decode()


def test_second_reader_gets_the_same_page_from_a_file(portal: Portal, seite: Seite) -> None:
    first = portal.ask("/hinweis/")
    portal.wait(1)
    second = portal.ask("/hinweis/")

    assert first[0] == second[0] == 200
    assert second[2] == first[2]
    own = {"date", "server", "content-length", "connection"}
    assert {k: v for k, v in second[1].items() if k not in own} == {k: v for k, v in first[1].items() if k not in own}
    assert "default-src 'none'" in second[1]["content-security-policy"]
    assert "set-cookie" not in second[1]


def test_packed_forms_hold_the_same_page_under_tags_of_their_own(portal: Portal, seite: Seite) -> None:
    plain = portal.ask("/hinweis/")

    packed = {form: portal.ask("/hinweis/", accept_encoding=form) for form in ("br", "gzip")}

    assert brotli.decompress(packed["br"][2]) == gzip.decompress(packed["gzip"][2]) == plain[2]
    assert len({plain[1]["etag"], packed["br"][1]["etag"], packed["gzip"][1]["etag"]}) == 3
    assert portal.ask("/hinweis/", accept_encoding="br;q=0, gzip;q=0")[2] == plain[2]


def test_unchanged_page_is_not_sent_again(portal: Portal, seite: Seite) -> None:
    tag = portal.ask("/hinweis/")[1]["etag"]

    assert portal.ask("/hinweis/", if_none_match=tag)[0] == 304
    Seite.objects.filter(pk=seite.pk).update(text="Der zweite Wortlaut.")
    time.sleep(0.5)
    assert portal.ask("/hinweis/", if_none_match=tag)[0] == 200


def test_change_past_every_rule_shows_within_two_seconds(portal: Portal, seite: Seite) -> None:
    assert "Der erste Wortlaut." in text(portal, "/hinweis/")
    portal.wait(1)

    Seite.objects.filter(pk=seite.pk).update(text="Der zweite Wortlaut.")

    deadline = time.monotonic() + 2
    while "Der zweite Wortlaut." not in text(portal, "/hinweis/"):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_change_that_is_rolled_back_takes_nothing_away(portal: Portal, seite: Seite) -> None:
    portal.ask("/hinweis/")
    portal.wait(1)

    with transaction.atomic():
        Seite.objects.update(text="Nie gesagt.")
        transaction.set_rollback(True)
    time.sleep(1)

    assert portal.pages() == 1


def test_change_of_the_frame_takes_every_page_away(portal: Portal, seite: Seite) -> None:
    for path in ("/hinweis/", "/publikationen/"):
        portal.ask(path)
    portal.wait(2)

    Kommune.objects.update_or_create(pk=1, defaults={"name": "Landkreis Nirgendwo"})

    portal.wait(0)
    assert "Landkreis Nirgendwo" in text(portal, "/publikationen/")


def test_reading_goes_on_without_database_and_worker(portal: Portal, seite: Seite) -> None:
    portal.ask("/hinweis/")
    portal.wait(1)
    time.sleep(1.2)  # the watchers of both processes have looked

    portal.leitung.cut()
    time.sleep(3)
    answers = [portal.ask("/hinweis/") for _ in range(10)]

    assert {status for status, _, _ in answers} == {200}
    assert b"Der erste Wortlaut." in answers[0][2]

    Seite.objects.filter(pk=seite.pk).update(text="Der zweite Wortlaut.")
    portal.leitung.mend()
    deadline = time.monotonic() + 10
    while "Der zweite Wortlaut." not in text(portal, "/hinweis/"):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_withdrawn_page_is_never_read_again(portal: Portal) -> None:
    """Readers ask without a pause while pages are withdrawn and restored; none may see one that is not public."""
    fassung, by = make_published(), make_konto()
    path = f"/leitbild/{fassung.dokument}/fassung/1/"
    wrong: list[str] = []
    public, stop = threading.Event(), threading.Event()
    since = [0.0]
    public.set()

    def read() -> None:
        while not stop.is_set():
            was_public, began = public.is_set(), time.monotonic()
            status = portal.ask(path)[0]
            if not was_public and not public.is_set() and began - since[0] > 2 and status != 410:
                wrong.append(f"{status} {began - since[0]:.2f} s after")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        rules.withdraw(fassung, "Ein Absatz war falsch.", by=by)
        since[0] = time.monotonic()
        public.clear()
        time.sleep(2.5)
        public.set()
        rules.restore(fassung, by=by)
        time.sleep(0.3)
    stop.set()
    for reader in readers:
        reader.join()

    assert wrong == []


def test_who_withdraws_a_page_finds_it_gone_at_once(portal: Portal) -> None:
    fassung = make_published()
    path = f"/leitbild/{fassung.dokument}/fassung/1/"
    client = Client()
    client.force_login(make_konto())
    cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": 32 * "a"}
    known = {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "origin": portal.base}
    for _ in range(3):
        portal.ask(path)
        portal.wait(1)
        form = Formular(client, f"/verwaltung/fassungen/{fassung.pk}/zurueckziehen/").type(
            grund="Ein Absatz war falsch."
        )
        sent = urlencode([*form.data, ("csrfmiddlewaretoken", cookies["csrftoken"])]).encode()

        answer = portal.ask(form.url, "POST", sent, **known)

        assert (answer[0], portal.ask(path)[0]) == (302, 410)
        rules.restore(fassung)


def test_known_reader_and_search_get_their_own_page(portal: Portal, seite: Seite) -> None:
    portal.ask("/hinweis/")
    portal.wait(1)

    for path, cookie in (("/hinweis/", "sessionid=abc"), ("/hinweis/?x=1", "")):
        assert "etag" not in portal.ask(path, cookie=cookie)[1]
    assert portal.pages() == 1


def test_form_never_lies_out(portal: Portal) -> None:
    status, headers, _ = portal.ask("/barrierefreiheit/melden/")

    assert status == 200
    assert "csrftoken" in headers["set-cookie"]
    assert portal.pages() == 0


def test_other_host_name_gets_no_file(portal: Portal, seite: Seite) -> None:
    portal.ask("/hinweis/")
    portal.wait(1)

    assert portal.ask("/hinweis/", host="fremd.example")[0] == 400
