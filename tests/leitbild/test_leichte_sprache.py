"""The Leitbild in Leichte Sprache: written beside the text, frozen on its own, stale when the text moved on."""

import pytest
from django.test import Client
from django.utils import timezone

from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.rules import freeze
from bildungskommune.verfahren.aufgaben import waiting
from leitbild.models import Abschnitt
from tests.factories import make_abschnitt, make_konto, make_leitbild
from tests.formular import Formular
from tests.lesen import one_line
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

EASY = "Alle Menschen können lernen."
FITS = "Der Text in Leichter Sprache passt noch"


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto("stabsstelle"))
    return client


@pytest.fixture
def satz() -> Abschnitt:
    leitbild = make_leitbild(titel="Bildungsleitbild", kennung="lb")
    return make_abschnitt(leitbild=leitbild, kennung="weg", nr="1", titel="Bildung für alle", text="Lernen ist frei.")


def write(office: Client, satz: Abschnitt, **typed: str) -> None:
    response = Formular(office, f"/verwaltung/leitbild/abschnitte/{satz.pk}/").type(**typed).send()
    assert response.status_code == 302
    satz.refresh_from_db()


def page(client: Client, address: str) -> str:
    return one_line(client.get(address).content.decode())


def frozen(satz: Abschnitt, art: str = "standard") -> Fassung:
    fassung = freeze("leitbild", satz.leitbild, art=art, zweck="lesefassung")
    publish(fassung)
    return fassung


def tasks() -> list[str]:
    return [one.titel for one in waiting(make_konto("stabsstelle"), timezone.now()) if "Leichte" in one.titel]


def test_office_writes_it_and_is_warned_when_the_text_moved_on(office: Client, satz: Abschnitt) -> None:
    write(office, satz, leichte_sprache=EASY)
    before = satz.leichte_sprache_veraltet
    write(office, satz, text="Lernen ist frei und kostenlos.")

    desk = page(office, f"/verwaltung/leitbild/{satz.leitbild_id}/")
    form = page(office, f"/verwaltung/leitbild/abschnitte/{satz.pk}/")

    assert (before, satz.leichte_sprache_veraltet) == (False, True)
    assert "1 Text in Leichter Sprache gehört zu einem früheren Wortlaut" in desk
    assert "1 von 1 Abschnitten" in desk
    assert FITS in form


def test_office_says_that_it_still_fits(office: Client, satz: Abschnitt) -> None:
    write(office, satz, leichte_sprache=EASY)
    write(office, satz, text="Lernen ist frei und kostenlos.")

    write(office, satz, leichte_sprache_passt="on")

    assert not satz.leichte_sprache_veraltet
    assert FITS not in page(office, f"/verwaltung/leitbild/abschnitte/{satz.pk}/")


def test_text_that_was_changed_is_a_task(office: Client, satz: Abschnitt) -> None:
    write(office, satz, leichte_sprache=EASY)
    fresh = tasks()
    write(office, satz, titel="Bildung für wirklich alle")

    assert (fresh, tasks()) == ([], ["Text in Leichter Sprache prüfen"])


def test_reader_leads_to_it_and_it_says_what_it_retells(client: Client, satz: Abschnitt) -> None:
    Abschnitt.objects.filter(pk=satz.pk).update(leichte_sprache=EASY, leichte_sprache_zu=satz.wortlaut)
    frozen(satz)
    frozen(satz, "leichte_sprache")

    text, easy = page(client, "/leitbild/"), page(client, "/leitbild/lb/leichte-sprache/fassung/1/")

    assert 'href="/leitbild/lb/leichte-sprache/fassung/1/">In Leichter Sprache lesen' in text
    assert "früheren Fassung" not in text
    assert EASY in easy
    assert 'Er erklärt <a href="/leitbild/lb/fassung/1/">Fassung 1</a>.' in easy
    assert "Jetzt gibt es einen neuen Text" not in easy
    assert "Fassung 1, Leichte Sprache" in easy
    assert tasks() == []


def test_everybody_is_told_when_a_newer_text_holds(client: Client, satz: Abschnitt) -> None:
    Abschnitt.objects.filter(pk=satz.pk).update(leichte_sprache=EASY, leichte_sprache_zu=satz.wortlaut)
    frozen(satz)
    frozen(satz, "leichte_sprache")
    frozen(satz)

    text, easy = page(client, "/leitbild/"), page(client, "/leitbild/lb/leichte-sprache/fassung/1/")

    assert "gehört zu einer früheren Fassung" in text
    assert 'Er erklärt <a href="/leitbild/lb/fassung/1/">Fassung 1</a>.' in easy
    assert 'Jetzt gibt es einen neuen Text: <a href="/leitbild/lb/fassung/2/">Fassung 2</a>.' in easy
    assert tasks() == ["Leichte Sprache gehört zu einer früheren Fassung"]
