from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from bildungskommune.beteiligung.beschluss import follow
from bildungskommune.beteiligung.blatt import blatt
from bildungskommune.fassungen import ausgaben, rules
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.fassungen.rules import freeze
from leitbild import reader
from leitbild.models import Abschnitt
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_beratung,
    make_bezug,
    make_gremium,
    make_handlungsfeld,
    make_herleitung,
    make_konto,
    make_leitbild,
    make_massnahme,
    make_strategie,
    make_vorlage,
    make_workshop,
)
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line, words
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

DAY = datetime(2025, 4, 2, 12, tzinfo=UTC)
GIVEN = {"leitbild": (), "leitbild-kurz": (1,), "leitbild-fassung": ("lb", 1), "leitbild-dokument": ("lb",)}


def make_published(leitbild, now=DAY):
    fassung = freeze("leitbild", leitbild, zweck="beschluss")
    publish(fassung, now=now)
    return fassung


def text(response):
    return one_line(response.content.decode())


def test_nothing_published_says_what_will_stand_here(client):
    make_beratung(
        vorlage=make_vorlage(fassung=freeze("leitbild", make_leitbild())),
        gremium=make_gremium(name="Kreistag"),
        datum=timezone.localdate() + timedelta(days=9),
    )

    response = client.get("/leitbild/")

    assert response.status_code == 200
    assert "Das Leitbild entsteht gerade" in text(response)
    assert "Kreistag berät über das Leitbild" in text(response)


def test_nothing_begun_says_that_it_follows(client):
    assert "Das Leitbild folgt auf die Zukunftswerkstatt" in text(client.get("/leitbild/"))


def test_reader_shows_sentence_source_and_what_follows_today(client):
    leitbild = make_leitbild(titel="Bildungsleitbild", kennung="lb")
    satz = make_abschnitt(
        leitbild=leitbild, kennung="kein-weg", nr="2", titel="Kein Weg ist zu weit.", text="Auch **nachmittags**."
    )
    make_herleitung(satz, beitrag=make_beitrag(text="Der letzte Bus fährt zu früh."), begruendung="Daher der Satz.")
    make_published(leitbild)
    feld = make_handlungsfeld(titel="Erreichbare Orte", nr="2", veroeffentlicht=True)
    make_ableitung(feld, abschnitt=satz)
    make_strategie(handlungsfeld=feld, veroeffentlicht=True)
    make_bezug(make_massnahme(nr="14", titel="Spätbus"), abschnitt=satz)

    page = text(client.get("/leitbild/"))

    assert 'id="kein-weg"' in page
    assert '<h2 class="leitsatz__satz" id="kein-weg-titel">Kein Weg ist zu weit.</h2>' in page
    assert "<strong>nachmittags</strong>" in page
    assert "Link zu Leitsatz" in page
    assert "„Der letzte Bus fährt zu früh.“" in page
    assert "Daher der Satz." in page
    assert 'Handlungsfeld 2: Erreichbare Orte</a> <span class="unterzeile">1 Strategie</span>' in page
    assert "Maßnahme 14: Spätbus" in page
    assert "in Umsetzung, Stand" in page


def test_long_lists_are_folded(client):
    satz = make_abschnitt()
    for _ in range(22):
        make_herleitung(satz, beitrag=make_beitrag())
    make_published(satz.leitbild)
    for _ in range(7):
        make_bezug(make_massnahme(), abschnitt=satz)

    page = text(client.get("/leitbild/"))

    assert "<summary>12 von 22 Quellen</summary>" in page
    assert "Alle 22 Quellen zu Leitsatz" in page
    assert "<summary>Alle 7 Maßnahmen</summary>" in page


def test_editorial_sentence_says_so(client):
    satz = make_abschnitt(redaktionell=True, redaktionell_grund="Bindet die Sätze zusammen.")
    make_published(satz.leitbild)

    assert "Redaktionell formuliert, ohne Beitrag aus der Werkstatt. Bindet die Sätze zusammen." in text(
        client.get("/leitbild/")
    )


def test_box_names_decision_vorlage_and_checksum(client):
    fassung = freeze("leitbild", make_abschnitt().leitbild, zweck="vorlage")
    vorlage = make_vorlage(nummer="0214/40/2025", fassung=fassung)
    make_beratung(vorlage=vorlage, rolle="vorberatung", datum=datetime(2025, 3, 1, tzinfo=UTC).date())
    make_beratung(
        vorlage=vorlage,
        gremium=make_gremium(name="Kreistag"),
        datum=DAY.date(),
        top="9",
        ergebnis="ungeaendert",
        ja=34,
        nein=3,
        enthaltung=5,
    )
    follow(fassung, by=None)
    publish(fassung, now=DAY)

    page = text(client.get("/leitbild/")).replace("\N{NO-BREAK SPACE}", " ")

    assert "Fassung 1, Beschlussfassung" in page
    assert "gilt seit 2. April 2025" in page
    assert (
        "Kreistag, Mittwoch, 2. April 2025, TOP 9<br>ungeändert beschlossen mit 34 Ja, 3 Nein, 5 Enthaltungen" in page
    )
    assert "0214/40/2025</a>, beraten in zwei Gremien" in page
    assert fassung.sha256 in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("fertig", "PDF, 16 Seiten, barrierefrei (412 KB)"),
        ("laeuft", "Das PDF wird gerade gesetzt."),
        ("gescheitert", ""),
    ],
)
def test_box_offers_the_pdf_when_it_is_there(client, status, words):
    fassung = make_published(make_abschnitt().leitbild)
    Druckauftrag.objects.filter(fassung=fassung).update(status=status, seiten=16, groesse=412_000)

    page = text(client.get("/leitbild/"))

    assert blatt(Fassung.objects.get()).pdf_wort == words
    assert words in page
    assert (f"/publikationen/leitbild/{fassung.dokument}/fassung-1.pdf" in page) == (status == "fertig")


def test_older_fassung_keeps_its_text_and_links_the_valid_one(client):
    satz = make_abschnitt(titel="Erster Wortlaut")
    make_published(satz.leitbild)
    Abschnitt.objects.filter(pk=satz.pk).update(titel="Zweiter Wortlaut")
    make_published(satz.leitbild)

    old, new = text(client.get("/leitbild/fassung/1/", follow=True)), text(client.get("/leitbild/"))

    assert "Erster Wortlaut" in old
    assert "Zweiter Wortlaut" not in old
    assert "Diese Fassung gilt nicht mehr." in old
    assert f'href="/leitbild/{satz.leitbild.kennung}/fassung/2/">Fassung 2</a>' in old
    assert "Zweiter Wortlaut" in new
    assert "gilt nicht mehr" not in new


def test_edits_after_publication_are_not_public(client):
    satz = make_abschnitt(titel="Beschlossen")
    make_published(satz.leitbild)
    Abschnitt.objects.filter(pk=satz.pk).update(titel="In Arbeit")

    assert "In Arbeit" not in text(client.get("/leitbild/"))


@pytest.mark.parametrize(
    ("rolle", "status"), [("stabsstelle", 200), ("leitung", 200), ("moderation", 404), ("fachamt", 404)]
)
def test_draft_is_for_the_office_only(client, rolle, status):
    fassung = freeze("leitbild", make_abschnitt().leitbild)
    client.force_login(make_konto(rolle))

    response = client.get(f"/leitbild/{fassung.dokument}/fassung/1/")

    assert response.status_code == status
    assert ("<strong>Entwurf.</strong>" in text(response)) == (status == 200)


def test_draft_is_unknown_to_strangers(client):
    fassung = freeze("leitbild", make_abschnitt().leitbild)

    assert client.get("/leitbild/fassung/1/").status_code == 404
    assert client.get(f"/leitbild/{fassung.dokument}/fassung/1/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/leitbild/fassung/99/", "/leitbild/fassung/99999999999999999999999/", "/leitbild/gibt-es-nicht/"]
)
def test_unknown_is_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", GIVEN)
def test_only_reading_is_allowed(client, name):
    make_published(make_abschnitt(leitbild=make_leitbild(kennung="lb")).leitbild)

    assert client.post(reverse(name, args=GIVEN[name])).status_code == 405


def test_two_leitbilder_hold_side_by_side_and_the_thread_leads_to_the_right_one(client):
    old = make_abschnitt(leitbild=make_leitbild(titel="Leitbild 2018"), titel="Alter Satz")
    new = make_abschnitt(leitbild=make_leitbild(titel="Leitbild 2025"), titel="Neuer Satz", kennung=old.kennung)
    make_published(old.leitbild)
    make_published(new.leitbild, now=DAY + timedelta(days=1))

    assert "Alter Satz" in text(client.get("/leitbild/"))
    assert "Leitbild 2025" in text(client.get("/leitbild/"))
    rules.show_first(Fassung.objects.get(titel="Leitbild 2025"))
    assert "Neuer Satz" in text(client.get("/leitbild/"))
    assert "Leitbild 2018" in text(client.get("/leitbild/"))
    assert "Alter Satz" in text(client.get(old.get_absolute_url()))


def test_html_in_every_field_is_shown_as_typed(client):
    bad = "<script>alert(1)</script>"
    leitbild = make_leitbild(titel=bad, untertitel=bad, vorspann=bad)
    satz = make_abschnitt(leitbild=leitbild, titel=bad, untertitel=bad, text=bad)
    make_herleitung(satz, beitrag=make_beitrag(text=bad), begruendung=bad)
    make_published(leitbild)

    assert bad not in client.get("/leitbild/").content.decode()


def test_readers_get_no_cookie(client):
    make_published(make_abschnitt().leitbild)

    assert not client.get("/leitbild/").cookies


def test_reader_needs_few_queries_whatever_the_length(client):
    def fill(anzahl):
        leitbild = make_leitbild()
        for _ in range(anzahl):
            satz = make_abschnitt(leitbild=leitbild)
            make_herleitung(satz, beitrag=make_beitrag())
            feld = make_handlungsfeld(veroeffentlicht=True)
            make_ableitung(feld, abschnitt=satz)
            strategie = make_strategie(handlungsfeld=feld, veroeffentlicht=True)
            make_bezug(make_massnahme(), strategie=strategie)
        return make_published(leitbild)

    one, thirty = fill(1), fill(30)
    client.get("/leitbild/")

    few = queries(lambda: client.get(f"/leitbild/{one.dokument}/fassung/{one.nummer}/"))
    many = queries(lambda: client.get(f"/leitbild/{thirty.dokument}/fassung/{thirty.nummer}/"))

    assert few == many
    assert queries(lambda: (reader.passages(one), blatt(one), ausgaben.successor(one), ausgaben.others(one))) <= 15


def test_reader_tells_how_the_text_came_to_be_oldest_first(client):
    workshop = make_workshop(titel="Erster Abend", beginn=datetime(2024, 6, 13, 16, tzinfo=UTC))
    satz = make_abschnitt(leitbild=make_leitbild(titel="Bildungsleitbild", reihe=workshop.reihe))
    fassung = freeze("leitbild", satz.leitbild, zweck="vorlage")
    vorlage = make_vorlage(nummer="0214/40/2025", betreff="Leitbild", fassung=fassung)
    kreistag = make_gremium(name="Kreistag")
    for day, closed in ((DAY.date(), False), (DAY.date() - timedelta(days=9), True)):
        rolle = "vorberatung" if closed else "entscheidung"
        make_beratung(
            vorlage=vorlage, gremium=kreistag, datum=day, rolle=rolle, ergebnis="ungeaendert", nichtoeffentlich=closed
        )
    follow(fassung, by=None)
    publish(fassung, now=DAY + timedelta(days=1))

    found = client.get("/leitbild/").content.decode()

    told = text_of_events(found)
    assert [one.split(" ", 3)[:3] for one in told] == [
        ["13.", "Juni", "2024"],
        ["2.", "April", "2025"],
        ["3.", "April", "2025"],
    ]
    assert ["Erster Abend" in told[0], "Kreistag" in told[1], "Veröffentlichung" in told[2]] == [True] * 3


def text_of_events(page):
    return [words(item).replace("\N{NO-BREAK SPACE}", " ") for item in html.fromstring(page).cssselect("#werdegang li")]
