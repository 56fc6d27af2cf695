from datetime import UTC, datetime

import pytest
from django.urls import reverse

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.rules import freeze
from konzept.aufgaben import tasks
from konzept.models import Handlungsfeld
from konzept.stufe import bildungskonzept
from konzept.suche import hits
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_massnahme,
    make_strategie,
    make_ziel,
)
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

DAY = datetime(2025, 10, 1, 12, tzinfo=UTC)
GIVEN = {"konzept": (), "konzept-kurz": (1,), "konzept-fassung": ("bk", 1), "handlungsfeld": ("orte",)}


def make_published(konzept, now=DAY):
    fassung = freeze("konzept", konzept, zweck="beschluss")
    publish(fassung, now=now)
    return fassung


def make_orte(**fields):
    return make_handlungsfeld(**{"kennung": "orte", "nr": "2", "titel": "Erreichbare Orte", **fields})


def text(response):
    return one_line(response.content.decode())


def test_nothing_published_says_what_will_stand_here(client):
    assert "Das Bildungskonzept folgt auf das Leitbild" in text(client.get("/konzept/"))
    make_handlungsfeld()
    assert "Das Bildungskonzept entsteht gerade" in text(client.get("/konzept/"))


def test_overview_shows_sentence_strategien_and_number_of_measures(client):
    feld = make_orte(zielbild="Alle kommen hin. Auch abends.")
    strategie = make_strategie(handlungsfeld=feld, nr="2.1", titel="Fahrzeiten planen", kennung="zeiten")
    make_published(feld.konzept)
    for _ in range(2):
        make_bezug(make_massnahme(), strategie=strategie)

    page = text(client.get("/konzept/"))

    assert "Handlungsfeld 2" in page
    assert '<a href="/konzept/orte/">Erreichbare Orte</a>' in page
    assert '<p class="feldkurz__satz">Alle kommen hin.</p>' in page
    assert '<a href="/konzept/orte/#zeiten">Fahrzeiten planen</a>' in page
    assert "1 Strategie, 2 Maßnahmen" in page


def test_handlungsfeld_shows_all_its_parts_and_measures_of_today(client):
    feld = make_orte(
        ausgangslage="Wenig Busse.",
        zielbild="Alle kommen hin.",
        worauf_wir_bauen="Bücherbus.",
        herausforderungen="Geld.",
    )
    make_ableitung(feld, abschnitt=make_abschnitt(nr="2", titel="Kein Weg", veroeffentlicht=True), begruendung="Darum.")
    make_ziel(feld, nr="2.1", titel="Mehr Busse", kennzahl="Fahrten")
    strategie = make_strategie(handlungsfeld=feld, kennung="zeiten", titel="Fahrzeiten planen")
    make_published(feld.konzept)
    make_bezug(make_massnahme(nr="14", titel="Spätbus", status="verzoegert"), strategie=strategie)

    page = text(client.get("/konzept/orte/"))

    for words in (
        "Wenig Busse.",
        "Alle kommen hin.",
        "Bücherbus.",
        "Geld.",
        "Mehr Busse",
        "Woran wir es sehen: Fahrten",
    ):
        assert words in page
    assert "Kein Weg" in page
    assert "Darum." in page
    assert 'id="zeiten"' in page
    assert "Maßnahme 14: Spätbus" in page
    assert "verzögert, Stand" in page


def test_older_fassung_keeps_its_text_and_links_the_valid_one(client):
    feld = make_orte(zielbild="Erster Wortlaut")
    make_published(feld.konzept)
    Handlungsfeld.objects.filter(pk=feld.pk).update(zielbild="Zweiter Wortlaut")
    make_published(feld.konzept)

    old, new = text(client.get("/konzept/fassung/1/", follow=True)), text(client.get("/konzept/orte/"))

    assert "Erster Wortlaut" in old
    assert "Zweiter Wortlaut" not in old
    assert f'href="/konzept/{feld.konzept.kennung}/fassung/2/">Fassung 2</a>' in old
    assert "Zweiter Wortlaut" in new


def test_fassung_is_searched_jumped_through_and_tells_how_it_came_to_be(client):
    feld = make_orte(zielbild="Die Bücherei hat am Abend offen.")
    make_published(feld.konzept)
    address = f"/konzept/{feld.konzept.kennung}/fassung/1/"
    search = f"/publikationen/konzept/{feld.konzept.kennung}/fassung-1/suche/"

    page = text(client.get(address))
    found = text(client.get(search, {"q": "Bücherei"}))

    assert f'action="{search}"' in page
    assert 'href="#orte"' in page
    assert "Wie dieser Text entstand" in page
    assert f'href="{address}#' in found


def test_draft_is_for_the_office_only(client):
    address = f"/konzept/{freeze('konzept', make_orte().konzept).dokument}/fassung/1/"

    assert client.get(address).status_code == 404
    assert client.get("/konzept/orte/").status_code == 404
    client.force_login(make_konto("leitung"))
    assert "<strong>Entwurf.</strong>" in text(client.get(address))


@pytest.mark.parametrize(
    "address", ["/konzept/fassung/99/", "/konzept/fassung/99999999999999999999999/", "/konzept/gibt-es-nicht/"]
)
def test_unknown_is_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", GIVEN)
def test_only_reading_is_allowed(client, name):
    assert client.post(reverse(name, args=GIVEN[name])).status_code == 405


def test_html_in_every_field_is_shown_as_typed(client):
    bad = "<script>alert(1)</script>"
    feld = make_orte(titel=bad, ausgangslage=bad, zielbild=bad, konzept=make_konzept(titel=bad, einleitung=bad))
    make_ziel(feld, titel=bad, text=bad, kennzahl=bad)
    make_strategie(handlungsfeld=feld, titel=bad, text=bad)
    make_published(feld.konzept)

    for address in ("/konzept/", "/konzept/orte/", f"/konzept/{feld.konzept.kennung}/fassung/1/"):
        assert bad not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/konzept/", "/konzept/{dokument}/fassung/{nummer}/", "/konzept/{kennung}/"])
def test_pages_need_the_same_queries_for_one_and_thirty(client, address):
    def fill(anzahl, day):
        konzept = make_konzept()
        for _ in range(anzahl):
            feld = make_handlungsfeld(konzept=konzept)
            for _ in range(2):
                strategie = make_strategie(handlungsfeld=feld)
                make_bezug(make_massnahme(), strategie=strategie)
        fassung = make_published(konzept, now=day)
        rules.show_first(fassung)
        return address.format(dokument=fassung.dokument, nummer=fassung.nummer, kennung=feld.kennung)

    small = fill(1, DAY)
    client.get(small)
    few = queries(lambda: client.get(small))
    large = fill(30, DAY.replace(month=11))

    assert queries(lambda: client.get(large)) == few


def test_stage_counts_the_valid_fassung():
    assert [(stufe.zahl, stufe.fertig) for stufe in bildungskonzept()] == [("folgt", "offen")]
    feld = make_orte()
    make_strategie(handlungsfeld=feld)
    assert [(stufe.zahl, stufe.fertig) for stufe in bildungskonzept()] == [("in Arbeit", "laeuft")]
    make_published(feld.konzept)
    make_handlungsfeld(konzept=feld.konzept)

    (stufe,) = bildungskonzept()

    assert (stufe.nr, stufe.zahl, stufe.unter) == (3, "1 Handlungsfeld", "Handlungsfeld mit 1 Strategie")


def test_task_counts_handlungsfelder_without_a_source():
    feld = make_orte()
    make_ableitung(make_handlungsfeld(konzept=feld.konzept), abschnitt=make_abschnitt())
    make_konzept()

    assert [(task.anzahl, task.url) for task in tasks(make_konto(), DAY)] == [
        (1, f"/verwaltung/konzept/{feld.konzept_id}/")
    ]
    assert list(tasks(make_konto("leitung"), DAY)) == []


def test_search_finds_felder_and_strategien_and_keeps_drafts_to_the_office():
    feld = make_orte(zielbild="Busse fahren.")
    make_strategie(handlungsfeld=feld, nr="2.1", kennung="zeiten", titel="Busse takten")
    make_published(feld.konzept)
    make_handlungsfeld(titel="Busse im Entwurf")

    assert [(hit.art, hit.url) for hit in hits("busse", make_konto("fachamt"))] == [
        ("Handlungsfeld 2", "/konzept/orte/"),
        ("Strategie 2.1", "/konzept/orte/#zeiten"),
    ]
    assert [hit.art for hit in hits("busse entwurf", make_konto("leitung"))] == ["Entwurf"]
