"""The sample process: loaded once, published in all four stages, with accounts to try it."""

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from bildungskommune.accounts.models import Konto
from bildungskommune.beispiel import laden
from bildungskommune.beteiligung.models import Anhang, Anmerkung, Beteiligungsrunde, Punkt
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.liste import link
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.post.models import Mail
from leitbild.models import Abschnitt, Leitbild
from workshops.auswertung import haeufung
from workshops.auswertung.umfang import Umfang
from workshops.models import Beitrag, Reihe

pytestmark = pytest.mark.django_db


def test_sample_process_is_published_in_all_stages_and_a_second_run_changes_nothing() -> None:
    _, accounts = laden.load()
    again, none = laden.load()

    published = Fassung.objects.filter(status="veroeffentlicht").values_list("definition", flat=True)

    assert sorted(set(published)) == [
        *("dokumentation", "konzept", "leitbild", "massnahmenplan", "umsetzungsbericht"),
    ]
    assert (len(published), Druckauftrag.objects.count()) == (12, 13), "and the draft that lay out"
    assert [konto.check_password(word) for konto, word in _pairs(accounts)] == [True] * 4
    assert (again.changes, none, Fassung.objects.count()) == (0, [], 14)
    assert laden.is_loaded()
    assert Beitrag.objects.get(code="K7M-4QX").verbleib_begruendung != ""


def test_sample_process_says_in_public_who_named_what_more_often(client: Client) -> None:
    laden.load()

    found = haeufung.public(Umfang(Reihe.objects.get(kennung="zukunftswerkstatt")))

    sentences = [one.satz for one in found.haeufungen]
    assert len(sentences) == haeufung.OEFFENTLICH_GEZEIGT
    assert "Vereine nannten „Ehrenamt“ 7,2-mal so häufig wie der Durchschnitt aller Karten." in sentences
    page = client.get(reverse("reihe", args=("zukunftswerkstatt",))).content.decode()
    assert all(satz in page for satz in sentences)


def test_sample_leitbild_has_its_twin_in_leichte_sprache_of_the_words_that_stand_there(
    client: Client,
) -> None:
    laden.load()
    office = Client()
    office.force_login(Konto.objects.get(email="stabsstelle@boerde.example"))
    easy = Abschnitt.objects.filter(leitbild__kennung="leitbild-boerde").exclude(leichte_sprache="")
    twin = Fassung.objects.get(art="leichte_sprache")

    text = client.get(reverse("leitbild")).content.decode()
    page = client.get(link(twin)).content.decode()
    desk = reverse("v-leitbild", args=(Leitbild.objects.get(kennung="leitbild-boerde").pk,))
    before = office.get(desk).content.decode()
    easy.filter(kennung="leitsatz-2").update(text="Kein Weg ist zu lang.")
    after = office.get(desk).content.decode()

    assert (easy.count(), [row.kennung for row in easy if row.leichte_sprache_veraltet]) == (10, ["leitsatz-2"])
    assert (f'href="{link(twin)}"' in text, "In Leichter Sprache lesen" in text) == (True, True)
    assert ("Das ist ein Text" in page, "Beispieltext" in page, "Land·kreis" in page) == (True, True, True)
    assert ('id="leichte-sprache"' in before, 'id="leichte-sprache"' in after) == (False, True)


def _pairs(accounts: laden.Zugaenge) -> list[tuple[Konto, str]]:
    return [(Konto.objects.get(email=email), password) for email, password, _ in accounts]


def test_sample_consultation_is_weighed_by_two_and_answered_before_the_committees_met(client: Client) -> None:
    laden.load()
    runde = Beteiligungsrunde.objects.get()
    punkte = Punkt.objects.counting()
    ways = set(runde.stellungnahmen.values_list("weg", flat=True))

    assert (runde.status, runde.stellungnahmen.numbered().count(), runde.stellungnahmen.received().count()) == (
        "beantwortet",
        60,
        59,
    )
    assert set(punkte.values_list("entscheidung", flat=True)) == set(Punkt.Entscheidung)
    assert not punkte.filter(Q(entschieden_von=None) | Q(bestaetigt_von=None)).exists()
    assert punkte.count() == len(set(punkte.values_list("begruendung", flat=True))), "no reason is a phrase"
    assert ways == {"portal", "papier", "mail", "gespraech"}
    assert [anhang.ist_scan for anhang in Anhang.objects.all()] == [True]
    stellen = Stellen(runde.fassung)
    remarks = Anmerkung.objects.values_list("teil", "absatz")
    points = Punkt.objects.values_list("teil", "absatz")
    assert [place for place in {*remarks, *points} if stellen.find(*place) is None] == []
    assert Mail.objects.count() == 0
    page = client.get(reverse("runde-abwaegung", args=(runde.kennung,))).content.decode()
    assert "Ihr Satz steht jetzt in Leitsatz 1." in page


def test_what_the_sample_took_over_stands_in_the_fassung_that_was_introduced() -> None:
    laden.load()
    texts = {
        fassung.nummer: "\n".join(one["text"] for one in lesen.inhalt(fassung)["abschnitte"])
        for fassung in Fassung.objects.of("leitbild").standard()
    }
    taken = Anmerkung.objects.filter(punkte__entscheidung="uebernommen").exclude(vorschlag="")

    assert taken.count() >= 5
    for one in taken:
        assert (one.vorschlag in texts[1], one.vorschlag in texts[2], one.vorschlag in texts[3]) == (False, True, True)
    assert ["auch am Nachmittag" in texts[nummer] for nummer in (1, 2, 3)] == [False, False, True]
