"""A name goes out of a published text: page, search, print and files; text, number and checksum stay."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen import auftraege, druck, lesen, namen, nennung, pruefung, rules, satz
from bildungskommune.fassungen.anlagen import anlagen_zu
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.models import Ausdruck, Druckauftrag, Fassung
from bildungskommune.fassungen.namensstelle import Namensstelle
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_konto,
    make_leitbild,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.fassungen.gold import Golden, address, publish_golden, text_of
from tests.kernel.bauen import make_fassung
from tests.satz.lesen import written_in
from tests.veroeffentlichen import publish
from workshops.beitraege.aufbewahrung import anonymise_authors
from workshops.models import Beitrag, Workshop

pytestmark = pytest.mark.django_db
GRUND = "Einwilligung widerrufen"


@pytest.fixture
def workshop() -> Workshop:
    workshop = make_workshop(titel="Wege")
    workshop.moderation.add(make_konto("moderation", name="Mara Ahrens"))
    for code in ("K7M-4QX", "K7M-4QY"):
        card = make_beitrag(workshop=workshop, code=code, autor_name="Jana Muster", namentlich=True)
        make_zuordnung(make_thema(workshop=workshop), card)
    return workshop


def frozen(workshop: Workshop) -> Fassung:
    fassung = rules.freeze("dokumentation", workshop)
    publish(fassung)
    return fassung


@pytest.fixture
def office() -> Client:
    """A browser in which somebody of the Stabsstelle is logged in."""
    browser = Client()
    browser.force_login(make_konto())
    return browser


@pytest.fixture
def fassung(workshop: Workshop) -> Fassung:
    return frozen(workshop)


def again(fassung: Fassung) -> Fassung:
    return Fassung.objects.get(pk=fassung.pk)


def today() -> str:
    return f"Name entfernt am {timezone.localdate():%d.%m.%Y}"


def card(code: str) -> Beitrag:
    return Beitrag.objects.get(code=code)


def printed(fassung: Fassung) -> Ausdruck:
    """Set the PDF as the worker does."""
    assert druck.print_order(Druckauftrag.objects.get(fassung=fassung).pk)
    return Ausdruck.objects.filter(fassung=fassung).latest("pk")


def test_frozen_text_holds_no_name_and_its_page_shows_them(client: Client, fassung: Fassung) -> None:
    frozen = json.dumps(fassung.snapshot)

    page = text_of(client.get(address(fassung)).content.decode())

    assert ["Muster" in frozen, "Ahrens" in frozen] == [False, False]
    assert page.count("Jana Muster") == 2
    assert lesen.inhalt(fassung)["workshop"]["moderation"] == ["Mara Ahrens"]
    assert [(one.kennung, one.wo, one.name, one.quelle) for one in fassung.namensstellen.all()] == [
        ("p1", "Moderation", "Mara Ahrens", "accounts.konto"),
        ("p2", "Karte K7M-4QX", "Jana Muster", "workshops.beitrag:K7M-4QX"),
        ("p3", "Karte K7M-4QY", "Jana Muster", "workshops.beitrag:K7M-4QY"),
    ]


def test_name_of_one_contribution_goes_out_of_all_fassungen(client: Client, workshop: Workshop) -> None:
    first, second = frozen(workshop), rules.freeze("dokumentation", workshop)

    gone = namen.namen_entfernen(card("K7M-4QX"), by=None, grund=GRUND)

    page = text_of(client.get(address(first)).content.decode())
    assert gone == 2
    assert [page.count("Jana Muster"), page.count(today())] == [1, 1]
    assert [rules.verify(again(one)) for one in (first, second)] == [True, True]
    assert [again(first).sha256, again(first).kette] == [first.sha256, first.kette]
    assert list(Namensstelle.objects.named().filter(quelle__endswith="4QX")) == []


def test_it_goes_once(fassung: Fassung) -> None:
    assert [namen.namen_entfernen(card("K7M-4QX"), by=None, grund=GRUND) for _ in range(2)] == [1, 0]


def test_account_gives_up_its_name_as_moderation(fassung: Fassung, workshop: Workshop) -> None:
    other = make_konto("moderation", name="Anders Ahrens")

    assert namen.namen_entfernen(other, by=None, grund=GRUND) == 0
    assert namen.namen_entfernen(workshop.moderation.get(), by=None, grund=GRUND) == 1
    assert lesen.inhalt(again(fassung))["workshop"]["moderation"] == [today()]


def test_thing_that_names_nobody_takes_nothing_out(fassung: Fassung, workshop: Workshop) -> None:
    assert namen.namen_entfernen(workshop, by=None, grund=GRUND) == 0


def test_trail_tells_it_without_the_name(fassung: Fassung) -> None:
    konto = make_konto()

    namen.namen_entfernen(card("K7M-4QX"), by=konto, grund=GRUND)

    entry = Eintrag.objects.about(fassung).get(ereignis="fassung.name_entfernt")
    assert (entry.konto, entry.angaben) == (konto, {"anzahl": 1, "grund": GRUND})
    assert not Eintrag.objects.filter(objekt_name__contains="Muster").exists()


def test_search_finds_who_speaks_until_the_name_is_gone(client: Client) -> None:
    leitbild = make_leitbild()
    voice = make_abschnitt(leitbild=leitbild, art="stimme", text="Es ist schön hier.", stimme_von="Hanne Wunder, 34")
    publish(rules.freeze("leitbild", leitbild))

    before, _, after = (
        found(client, "Wunder"),
        namen.namen_entfernen(voice, by=None, grund=GRUND),
        found(client, "Wunder"),
    )

    assert ["1 Treffer" in before, "1 Treffer" in after] == [True, False]


def found(client: Client, word: str) -> str:
    return text_of(client.get(reverse("suche"), {"q": word}).content.decode())


def test_reprint_names_nobody_and_says_when_names_went(
    fassung: Fassung, workshop: Workshop, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old = printed(fassung)
    assert "MaraAhrens" in written(old)
    with django_capture_on_commit_callbacks(execute=True):
        namen.namen_entfernen(workshop.moderation.get(), by=None, grund=GRUND)
    assert default_storage.exists(old.pdf) is False
    assert Druckauftrag.objects.get(fassung=fassung).status == "wartet"

    new = printed(fassung)

    html = text_of(satz.html_fuer("druck/dokumentation.html", print_context(again(fassung))))
    assert "MaraAhrens" not in written(new)
    assert today().replace(" ", "") in written(new)
    assert f"{today()}. Text, Nummer und Prüfsumme dieser Fassung sind unverändert." in html
    assert fassung.sha256 in html.replace(" ", "")
    assert pruefung.check_all().befunde == []


def written(ausdruck: Ausdruck) -> str:
    """Return what is written on the pages and in the attached files, without spaces: those are not set as letters."""
    with default_storage.open(ausdruck.pdf, "rb") as file:
        return written_in(file.read())


def test_pdf_that_was_printed_with_the_name_must_be_gone(fassung: Fassung) -> None:
    old = printed(fassung)
    namen.namen_entfernen(card("K7M-4QX"), by=None, grund=GRUND)

    large, book, words, pdf = pruefung.check_all().befunde
    assert "Die Großdruck-Datei" in large
    assert f"Die PDF-Datei {old.pdf} enthält noch einen Namen oder ein Foto, das entfernt wurde." in pdf
    assert "Die EPUB-Datei" in book
    assert "Die DOCX-Datei" in words
    namen.aufraeumen()
    assert pruefung.check_all().befunde == []


def test_print_that_was_under_way_leaves_no_file(fassung: Fassung, monkeypatch: pytest.MonkeyPatch) -> None:
    finish = auftraege.finish

    def late(*args: Any, **kwargs: Any) -> bool:
        namen.namen_entfernen(card("K7M-4QX"), by=None, grund=GRUND)
        return finish(*args, **kwargs)

    monkeypatch.setattr(auftraege, "finish", late)
    before = set(default_storage.listdir("fassungen")[1]) if default_storage.exists("fassungen") else set()

    assert druck.print_order(Druckauftrag.objects.get(fassung=fassung).pk) is False
    assert set(default_storage.listdir("fassungen")[1]) == before
    assert list(Ausdruck.objects.filter(fassung=fassung)) == []


@pytest.mark.parametrize(
    "change",
    [
        "name = 'Max'",
        "name = '', salz = ''",
        "name = 'Max', entfernt_am = now()",
        "name = '', salz = '', entfernt_am = now(), kennung = 'p9'",
        "quelle = ''",
    ],
)
def test_database_lets_a_name_go_and_does_nothing_else(fassung: Fassung, change: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE fassungen_namensstelle SET {change}")


def test_database_keeps_the_place_and_the_day(fassung: Fassung) -> None:
    namen.namen_entfernen(card("K7M-4QX"), by=None, grund=GRUND)

    with pytest.raises(DatabaseError, match="nicht gelöscht"), transaction.atomic():
        Namensstelle.objects.all().delete()
    for change in ({"entfernt_am": None, "name": "Jana Muster"}, {"entfernt_am": timezone.now() + timedelta(days=1)}):
        with pytest.raises(DatabaseError, match="nur entfernt"), transaction.atomic():
            Namensstelle.objects.exclude(entfernt_am=None).update(**change)


def test_swapped_and_missing_names_are_found_out(fassung: Fassung) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE fassungen_namensstelle SET name = 'Max' WHERE kennung = 'p1'")
        cursor.execute("DELETE FROM fassungen_namensstelle WHERE kennung = 'p2'")
        cursor.execute("SET session_replication_role = DEFAULT")

    befunde = [one.partition(": ")[2] for one in pruefung.check_all().befunde]

    assert sorted(befunde) == ["Der Name p1 ist nicht der eingefrorene.", "Der Name p2 fehlt."]
    assert lesen.inhalt(again(fassung))["themen"][0]["beitraege"][0]["autor"] == nennung.FEHLT


def test_seal_tells_nothing_once_the_name_is_gone(fassung: Fassung) -> None:
    namen.namen_entfernen(card("K7M-4QX"), by=None, grund=GRUND)

    row = Namensstelle.objects.get(kennung="p2")
    assert (row.name, row.salz) == ("", "")
    assert nennung.seal("", "Jana Muster") not in json.dumps(fassung.snapshot)


def test_many_fassungen_are_read_with_one_question_for_names(
    django_assert_num_queries: Any, workshop: Workshop
) -> None:
    for _ in range(3):
        rules.freeze("dokumentation", workshop)
    found = list(Fassung.objects.all())

    with django_assert_num_queries(1):
        texts = [text for _, text in lesen.readable(found)]

    assert [text["workshop"]["moderation"] for text in texts] == 3 * [["Mara Ahrens"]]


def test_text_that_names_nobody_asks_for_no_names(django_assert_num_queries: Any) -> None:
    fassung = again(make_fassung())

    with django_assert_num_queries(0):
        lesen.inhalt(fassung)


def old_one(version: int = 2) -> Fassung:
    """A Dokumentation of an old version, with names in its frozen text."""
    golden = Golden("dokumentation", "standard", version)
    whole = golden.snapshot()
    whole["themen"][0]["beitraege"][0]["autor"] = "Jana Muster"
    return publish_golden(golden, whole)


@pytest.mark.parametrize("version", [1, 2])
def test_name_in_an_old_text_goes_from_page_print_and_file(client: Client, version: int) -> None:
    fassung = old_one(version)
    code = fassung.snapshot["themen"][0]["beitraege"][0]["code"]
    assert "Jana Muster" in client.get(address(fassung)).content.decode()

    gone = namen.namen_entfernen(make_beitrag(code=code), by=None, grund=GRUND)

    page = client.get(address(fassung)).content.decode()
    html = text_of(satz.html_fuer("druck/dokumentation.html", print_context(again(fassung))))
    assert [gone, "Jana Muster" in page, today() in page] == [1, False, True]
    assert [one.name for one in anlagen_zu(again(fassung))] == []
    assert "Die Datei mit dem Inhalt liegt nicht mehr bei, weil der Name auch in ihr steht." in html
    assert rules.verify(again(fassung))
    assert [one.name for one in namen.stellen(again(fassung))] == ["Jana Beispiel", ""]


def test_row_cannot_put_another_name_into_an_old_text() -> None:
    fassung = old_one()
    fassung.namensstellen.create(kennung="p1", wo="Moderation", name="Max")

    assert lesen.inhalt(again(fassung))["workshop"]["moderation"] == ["Jana Beispiel"]
    befunde = [one.partition(": ")[2] for one in pruefung.check_all().befunde]
    assert "Der Name p1 ist nicht der eingefrorene." in befunde


def test_office_takes_a_name_out_on_the_desk(
    office: Client, client: Client, fassung: Fassung, workshop: Workshop
) -> None:
    other = rules.freeze("dokumentation", workshop)
    page = reverse("v-fassung", args=(fassung.pk,))
    form = reverse("v-fassung-namen", args=(fassung.pk,))
    assert form in office.get(page).content.decode()
    asked = text_of(office.get(form).content.decode())

    refused = office.post(form, {"ueberall": "on"})
    answer = office.post(form, {"stellen": ["p2"], "ueberall": "on", "grund": "auf Wunsch der Person"}, follow=True)

    told = text_of(answer.content.decode())
    shown = text_of(client.get(address(fassung)).content.decode())
    assert "Jana Muster (Karte K7M-4QX)" in asked
    assert refused.status_code == 422
    assert ["Der Name ist entfernt." in told, "hat Namen aus Wege, Fassung 1 entfernt" in told] == [True, True]
    assert [shown.count("Jana Muster"), shown.count(today())] == [0, 2]
    assert [one.name for one in other.namensstellen.all()] == ["Mara Ahrens", "", ""]


def test_name_goes_at_the_chosen_place_alone_when_that_is_wanted(office: Client, fassung: Fassung) -> None:
    form = reverse("v-fassung-namen", args=(fassung.pk,))

    office.post(form, {"stellen": ["p2"], "grund": "irrtümlich genannt"})

    assert [one.name for one in fassung.namensstellen.all()] == ["Mara Ahrens", "", "Jana Muster"]


def test_page_leads_back_when_nobody_is_named(office: Client) -> None:
    fassung = make_fassung()

    answer = office.get(reverse("v-fassung-namen", args=(fassung.pk,)))

    page = reverse("v-fassung", args=(fassung.pk,))
    assert answer["Location"] == page
    assert "Name entfernen" not in office.get(page).content.decode()


def test_name_in_an_old_text_is_taken_out_on_the_desk(office: Client) -> None:
    fassung = old_one()

    office.post(reverse("v-fassung-namen", args=(fassung.pk,)), {"stellen": ["p1"], "grund": "auf Wunsch der Person"})

    assert lesen.inhalt(again(fassung))["workshop"]["moderation"] == [today()]


@pytest.mark.parametrize("role", ["leitung", "fachamt", "moderation"])
def test_others_take_no_name_out(client: Client, fassung: Fassung, role: str) -> None:
    client.force_login(make_konto(role))

    assert client.get(reverse("v-fassung-namen", args=(fassung.pk,))).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_text_that_is_being_frozen_waits_for_a_name_that_goes() -> None:
    workshop = make_workshop()
    beitrag = make_beitrag(workshop=workshop, autor_name="Jana Muster", namentlich=True)

    def freeze() -> None:
        try:
            rules.freeze("dokumentation", workshop)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            anonymise_authors(Beitrag.objects.filter(pk=beitrag.pk))
            going_on = pool.submit(freeze)
            wait_until_somebody_waits()
        going_on.result(timeout=30)

    assert list(Namensstelle.objects.all()) == []


def wait_until_somebody_waits() -> None:
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            if cursor.fetchone() is not None:
                return
        time.sleep(0.05)
    pytest.fail("nobody waits")
