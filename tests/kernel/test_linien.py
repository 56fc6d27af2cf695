"""Kind and language make lines of their own; a withdrawn Fassung leaves its address standing; old addresses lead on."""

import hashlib

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.fassungen import auftraege, rules
from bildungskommune.fassungen.models import Ausdruck, Druckauftrag, Fassung
from bildungskommune.fassungen.registry import UnknownArt
from bildungskommune.lifecycle import MoveRefused, ReasonMissing
from bildungskommune.verfahren.chronik import chronicle
from leitbild.models import Abschnitt
from tests.factories import make_abschnitt, make_leitbild, make_massnahme, make_plan, make_workshop
from tests.kernel.bauen import KEY, make_fassung, make_printed, make_published
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db
GRUND = "Ein Absatz nannte eine falsche Zahl."


def test_easy_language_and_report_leave_the_adopted_text_in_force() -> None:
    satz = make_abschnitt(leichte_sprache="Alle dürfen lernen.", text="Bildung für alle.")
    plan = make_plan()
    plan.massnahmen.add(make_massnahme())
    texts = [rules.freeze(KEY, satz.leitbild), rules.freeze("massnahmenplan", plan)]
    others = [
        rules.freeze(KEY, satz.leitbild, art="leichte_sprache"),
        rules.freeze("massnahmenplan", plan, art="bericht"),
    ]

    for fassung in (*texts, *others):
        publish(fassung)

    assert Fassung.objects.current().count() == 4
    assert [fassung.snapshot["abschnitte"][0]["text"] for fassung in (texts[0], others[0])] == [
        "Bildung für alle.",
        "Alle dürfen lernen.",
    ]


def test_database_lets_one_fassung_of_a_line_hold() -> None:
    leitbild = make_leitbild()
    first, second = rules.freeze(KEY, leitbild), rules.freeze(KEY, leitbild)
    publish(first)

    with pytest.raises(IntegrityError, match="fassung_eine_gilt"), transaction.atomic():
        Fassung.objects.filter(pk=second.pk).update(status="veroeffentlicht", veroeffentlicht_am=first.eingefroren_am)


def test_easy_language_changes_no_row_of_the_thread() -> None:
    satz = make_abschnitt(leichte_sprache="Alle dürfen lernen.")
    make_abschnitt(leitbild=satz.leitbild, titel="Ohne Leichte Sprache")
    publish(rules.freeze(KEY, satz.leitbild))

    publish(rules.freeze(KEY, satz.leitbild, art="leichte_sprache"))

    assert Abschnitt.objects.filter(veroeffentlicht=True).count() == 2


def test_kind_that_a_stage_does_not_have() -> None:
    with pytest.raises(UnknownArt, match="„Dokumentation“ gibt es nicht als „Bericht zum Stichtag“"):
        rules.freeze("dokumentation", make_workshop(), art="bericht")


def test_each_line_has_an_address_of_its_own(client: Client) -> None:
    satz = make_abschnitt(leichte_sprache="Alle dürfen lernen.", leitbild=make_leitbild(kennung="lb"))
    publish(rules.freeze(KEY, satz.leitbild))
    publish(rules.freeze(KEY, satz.leitbild, art="leichte_sprache"))

    pages = [client.get(f"/leitbild/lb/{line}fassung/1/").content.decode() for line in ("", "leichte-sprache/")]

    assert ["Alle dürfen lernen." in page for page in pages] == [False, True]
    assert 'href="/leitbild/lb/leichte-sprache/fassung/1/"' in pages[0]
    assert client.get("/leitbild/lb/klingonisch/fassung/1/").status_code == 404


def test_short_address_leads_to_the_one_that_had_it_first(client: Client) -> None:
    first, second = make_published(), make_published()
    rules.show_first(second)
    new = client.get("/leitbild/fassung/1/").headers["Location"]
    old = Fassung.objects.create(
        definition=KEY,
        objekt_id=first.objekt_id,
        dokument=first.dokument,
        nummer=7,
        alte_nummer=1,
        zweck="beschluss",
        titel="Von früher",
        stichtag=first.stichtag,
        snapshot=first.snapshot,
        sha256=first.sha256,
        status="abgeloest",
        veroeffentlicht_am=first.veroeffentlicht_am,
    )

    assert new == f"/leitbild/{second.dokument}/fassung/1/"
    assert client.get("/leitbild/fassung/1/").headers["Location"] == f"/leitbild/{old.dokument}/fassung/7/"


def test_no_public_address_of_a_fassung_names_a_key(client: Client) -> None:
    fassung = make_printed()

    page = client.get(f"/leitbild/{fassung.dokument}/fassung/1/").content.decode()

    assert f"/publikationen/leitbild/{fassung.dokument}/fassung-1.pdf" in page
    assert f"/publikationen/{fassung.pk}/" not in page


def test_portal_shows_the_document_that_was_chosen_not_the_newest(office: Client) -> None:
    make_published(titel="Das erste Leitbild")
    second = make_published(titel="Das zweite Leitbild")
    before = Client().get("/leitbild/").content.decode()

    office.post(reverse("v-fassung-show-first", args=(second.pk,)))

    assert "<h1>Das erste Leitbild</h1>" in before
    assert "<h1>Das zweite Leitbild</h1>" in Client().get("/leitbild/").content.decode()


def test_withdrawn_fassung_says_what_was_there_and_why(office: Client) -> None:
    fassung = make_printed(titel="Leitbild der Börde")
    url, pdf = f"/leitbild/{fassung.dokument}/fassung/1/", f"/publikationen/leitbild/{fassung.dokument}/fassung-1.pdf"

    office.post(reverse("v-fassung-withdraw", args=(fassung.pk,)), {"grund": GRUND})

    pages = [Client().get(address) for address in (url, pdf)]
    assert [page.status_code for page in pages] == [410, 410]
    assert [GRUND in page.content.decode() for page in pages] == [True, True]
    assert "Leitbild der Börde" in pages[0].content.decode()
    assert "Wir lernen in jedem Alter." not in pages[0].content.decode()
    assert "Leitbild der Börde" not in Client().get("/publikationen/").content.decode()
    assert "Leitbild der Börde" not in Client().get("/leitbild/").content.decode()


def test_chronology_tells_the_publication_and_the_withdrawal() -> None:
    fassung = make_published(titel="Leitbild der Börde")
    rules.withdraw(fassung, GRUND)

    told = [(event.art, event.satz) for event in chronicle(timezone.localdate())]

    assert sorted(told) == [("Veröffentlichung", "Leitbild, Beschlussfassung"), ("Zurückgezogen", GRUND)]


def test_withdrawal_without_a_reason_is_refused(office: Client) -> None:
    fassung = make_published()

    page = office.post(reverse("v-fassung-withdraw", args=(fassung.pk,)), {"grund": "  "})

    fassung.refresh_from_db()
    assert [page.status_code, fassung.status] == [422, "veroeffentlicht"]
    with pytest.raises(ReasonMissing):
        rules.withdraw(fassung, " ")


def test_withdrawn_text_leaves_the_thread_and_comes_back() -> None:
    fassung = make_published()

    rules.withdraw(fassung, GRUND)
    gone = Abschnitt.objects.public().count()
    rules.restore(fassung)

    assert [gone, Abschnitt.objects.public().count(), fassung.status] == [0, 1, "veroeffentlicht"]


def test_restored_when_another_one_holds_by_now() -> None:
    leitbild = make_leitbild()
    first, second = rules.freeze(KEY, leitbild), rules.freeze(KEY, leitbild)
    publish(first)
    rules.withdraw(first, GRUND)
    publish(second)

    rules.restore(first)

    first.refresh_from_db()
    assert [first.status, first.abgeloest_durch, second.status] == ["abgeloest", second, "veroeffentlicht"]


def test_only_what_was_withdrawn_is_restored(office: Client) -> None:
    fassung = make_fassung()

    page = office.post(reverse("v-fassung-restore", args=(fassung.pk,)))

    fassung.refresh_from_db()
    assert [page.status_code, fassung.status] == [422, "entwurf"]
    with pytest.raises(MoveRefused):
        rules.withdraw(fassung, GRUND)


def test_pdf_is_set_anew_when_the_text_is_published() -> None:
    fassung = make_fassung()
    auftrag = rules.order_print(fassung)
    Druckauftrag.objects.filter(pk=auftrag.pk).update(status="fertig")

    publish(fassung)

    auftrag.refresh_from_db()
    assert [auftrag.status, auftrag.auflage] == ["wartet", 2]


def test_worker_at_an_old_order_does_not_finish_the_new_one() -> None:
    auftrag = rules.order_print(make_fassung())
    old = auftraege.claim(auftrag.pk)
    assert old is not None
    rules.order_print(old.fassung, anew=True)
    new = auftraege.claim(auftrag.pk)
    assert new is not None

    for order, name in ((old, "alt.pdf"), (new, "neu.pdf")):
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        auftraege.finish(order, key=name, pdf=auftraege.Datei(name, sha256, 1), seiten=1)

    auftrag.refresh_from_db()
    assert [auftrag.status, auftrag.pdf.name, Ausdruck.objects.get().pdf] == ["fertig", "neu.pdf", "neu.pdf"]


def test_database_keeps_when_and_how_something_was_published() -> None:
    fassung = make_published()

    for change in ({"ohne_beschluss": ""}, {"veroeffentlicht_am": None}, {"dokument": "anders"}, {"art": "bericht"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fassung.objects.filter(pk=fassung.pk).update(**change)
