"""Two people change one thing: the second sees both texts and chooses, and nothing that was typed is lost."""

import time

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.akteure.models import Institution, Stelle
from bildungskommune.audit.models import Eintrag
from bildungskommune.seiten.models import Kommune, Seite
from bildungskommune.werkbank.formular import STAND
from bildungskommune.werkbank.vergleich import mark
from leitbild.models import Abschnitt
from tests.factories import make_abschnitt, make_gemeinde, make_institution, make_konto, make_stelle, make_vorlage
from tests.formular import Formular, seen
from tests.lesen import words


def browser() -> Client:
    client = Client()
    client.force_login(make_konto())
    return client


@pytest.fixture
def abschnitt(db: None) -> Abschnitt:
    return make_abschnitt(titel="Kein Weg ist zu weit.", text="Erster Absatz.\n\nZweiter Absatz.", stimme_von="")


@pytest.fixture
def url(abschnitt: Abschnitt) -> str:
    return reverse("v-abschnitt-edit", args=(abschnitt.pk,))


def stored(abschnitt: Abschnitt) -> Abschnitt:
    return Abschnitt.objects.get(pk=abschnitt.pk)


def test_who_saves_first_is_not_asked(abschnitt: Abschnitt, url: str) -> None:
    assert Formular(browser(), url).type(titel="Jeder Weg zählt.").send().status_code == 302

    assert (stored(abschnitt).titel, stored(abschnitt).version) == ("Jeder Weg zählt.", 2)
    assert Eintrag.objects.get().angaben == {"felder": ["titel"]}


def test_saving_a_form_as_it_was_shown_changes_nothing(abschnitt: Abschnitt, url: str) -> None:
    Formular(browser(), url).send()

    assert stored(abschnitt).version == 1
    assert not Eintrag.objects.exists()


def test_second_sees_both_texts_and_nothing_is_saved_yet(abschnitt: Abschnitt, url: str) -> None:
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(titel="Jeder Weg zählt.").send()

    response = second.type(titel="Kein Weg ist uns zu weit.").send()

    assert response.status_code == 409
    assert second.texts == {"Titel": ("Kein Weg ist uns zu weit.", "Jeder Weg zählt.")}
    assert stored(abschnitt).titel == "Jeder Weg zählt."
    assert words(second.page.cssselect("title")[0]).startswith("Inzwischen geändert")


def test_differences_are_marked_in_both_texts(abschnitt: Abschnitt, url: str) -> None:
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(titel="Kein Umweg ist zu weit.").send()

    second.type(titel="Kein Weg ist zu lang.").send()

    mine, theirs = second.page.cssselect(".vergleich__text")
    assert [seen(piece) for piece in mine.cssselect("mark")] == ["Weg", "lang."]
    assert words(theirs) == "Kein [anders: Umweg ]ist zu [anders: weit.]"


def test_typed_text_is_kept_and_saved_when_nobody_chooses(abschnitt: Abschnitt, url: str) -> None:
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(titel="Jeder Weg zählt.").send()
    second.type(titel="Mein Titel", text="Mein <b>Text</b>\r\n\r\nmit Absatz").send()

    assert (second.value("titel"), second.value("text")) == ("Mein Titel", "Mein <b>Text</b>\n\nmit Absatz")
    assert second.send().status_code == 302

    now = stored(abschnitt)
    assert (now.titel, now.text, now.version) == ("Mein Titel", "Mein <b>Text</b>\n\nmit Absatz", 3)


def test_chosen_stored_value_stays_and_the_rest_of_mine_is_saved(abschnitt: Abschnitt, url: str) -> None:
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(titel="Jeder Weg zählt.", text="Von ihr").send()
    second.type(titel="Mein Titel", text="Von mir").send()

    second.type(**{"wahl-titel": "gespeichert"}).send()

    assert (stored(abschnitt).titel, stored(abschnitt).text) == ("Jeder Weg zählt.", "Von mir")
    assert Eintrag.objects.latest("pk").angaben == {"felder": ["text"]}


def test_field_that_only_the_other_changed_is_taken_over(abschnitt: Abschnitt, url: str) -> None:
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(text="Von ihr\r\n\r\nmit Absatz").send()

    response = second.type(titel="Mein Titel").send()

    assert (response.status_code, second.texts, second.value("text")) == (409, {}, "Von ihr\n\nmit Absatz")
    assert "Nur dort geändert und unten schon übernommen: Text." in words(second.page)
    second.send()
    assert (stored(abschnitt).titel, stored(abschnitt).text) == ("Mein Titel", "Von ihr\n\nmit Absatz")


def test_both_typed_the_same(abschnitt: Abschnitt, url: str) -> None:
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(titel="Jeder Weg zählt.").send()

    assert second.type(titel="Jeder Weg zählt.").send().status_code == 409
    assert second.texts == {}
    assert second.send().status_code == 302

    assert stored(abschnitt).version == 2


def test_third_change_while_the_second_chooses_is_shown_again(abschnitt: Abschnitt, url: str) -> None:
    first, second, third = (Formular(browser(), url) for _ in range(3))
    first.type(titel="Eins").send()
    second.type(titel="Zwei").send()
    third.type(titel="Drei").send()
    third.send()

    response = second.type(**{"wahl-titel": "meiner"}).send()

    assert (response.status_code, second.texts) == (409, {"Titel": ("Zwei", "Drei")})


def test_refused_form_still_knows_what_it_showed(abschnitt: Abschnitt, url: str) -> None:
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(titel="Jeder Weg zählt.").send()
    assert second.type(titel="").send().status_code == 422

    assert second.type(titel="Mein Titel").send().status_code == 409
    assert second.texts == {"Titel": ("Mein Titel", "Jeder Weg zählt.")}


@pytest.mark.parametrize(
    "token", ["", "x", "1", "1:", "1:{", "1:[]", "1:null", '1:{"titel":1}', "99999999999:{}", "x" * 9000]
)
def test_token_that_makes_no_sense_never_fails(abschnitt: Abschnitt, url: str, token: str) -> None:
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(titel="Jeder Weg zählt.").send()

    assert second.type(**{"titel": "Mein Titel", STAND: token}).send().status_code in {302, 409, 422}


def test_values_are_compared_in_the_words_of_the_page(db: None) -> None:
    old, mine, theirs = (make_gemeinde(name=name) for name in ("Altenhausen", "Barleben", "Calvörde"))
    one = make_institution(
        gemeinde=old, oeffentlich=True, bildungsformen=["formal"], bildungsbereiche=["schule", "beruf"], typ="kita"
    )
    url = reverse("v-institution-edit", args=(one.pk,))
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(gemeinde=str(theirs.pk), typ="verein", bildungsformen=["non_formal"], oeffentlich=[]).send()

    second.type(gemeinde=str(mine.pk), typ="schule", bildungsformen=["formal", "informell"]).send()

    assert second.texts == {
        "Art der Einrichtung": ("Weiterführende Schule", "Verein"),
        "Bildungsformen": ("formal, informell", "non-formal"),
        "Gemeinde": ("Barleben", "Calvörde"),
    }
    assert "unten schon übernommen: Öffentlich nennen." in words(second.page)
    second.type(**{"wahl-gemeinde": "gespeichert", "wahl-bildungsformen": "gespeichert"}).send()
    now = Institution.objects.get()
    assert (now.gemeinde, now.typ, now.bildungsformen, now.oeffentlich) == (theirs, "schule", ["non_formal"], False)
    assert now.bildungsbereiche == ["schule", "beruf"]


def test_days_are_compared_as_people_write_them(db: None) -> None:
    stelle = make_stelle(gueltig_ab="2024-01-01")
    url = reverse("v-stelle-edit", args=(stelle.pk,))
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(gueltig_ab="2024-05-30", gueltig_bis="2025-01-31").send()

    second.type(gueltig_ab="").send()

    assert second.texts == {"Gültig ab": ("leer", "30. Mai 2024")}
    second.type(**{"wahl-gueltig_ab": "gespeichert"}).send()
    now = Stelle.objects.get()
    assert (now.gueltig_ab.isoformat(), now.gueltig_bis.isoformat()) == ("2024-05-30", "2025-01-31")  # type: ignore[union-attr]  # both are set


def test_page_of_the_portal(db: None) -> None:
    seite = Seite.objects.create(slug="probe", titel="Probe", text="## Anschrift\n\nBornsche Straße 2\n\nEnde.")
    url = reverse("v-seite-edit", args=(seite.pk,))
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(text="## Anschrift\r\n\r\nTriftstraße 9\r\n\r\nEnde.").send()

    response = second.type(titel="Unsere Probe", text="## Anschrift\r\n\r\nBornsche Straße 2a\r\n\r\nEnde.").send()

    mine, theirs = second.page.cssselect(".vergleich__text")
    assert response.status_code == 409
    assert [seen(piece) for piece in (*mine.cssselect("mark"), *theirs.cssselect("mark"))] == [
        "Bornsche Straße 2a",
        "Triftstraße 9",
    ]
    second.type(**{"wahl-text": "gespeichert"}).send()
    now = Seite.objects.get(slug="probe")
    assert (now.titel, now.text) == ("Unsere Probe", "## Anschrift\n\nTriftstraße 9\n\nEnde.")


def test_kommune_that_was_never_saved_before(db: None) -> None:
    url = reverse("v-kommune")
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(leitspruch="Bildung ist überall.", telefon="03904 1").send()

    response = second.type(leitspruch="Bildung beginnt vor Ort.").send()

    assert response.status_code == 409
    assert second.texts == {"Überschrift der Startseite": ("Bildung beginnt vor Ort.", "Bildung ist überall.")}
    assert second.value("telefon") == "03904 1"
    second.send()
    now = Kommune.objects.get()
    assert (now.leitspruch, now.telefon) == ("Bildung beginnt vor Ort.", "03904 1")


def test_list_of_lines_is_compared_in_its_order(db: None) -> None:
    vorlage = make_vorlage(anlagen=["Anlage 1", "Anlage 2"])
    url = reverse("v-vorlage-edit", args=(vorlage.pk,))
    first, second, third = (Formular(browser(), url) for _ in range(3))
    first.type(anlagen="Anlage 2\r\nAnlage 1").send()

    second.type(betreff="Neuer Betreff").send()
    third.type(anlagen="Anlage 1\r\nAnlage 3").send()

    assert (second.texts, second.value("anlagen")) == ({}, "Anlage 2\nAnlage 1")
    assert third.texts == {"Weitere Anlagen": ("Anlage 1 Anlage 3", "Anlage 2 Anlage 1")}
    assert third.value("anlagen") == "Anlage 1\nAnlage 3"


def test_way_out_leads_to_the_stored_text(abschnitt: Abschnitt, url: str) -> None:
    first, second = Formular(browser(), url), Formular(browser(), url)
    first.type(titel="Jeder Weg zählt.").send()
    second.type(titel="Mein Titel").send()

    (link,) = [link for link in second.page.cssselect("a") if words(link).startswith("Nichts speichern")]
    assert link.get("href") == url


def test_texts_are_marked_line_by_line_and_word_by_word() -> None:
    mine, theirs = mark("Gleich.\nEin roter Faden.\nEnde.", "Gleich.\nEin grüner Faden.\nMehr.\nEnde.")

    assert [one.text for one in mine if one.is_different] == ["roter "]
    assert [one.text for one in theirs if one.is_different] == ["grüner ", "Mehr.\n"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_marking_loses_no_letter(mine: str, theirs: str) -> None:
    left, right = mark(mine, theirs)

    assert "".join(one.text for one in left) == mine
    assert "".join(one.text for one in right) == theirs
    assert mine != theirs or not [one for one in (*left, *right) if one.is_different]


@pytest.mark.parametrize(
    "text", ["das Amt und die Schule und das Kind " * 1400, "a " * 25_000, "\n" * 50_000, "x" * 50_000, "a\n" * 25_000]
)
def test_two_longest_texts_are_marked_at_once(text: str) -> None:
    begin = time.monotonic()

    mark(text, f"Neu {text[:-9]}")

    assert time.monotonic() - begin < 4
