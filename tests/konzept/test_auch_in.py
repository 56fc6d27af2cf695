"""A Strategie stands in one Handlungsfeld and belongs to others, too: there it is named, and the thread passes."""

from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import AkteUnlesbar, Datei
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.fassungen import rules, satz
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.models import Fassung
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.snapshot import unfold
from bildungskommune.werkbank.models import Geloescht
from konzept import fortschreiben
from konzept.fassungen import collect
from konzept.models import NUR_NEBENAN, Handlungsfeld, Konzept, Strategie
from tests.factories import (
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_massnahme,
    make_strategie,
    make_ziel,
)
from tests.fassungen.gold import text_of
from tests.formular import Formular
from tests.leitbild.zaehlen import queries
from tests.lesen import words
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(make_konto())
    return client


def make_gast(**fields: Any) -> tuple[Strategie, Handlungsfeld]:
    """Return a Strategie of Handlungsfeld 2 and the Handlungsfeld 6 to which it belongs, too."""
    konzept = make_konzept(kennung="bk")
    orte = make_handlungsfeld(konzept=konzept, kennung="orte", position=1, titel="Orte", **{"nr": "2"} | fields)
    beruf = make_handlungsfeld(konzept=konzept, kennung="beruf", position=2, titel="Beruf", **{"nr": "6"} | fields)
    strategie = make_strategie(handlungsfeld=orte, kennung="takt", titel="Fahrzeiten", **{"nr": "2.1"} | fields)
    strategie.auch_in.add(beruf)
    return strategie, beruf


def published(konzept: Konzept) -> Fassung:
    fassung = rules.freeze("konzept", konzept, zweck="beschluss")
    publish(fassung)
    return fassung


def lines(page: str) -> list[tuple[str, list[str]]]:
    """Return each line that names where else a Strategie belongs, with the addresses in it."""
    found = [one for one in lxml.html.fromstring(page).cssselect("p") if words(one).startswith(("Auch in", "Hierher"))]
    return [(words(one), [str(link.get("href")) for link in one.cssselect("a")]) for one in found]


def test_office_names_other_handlungsfelder_of_the_same_konzept(office: Client) -> None:
    home = make_handlungsfeld(nr="2")
    other = make_handlungsfeld(konzept=home.konzept, nr="6", titel="Beruf")
    stranger = make_handlungsfeld()
    form = Formular(office, reverse("v-strategie-new", args=(home.pk,)))
    labels = [words(one) for one in form.page.cssselect("label") if "Handlungsfeld" in words(one)]

    for wrong in (home, stranger):
        refused = form.type(titel="Takt", auch_in=[str(wrong.pk)]).send()
        assert (refused.status_code, NUR_NEBENAN in refused.content.decode()) == (422, True)
    form.type(auch_in=[str(other.pk)]).send()

    assert labels == ["Handlungsfeld 6: Beruf"]
    assert list(Strategie.objects.values_list("titel", "auch_in")) == [("Takt", other.pk)]


def test_office_takes_a_handlungsfeld_away_again_and_the_change_counts(office: Client) -> None:
    strategie, _ = make_gast()

    Formular(office, reverse("v-strategie-edit", args=(strategie.pk,))).type(auch_in=[]).send()

    changed = Strategie.objects.get()
    assert (changed.auch_in.count(), changed.version) == (0, strategie.version + 1)


def test_konzept_of_one_handlungsfeld_has_nothing_to_ask(office: Client) -> None:
    form = Formular(office, reverse("v-strategie-edit", args=(make_strategie().pk,)))

    assert form.page.cssselect("[name=auch_in]") == []


def test_desk_leads_from_each_to_the_other(office: Client) -> None:
    strategie, beruf = make_gast()
    orte = strategie.handlungsfeld
    at_orte, at_beruf = (reverse("v-handlungsfeld", args=(feld.pk,)) for feld in (orte, beruf))

    assert lines(office.get(at_orte).content.decode()) == [("Auch in: Handlungsfeld 6", [at_beruf])]
    assert lines(office.get(at_beruf).content.decode()) == [
        ("Hierher gehört auch: Strategie 2.1 „Fahrzeiten“ (Handlungsfeld 2)", [f"{at_orte}#takt"])
    ]


def test_next_edition_names_it_in_its_own_handlungsfelder() -> None:
    strategie, beruf = make_gast()

    neu = fortschreiben.carry_on(beruf.konzept, "Konzept 2030", by=None)

    (there,) = Strategie.objects.get(vorgaenger=strategie).auch_in.all()
    assert (there.vorgaenger, there.konzept) == (beruf, neu)
    assert list(strategie.auch_in.all()) == [beruf]


def test_deleted_handlungsfeld_leaves_its_guests_where_they_stand_and_comes_back_with_them(office: Client) -> None:
    strategie, beruf = make_gast()
    make_bezug(make_massnahme(), strategie=strategie)
    url = reverse("v-handlungsfeld-loeschen", args=(beruf.pk,))

    asked = office.get(url).content.decode()
    office.post(url)
    without = list(Strategie.objects.filter(auch_in=None))
    office.post(reverse("v-papierkorb-zurueckholen", args=(Geloescht.objects.get().pk,)))

    assert "Strategien anderer Handlungsfelder, die hier genannt sind, bleiben dort stehen." in asked
    assert without == [strategie]
    assert list(Strategie.objects.values_list("titel", "auch_in")) == [("Fahrzeiten", beruf.pk)]


def akte(*auch_in: str) -> Datei:
    strategie = {"kennung": "takt", "titel": "Fahrzeiten", "auch_in": list(auch_in)}
    felder = [
        {"kennung": "orte", "titel": "Orte", "strategien": [strategie]},
        {"kennung": "beruf", "titel": "Beruf"},
    ]
    konzepte = [
        {"kennung": "bk", "titel": "Konzept", "handlungsfelder": felder},
        {"kennung": "alt", "titel": "Konzept von früher", "handlungsfelder": [{"kennung": "alt", "titel": "Alt"}]},
    ]
    return Datei({"format": "bildungskommune-verfahrensakte", "version": 1, "konzepte": konzepte})


def test_akte_brings_it_in_and_out_and_in_again_without_a_change() -> None:
    einlesen(akte("bk/beruf"))

    again = einlesen(akte("bk/beruf"))

    (konzept,) = [one for one in Ausgabe().akte({})["konzepte"] if one["kennung"] == "bk"]
    assert konzept["handlungsfelder"][0]["strategien"][0]["auch_in"] == ["bk/beruf"]
    assert again.changes == 0
    assert einlesen(akte()).geaendert == {"strategien": 1}
    assert not Strategie.objects.get().auch_in.exists()


def test_akte_that_names_the_own_handlungsfeld_or_a_strange_one_is_refused_with_its_place() -> None:
    with pytest.raises(AkteUnlesbar) as refused:
        einlesen(akte("bk/beruf", "bk/orte", "alt/alt", "bk/nichts"))

    at = "konzepte[1].handlungsfelder[1].strategien[1].auch_in"
    assert [(one.pfad, one.satz) for one in refused.value.fehler] == [
        (f"{at}[2]", NUR_NEBENAN),
        (f"{at}[3]", NUR_NEBENAN),
        (f"{at}[4]", "„bk/nichts“ gibt es unter handlungsfelder nicht."),
    ]
    assert not Strategie.objects.exists()


def test_fassung_holds_both_ends() -> None:
    strategie, beruf = make_gast()
    make_bezug(make_massnahme(), strategie=strategie)

    orte, other = collect(beruf.konzept)["handlungsfelder"]

    feld = {"kennung": "orte", "anker": "orte", "nr": "2", "titel": "Orte"}
    assert orte["strategien"][0]["auch_in"] == [{"kennung": "beruf", "anker": "beruf", "nr": "6", "titel": "Beruf"}]
    assert other["auch_hier"] == [
        {"kennung": "takt", "anker": "takt", "nr": "2.1", "titel": "Fahrzeiten", "handlungsfeld": feld}
    ]
    assert (orte["auch_hier"], other["strategien"], other["folgen"]["schritte"]) == ([], [], [])
    assert (orte["zahl_massnahmen"], other["zahl_massnahmen"]) == (1, 1)


def test_public_pages_lead_from_each_to_the_other(client: Client) -> None:
    _, beruf = make_gast()
    address = reverse("konzept-fassung", args=("bk", published(beruf.konzept).nummer))
    gast = "Hierher gehört auch: Strategie 2.1 „Fahrzeiten“ (Handlungsfeld 2)"

    assert lines(client.get("/konzept/orte/").content.decode()) == [("Auch in: Handlungsfeld 6", ["/konzept/beruf/"])]
    for page in ("/konzept/beruf/", "/konzept/"):
        assert lines(client.get(page).content.decode()) == [(gast, ["/konzept/orte/#takt"])]
    assert lines(client.get(address).content.decode()) == [("Auch in: Handlungsfeld 6", ["#beruf"]), (gast, ["#takt"])]


def test_what_has_no_number_is_named_by_its_title(client: Client) -> None:
    strategie, beruf = make_gast(nr="")
    make_strategie(handlungsfeld=strategie.handlungsfeld, nr="", titel="Wege", kennung="wege").auch_in.add(beruf)
    published(beruf.konzept)

    (auch_in, *_), (auch_hier,) = (
        lines(client.get(page).content.decode()) for page in ("/konzept/orte/", "/konzept/beruf/")
    )

    assert auch_in[0] == "Auch in: Handlungsfeld „Beruf“"
    assert auch_hier[0] == (
        "Hierher gehören auch: Strategie „Fahrzeiten“ (Handlungsfeld „Orte“); Strategie „Wege“ (Handlungsfeld „Orte“)"
    )


def test_draft_says_nothing_in_public_before_it_is_frozen(client: Client) -> None:
    strategie, beruf = make_gast()
    strategie.auch_in.clear()
    published(beruf.konzept)
    strategie.auch_in.add(beruf)

    assert lines(client.get("/konzept/orte/").content.decode()) == []
    assert lines(client.get("/konzept/beruf/").content.decode()) == []


def test_print_says_it_at_both_ends() -> None:
    _, beruf = make_gast()

    html = satz.html_fuer("druck/konzept.html", print_context(published(beruf.konzept)))

    assert lines(html) == [
        ("Auch in: Handlungsfeld 6", ["#beruf"]),
        ("Hierher gehört auch: Strategie 2.1 „Fahrzeiten“ (Handlungsfeld 2)", ["#takt"]),
    ]
    assert "Strategien Hierher gehört auch" in text_of(html)


def test_thread_passes_from_the_guest_handlungsfeld_to_the_measure_and_back(client: Client) -> None:
    strategie, beruf = make_gast()
    massnahme = make_massnahme(nr="14", titel="Spätbus")
    make_bezug(massnahme, strategie=strategie)
    published(beruf.konzept)

    down: list[object] = [step.knoten for step in netz([beruf], "wohin").schritte(beruf)]
    back: list[object] = [step.knoten for step in netz([massnahme], "woher").schritte(massnahme)]

    assert down == [strategie, massnahme]
    assert back == [strategie, strategie.handlungsfeld, beruf]
    assert "Auch verbunden mit" in client.get(massnahme.get_absolute_url()).content.decode()


def test_measures_of_a_guest_belong_to_the_handlungsfeld(client: Client) -> None:
    strategie, beruf = make_gast()
    make_bezug(make_massnahme(nr="14", titel="Spätbus"), strategie=strategie)
    published(beruf.konzept)

    overview = text_of(client.get("/konzept/").content.decode())
    page = text_of(client.get("/konzept/beruf/").content.decode())
    listed = text_of(client.get(reverse("massnahme-list"), {"feld": "beruf"}).content.decode())

    assert "(Handlungsfeld 2) 1 Maßnahme" in overview
    assert "Was außerdem daraus folgt" not in page
    assert "Spätbus" in listed


def test_measure_of_the_handlungsfeld_itself_stays_there_though_a_guest_carries_it_too(client: Client) -> None:
    strategie, beruf = make_gast()
    direct, by_ziel = make_massnahme(nr="14", titel="Spätbus"), make_massnahme(nr="15", titel="Rufbus")
    make_bezug(direct, handlungsfeld=beruf)
    make_bezug(by_ziel, ziel=make_ziel(beruf))
    for one in (direct, by_ziel):
        make_bezug(one, strategie=strategie)

    published(beruf.konzept)

    feld = unfold(collect(beruf.konzept))["handlungsfelder"][1]
    assert sorted(step["titel"] for step in feld["folgen"]) == ["Rufbus", "Spätbus"]
    assert feld["zahl_massnahmen"] == 2
    page = text_of(client.get("/konzept/beruf/").content.decode())
    assert [word in page for word in ("Was außerdem daraus folgt", "Rufbus", "Spätbus")] == [True] * 3


@pytest.mark.parametrize("address", ["/konzept/", "/konzept/{feld.kennung}/", "/verwaltung/konzept/{konzept.pk}/"])
def test_pages_need_the_same_statements_for_one_guest_and_thirty(office: Client, address: str) -> None:
    def fill(number: int) -> str:
        konzept = make_konzept()
        feld = make_handlungsfeld(konzept=konzept)
        for _ in range(number):
            strategie = make_strategie(handlungsfeld=make_handlungsfeld(konzept=konzept))
            strategie.ziele.add(make_ziel(strategie.handlungsfeld))
            strategie.auch_in.add(feld)
            make_bezug(make_massnahme(), strategie=strategie)
        rules.show_first(published(konzept))
        return address.format(konzept=konzept, feld=feld)

    small = fill(1)
    office.get(small)
    few = queries(lambda: office.get(small))
    large = fill(30)

    assert queries(lambda: office.get(large)) == few


def test_desk_and_fassung_need_the_same_statements_for_one_guest_and_thirty(office: Client) -> None:
    def fill(number: int) -> Handlungsfeld:
        feld = make_handlungsfeld()
        for _ in range(number):
            strategie = make_strategie(handlungsfeld=make_handlungsfeld(konzept=feld.konzept))
            strategie.auch_in.add(feld)
            make_strategie(handlungsfeld=feld).auch_in.add(strategie.handlungsfeld)
        return feld

    small, large = fill(1), fill(30)
    pages = [reverse("v-handlungsfeld", args=(feld.pk,)) for feld in (small, large)]
    office.get(pages[0])

    assert queries(lambda: office.get(pages[0])) == queries(lambda: office.get(pages[1]))
    assert queries(lambda: collect(small.konzept)) == queries(lambda: collect(large.konzept))
