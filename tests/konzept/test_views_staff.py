from collections.abc import Callable

import lxml.html
import pytest
from django.db.models import Model
from django.urls import reverse

from konzept.models import Ableitung, Handlungsfeld, Konzept, Priorisierung, Strategie, Ziel
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_massnahme,
    make_strategie,
    make_thema,
    make_ziel,
)
from tests.leitbild.zaehlen import queries

pytestmark = pytest.mark.django_db

ROWS: dict[str, Callable[[], Model]] = {
    "v-konzept": make_konzept,
    "v-konzept-edit": make_konzept,
    "v-handlungsfeld-new": make_konzept,
    "v-handlungsfeld": make_handlungsfeld,
    "v-handlungsfeld-edit": make_handlungsfeld,
    "v-handlungsfeld-verschieben": make_handlungsfeld,
    "v-handlungsfeld-loeschen": make_handlungsfeld,
    "v-ziel-new": make_handlungsfeld,
    "v-strategie-new": make_handlungsfeld,
    "v-ableitung-new": make_handlungsfeld,
    "v-ziel-edit": lambda: make_ziel(make_handlungsfeld()),
    "v-ziel-verschieben": lambda: make_ziel(make_handlungsfeld()),
    "v-ziel-loeschen": lambda: make_ziel(make_handlungsfeld()),
    "v-prioritaet-new": lambda: make_ziel(make_handlungsfeld()),
    "v-strategie-edit": make_strategie,
    "v-strategie-verschieben": make_strategie,
    "v-strategie-loeschen": make_strategie,
    "v-ableitung-loeschen": lambda: make_ableitung(make_handlungsfeld(), abschnitt=make_abschnitt()),
}
OHNE_ROW = ("v-konzept-list", "v-konzept-new")
LESEN = ("v-konzept-list", "v-konzept", "v-handlungsfeld")
NUR_POST = tuple(name for name in ROWS if name.endswith("verschieben"))
SEITEN = tuple(name for name in (*OHNE_ROW, *ROWS) if name not in NUR_POST)
FORMULARE = tuple(name for name in SEITEN if name not in LESEN and not name.endswith("loeschen"))


@pytest.fixture
def stabsstelle(client):
    client.force_login(make_konto("stabsstelle"))
    return client


def address(name, pk=None):
    return reverse(name) if name in OHNE_ROW else reverse(name, args=(pk or ROWS[name]().pk,))


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", SEITEN)
def test_page_opens_for_the_office(stabsstelle, name):
    assert stabsstelle.get(address(name)).status_code == 200


@pytest.mark.parametrize("name", FORMULARE)
def test_nothing_hidden_is_described(stabsstelle, name):
    page = lxml.html.fromstring(text(stabsstelle.get(address(name))))

    assert page.cssselect("main form") != []
    assert page.cssselect("input[type=hidden][aria-describedby]") == []


@pytest.mark.parametrize("name", SEITEN)
def test_stranger_is_asked_to_log_in(client, name):
    response = client.get(address(name))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("rolle", ["moderation", "fachamt"])
@pytest.mark.parametrize("name", SEITEN)
def test_others_are_refused(client, name, rolle):
    client.force_login(make_konto(rolle))

    assert client.get(address(name)).status_code == 403


@pytest.mark.parametrize("name", SEITEN)
def test_leitung_reads_and_changes_nothing(client, name):
    client.force_login(make_konto("leitung"))

    assert client.get(address(name)).status_code == (200 if name in LESEN else 403)


@pytest.mark.parametrize("name", NUR_POST)
def test_moving_is_for_the_office_by_post(client, name):
    url = address(name)
    client.force_login(make_konto("leitung"))
    assert client.post(url, {"richtung": "hoch"}).status_code == 403
    client.force_login(make_konto("stabsstelle"))
    assert client.get(url).status_code == 405
    assert client.post(url, {"richtung": "hoch"}).status_code == 302


@pytest.mark.parametrize("name", LESEN)
def test_reading_pages_take_no_post(stabsstelle, name):
    assert stabsstelle.post(address(name)).status_code == 405


@pytest.mark.parametrize("name", [name for name in SEITEN if name not in OHNE_ROW])
def test_unknown_is_404(stabsstelle, name):
    assert stabsstelle.get(address(name, pk=987654)).status_code == 404


@pytest.mark.parametrize("name", FORMULARE)
def test_empty_form_is_422(stabsstelle, name):
    if name == "v-ableitung-new":
        make_abschnitt()

    response = stabsstelle.post(address(name), {"titel": ""})

    assert response.status_code == 422
    assert "<title>Fehler: " in text(response)


def test_new_konzept_gets_a_name(stabsstelle):
    stabsstelle.post(reverse("v-konzept-new"), {"titel": "Bildungskonzept für die Börde"})

    assert list(Konzept.objects.values_list("kennung", flat=True)) == ["bildungskonzept-fuer-die-boerde"]


def test_new_handlungsfeld_is_saved_to_the_letter(stabsstelle):
    konzept = make_konzept()
    wortlaut = "Erster Absatz & <b>mehr</b>\r\n\r\n- Punkt"

    response = stabsstelle.post(
        reverse("v-handlungsfeld-new", args=(konzept.pk,)),
        {"nr": "II", "titel": "Orte", "zielbild": wortlaut, "querschnitt": "on"},
    )

    feld = Handlungsfeld.objects.get()
    assert response.url == reverse("v-handlungsfeld", args=(feld.pk,))
    assert (feld.nr, feld.querschnitt, feld.kennung) == ("II", True, "orte")
    assert feld.zielbild == wortlaut.replace("\r\n", "\n")


@pytest.mark.parametrize("name", ["v-konzept-new", "v-handlungsfeld-new", "v-ziel-new", "v-strategie-new"])
def test_title_of_ten_thousand_characters_says_what_to_do_and_keeps_the_input(stabsstelle, name):
    titel = "x" * 10_000

    response = stabsstelle.post(address(name), {"titel": titel, "art": "strategisch"})

    assert response.status_code == 422
    assert "Bitte kürzen Sie den Text auf höchstens 300 Zeichen, jetzt sind es 10000." in text(response)
    assert titel in text(response)


def test_strategie_serves_ziele_of_its_own_handlungsfeld_only(stabsstelle):
    feld = make_handlungsfeld()
    own, other = make_ziel(feld), make_ziel(make_handlungsfeld())
    url = reverse("v-strategie-new", args=(feld.pk,))

    assert stabsstelle.post(url, {"titel": "Takt", "ziele": [other.pk]}).status_code == 422
    assert stabsstelle.post(url, {"titel": "Takt", "ziele": [own.pk]}).status_code == 302
    assert list(Strategie.objects.values_list("titel", "ziele")) == [("Takt", own.pk)]


def test_priority_is_added_to_the_history(stabsstelle):
    ziel = make_ziel(make_handlungsfeld())
    url = reverse("v-prioritaet-new", args=(ziel.pk,))

    stabsstelle.post(url, {"prioritaet": "hoch", "ab": "2024-01-01"})
    stabsstelle.post(url, {"prioritaet": "mittel", "ab": "2025-01-01", "begruendung": "Neuer Beschluss"})
    stabsstelle.post(url, {"prioritaet": "niedrig", "ab": "2025-01-01", "begruendung": "Berichtigt"})

    assert list(Priorisierung.objects.values_list("prioritaet", "begruendung")) == [
        ("niedrig", "Berichtigt"),
        ("hoch", ""),
    ]
    page = text(stabsstelle.get(reverse("v-handlungsfeld", args=(ziel.handlungsfeld_id,))))
    assert "Priorität niedrig seit" in page
    assert "Berichtigt" in page


def test_source_is_searched_and_entered_with_a_reason(stabsstelle):
    satz = make_abschnitt(titel="Kein Weg ist zu weit.")
    make_abschnitt(titel="Anderer Satz", leitbild=satz.leitbild)
    make_abschnitt(titel="Weg eines anderen Leitbilds")
    feld = make_handlungsfeld(konzept=make_konzept(leitbild=satz.leitbild))
    url = f"{reverse('v-ableitung-new', args=(feld.pk,))}?art=abschnitt&wort=weg"

    page = text(stabsstelle.get(url))
    response = stabsstelle.post(url, {"quelle": f"abschnitt-{satz.pk}", "begruendung": "Darum."})

    assert "Kein Weg ist zu weit." in page
    assert "Anderer Satz" not in page
    assert "anderen Leitbilds" not in page
    assert response.url == reverse("v-handlungsfeld", args=(feld.pk,))
    assert list(Ableitung.objects.values_list("abschnitt", "begruendung")) == [(satz.pk, "Darum.")]


def test_delete_says_what_still_hangs_on_it(stabsstelle):
    ziel = make_ziel(make_handlungsfeld())
    make_bezug(make_massnahme(), ziel=ziel)

    response = stabsstelle.post(reverse("v-ziel-loeschen", args=(ziel.pk,)))

    assert response.status_code == 422
    assert "daran hängt noch: 1 Bezug" in text(response)
    assert Ziel.objects.count() == 1


def test_desk_of_a_handlungsfeld_shows_measures_that_are_not_public_yet(stabsstelle):
    strategie = make_strategie()
    make_bezug(make_massnahme(titel="Geplanter Bus", oeffentlich=False), strategie=strategie)

    assert "Geplanter Bus" in text(stabsstelle.get(reverse("v-handlungsfeld", args=(strategie.handlungsfeld_id,))))


def test_list_needs_the_same_queries_for_one_and_thirty(stabsstelle):
    url = reverse("v-konzept-list")
    make_handlungsfeld()
    make_konzept()
    stabsstelle.get(url)
    few = queries(lambda: stabsstelle.get(url))
    for _ in range(20):
        make_handlungsfeld()

    assert queries(lambda: stabsstelle.get(url)) == few


@pytest.mark.parametrize("name", ["v-konzept", "v-handlungsfeld"])
def test_desks_need_the_same_queries_for_one_and_thirty(stabsstelle, name):
    def fill(anzahl):
        konzept = make_konzept()
        for _ in range(anzahl):
            feld = make_handlungsfeld(konzept=konzept)
            make_ableitung(feld, thema=make_thema())
        for _ in range(anzahl):
            strategie = make_strategie(handlungsfeld=feld)
            strategie.ziele.add(make_ziel(feld))
            make_ableitung(feld, abschnitt=make_abschnitt())
            make_bezug(make_massnahme(), strategie=strategie)
        return reverse(name, args=(konzept.pk if name == "v-konzept" else feld.pk,))

    small, large = fill(1), fill(30)
    stabsstelle.get(small)

    assert queries(lambda: stabsstelle.get(small)) == queries(lambda: stabsstelle.get(large))


def test_each_thing_names_what_it_was_before(stabsstelle):
    before = make_handlungsfeld(nr="1", titel="Orte", konzept=make_konzept(titel="Konzept 2020"))
    ziel, strategie = make_ziel(before, nr="1.1", titel="Nähe"), make_strategie(handlungsfeld=before, nr="1.2")
    feld = make_handlungsfeld(vorgaenger=before)
    make_ziel(feld, vorgaenger=ziel)
    make_strategie(handlungsfeld=feld, vorgaenger=strategie)

    page = lxml.html.fromstring(text(stabsstelle.get(address("v-handlungsfeld", feld.pk))))

    lines = [
        " ".join(one.text_content().split()) for one in page.cssselect("p.klein") if "Davor:" in one.text_content()
    ]
    assert lines == [f"Davor: {one}, Konzept 2020" for one in (before, strategie, ziel)]
    assert "Davor:" not in text(stabsstelle.get(address("v-handlungsfeld", before.pk)))
