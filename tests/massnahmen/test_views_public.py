import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bildungskommune.fassungen import rules
from tests.factories import (
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_massnahme,
    make_plan,
    make_sachstand,
    make_stelle,
)
from tests.lesen import one_line
from tests.massnahmen.builders import (
    days_ago,
    make_indikator,
    make_meilenstein,
    make_mitwirkung,
    make_verbindung,
    make_wert,
    make_whole,
)
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db


def queries(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_list_shows_public_measures_with_state_and_stelle(client):
    massnahme = make_massnahme(titel="Spätbus", nr="14", federfuehrung=make_stelle(name="Amt für Bildung"))
    make_sachstand(massnahme, stichtag=days_ago(1))
    make_massnahme(titel="Geheim", oeffentlich=False)

    page = client.get("/massnahmen/").content.decode()

    assert "Spätbus" in page
    assert "Amt für Bildung" in page
    assert "1 Maßnahme" in page
    assert "Geheim" not in page


def test_list_keeps_its_filter_in_the_address_and_its_pages(client):
    feld = make_handlungsfeld(kennung="wege", titel="Wege", veroeffentlicht=True)
    for _ in range(21):
        make_bezug(make_massnahme(), handlungsfeld=feld)
    make_massnahme(titel="Woanders")

    page = one_line(client.get("/massnahmen/", {"feld": "wege"}).content.decode())

    assert "21 Maßnahmen zu dieser Auswahl" in page
    assert "Woanders" not in page
    assert "feld=wege&amp;seite=2" in page


def test_list_says_what_belongs_there_when_empty(client):
    assert "sobald das Bildungskonzept beschlossen ist" in client.get("/massnahmen/").content.decode()
    make_massnahme()
    assert "Zu dieser Auswahl gibt es keine Maßnahme." in client.get("/massnahmen/?wort=xyz").content.decode()


@pytest.mark.parametrize("query", ["?seite=999", "?seite=x", "?stand=x", "?wort=%00", "?wort=" + "a" * 9000, "?feld='"])
def test_list_takes_any_address(client, query):
    make_massnahme()

    assert client.get(f"/massnahmen/{query}").status_code == 200


def test_lists_need_the_same_queries_for_one_and_thirty(client):
    make_sachstand(make_massnahme(federfuehrung=make_stelle(), status="verzoegert"))
    one = [queries(client, url) for url in ("/massnahmen/", "/massnahmen/uebersicht/")]
    for _ in range(29):
        make_sachstand(make_massnahme(federfuehrung=make_stelle(), status="verzoegert"))

    thirty = [queries(client, url) for url in ("/massnahmen/", "/massnahmen/uebersicht/")]

    assert thirty == one


def test_measure_shows_its_thread_state_and_steckbrief(client):
    massnahme = make_whole(titel="Spätbus", nr="14", kosten_gesamt=186000, kosten_gesichert=120000)
    make_sachstand(
        massnahme,
        status="verzoegert",
        text="Zuschlag.",
        hindernisse="Kein **Angebot**.",
        naechste_schritte="Fahrplan.",
    )
    other = make_massnahme(titel="Bücherbus")
    make_verbindung(other, massnahme, art="voraussetzung")

    page = client.get(massnahme.get_absolute_url()).content.decode()

    for words in (
        "<h1>Spätbus</h1>",
        "Kein <strong>Angebot</strong>.",
        "Fahrplan.",
        "Der letzte Bus fährt, bevor die AG anfängt.",
        "Kein Weg ist zu weit.",
        "Handlungsfeld 2, Strategie 2.1",
        "Sie sind hier",
        "Probebetrieb",
        "186.000",
        "setzt diese voraus",
        "elf Schulen",
    ):
        assert words in page, words


def test_text_of_authors_cannot_break_out(client):
    massnahme = make_massnahme(titel="<script>x</script>", kurzbeschreibung="<img src=x onerror=alert(1)>")
    make_sachstand(massnahme, text="<b>fett</b>")

    page = client.get(massnahme.get_absolute_url()).content.decode()

    assert "<script>x" not in page
    assert "<img src=x" not in page
    assert "<b>fett" not in page


def test_measure_with_nothing_filled_in_is_still_a_page(client):
    massnahme = make_massnahme(nr="", titel="ß")

    page = client.get(massnahme.get_absolute_url())

    assert page.status_code == 200
    assert "Es gibt noch keinen Sachstand." in page.content.decode()


def test_measure_that_is_not_public_is_a_404_for_strangers_and_seen_by_its_stelle(client):
    stelle = make_stelle()
    massnahme = make_massnahme(oeffentlich=False, federfuehrung=stelle)

    assert client.get(massnahme.get_absolute_url()).status_code == 404
    client.force_login(make_konto("fachamt", stelle=stelle))
    assert client.get(massnahme.get_absolute_url()).status_code == 200


def test_measure_needs_the_same_queries_for_one_and_thirty_of_each_part(client):
    massnahme = make_whole()
    before = queries(client, massnahme.get_absolute_url())
    for number in range(29):
        make_sachstand(massnahme)
        other = make_whole()
        make_verbindung(massnahme, other)
        bezug = other.bezuege.get()
        make_bezug(massnahme, strategie=bezug.strategie, begruendung=str(number))
        make_meilenstein(massnahme)
        make_mitwirkung(massnahme)
        make_wert(make_indikator(massnahme))

    assert queries(client, massnahme.get_absolute_url()) == before


def test_overview_says_what_is_late_and_why(client):
    massnahme = make_massnahme(titel="Spätbus", status="verzoegert", kosten_gesamt=100, kosten_gesichert=40)
    make_sachstand(massnahme, status="verzoegert", hindernisse="Kein Angebot.")

    page = one_line(client.get("/massnahmen/uebersicht/").content.decode())

    assert "0 von 1 Maßnahme ist umgesetzt, 1 verzögert sich oder ruht." in page
    assert "Kein Angebot." in page
    assert "60" in page


def test_overview_without_measures_is_a_page(client):
    page = one_line(client.get("/massnahmen/uebersicht/").content.decode())

    assert "Noch ist keine Maßnahme öffentlich." in page


def test_fassung_is_read_from_its_snapshot_under_its_number(client):
    plan, massnahme = make_plan(titel="Plan 2026"), make_whole(titel="Spätbus")
    plan.massnahmen.add(massnahme)
    fassung = rules.freeze("massnahmenplan", plan, zweck="lesefassung")
    assert client.get(f"/massnahmen/plan/{plan.kennung}/fassung/{fassung.nummer}/").status_code == 404
    publish(fassung)
    type(massnahme).objects.filter(pk=massnahme.pk).update(titel="Nachtbus")

    page = client.get(f"/massnahmen/plan/{plan.kennung}/fassung/{fassung.nummer}/").content.decode()

    assert "Plan 2026" in page
    assert "Spätbus" in page
    assert "Nachtbus" not in page
    assert fassung.sha256 in page
    assert f"/massnahmen/plan/{plan.kennung}/fassung/{fassung.nummer}/" in page
    assert f"/massnahmen/plan/{plan.kennung}/fassung/{fassung.nummer}/" in client.get("/massnahmen/").content.decode()


def test_replaced_fassung_stays_and_names_its_successor(client):
    plan = make_plan()
    plan.massnahmen.add(make_massnahme())
    first, second = (rules.freeze("massnahmenplan", plan, zweck="lesefassung") for _ in range(2))
    publish(first)
    publish(second)

    page = client.get(f"/massnahmen/plan/{plan.kennung}/fassung/{first.nummer}/").content.decode()

    assert "Diese Fassung gilt nicht mehr." in page
    assert f'href="/massnahmen/plan/{plan.kennung}/fassung/{second.nummer}/"' in page


def test_fassung_is_searched_jumped_through_and_cited(client):
    plan, massnahme = make_plan(titel="Plan 2026"), make_whole(titel="Spätbus")
    plan.massnahmen.add(massnahme)
    fassung = rules.freeze("massnahmenplan", plan, zweck="lesefassung")
    publish(fassung)
    address = f"/massnahmen/plan/{plan.kennung}/fassung/{fassung.nummer}/"
    search = f"/publikationen/massnahmenplan/{plan.kennung}/fassung-{fassung.nummer}/suche/"

    page = client.get(address).content.decode()
    found = client.get(search, {"q": "Spätbus"}).content.decode()

    assert f'action="{search}"' in page
    assert f'href="#{massnahme.kennung}"' in page
    assert f"Plan 2026. Fassung {fassung.nummer}" in page
    assert f'href="{address}#' in found


@pytest.mark.parametrize("path", ["/massnahmen/99999-x/", "/massnahmen/fassung/99999/"])
def test_stranger_is_a_404(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/massnahmen/", "/massnahmen/uebersicht/", "/massnahmen/1-x/", "/massnahmen/fassung/1/"]
)
def test_post_is_refused(client, path):
    assert client.post(path).status_code == 405


def test_reader_gets_no_cookie(client):
    massnahme = make_massnahme()

    for path in ("/massnahmen/", "/massnahmen/uebersicht/", massnahme.get_absolute_url()):
        assert not client.get(path).cookies
