"""Measures in numbers: counted by what they are, their money by year and source, for the filter of the address."""

from decimal import Decimal

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.foerderung.models import Schwerpunkt
from massnahmen import auswertung
from massnahmen.auswertung import Betraege, Finanzen, Tafel
from massnahmen.models import Massnahme
from tests.factories import (
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_massnahme,
    make_stelle,
    make_strategie,
    make_ziel,
)
from tests.lesen import one_line, words
from tests.massnahmen.builders import make_posten

pytestmark = pytest.mark.django_db


def way(name: str, wert: str) -> str:
    return f"{name}={wert}"


def tafel(kennung: str, *, oeffentlich: bool = False) -> Tafel:
    tafeln = auswertung.tables(Massnahme.objects.all(), way, oeffentlich=oeffentlich)
    return next(one for one in tafeln if one.kennung == kennung)


def said(found: Tafel) -> list[tuple[str, int, str]]:
    return [(zeile.wort, zeile.anzahl, zeile.url) for zeile in found.zeilen]


def test_states_and_horizons_come_in_their_order_with_their_share() -> None:
    make_massnahme(status="umgesetzt", horizont="langfristig")
    make_massnahme(status="umgesetzt")
    make_massnahme(status="umgesetzt", horizont="kurzfristig")
    make_massnahme(status="vorgesehen")

    states = tafel("stand")

    assert said(states) == [("vorgesehen", 1, "stand=vorgesehen"), ("umgesetzt", 3, "stand=umgesetzt")]
    assert [zeile.prozent for zeile in states.zeilen] == ["25\N{NO-BREAK SPACE}%", "75\N{NO-BREAK SPACE}%"]
    assert said(tafel("horizont")) == [
        ("kurzfristig", 1, "horizont=kurzfristig"),
        ("langfristig", 1, "horizont=langfristig"),
        ("ohne Angabe", 2, ""),
    ]


def test_stellen_come_by_how_many_they_lead_and_the_rest_together() -> None:
    amt = make_stelle(name="Amt")
    make_massnahme()
    for _ in range(2):
        make_massnahme(federfuehrung=amt)
    for nr in range(auswertung.HOECHSTENS + 1):
        make_massnahme(federfuehrung=make_stelle(name=f"Stelle {nr:02}"))

    found = said(tafel("stelle"))

    assert found[0] == ("Amt", 2, f"stelle={amt.kennung}")
    assert len(found) == auswertung.HOECHSTENS + 2
    assert found[-2:] == [("2 weitere Zeilen", 2, ""), ("noch niemand zuständig", 1, "")]


def test_handlungsfeld_counts_by_every_way_to_it_and_once() -> None:
    eins, zwei = (make_handlungsfeld(nr=nr, titel=f"Feld {nr}", veroeffentlicht=True) for nr in "12")
    hidden = make_handlungsfeld(nr="3", titel="Entwurf", konzept=eins.konzept)
    both, direct, none = make_massnahme(), make_massnahme(), make_massnahme()
    strategie = make_strategie(handlungsfeld=eins)
    strategie.auch_in.add(zwei)
    make_bezug(both, strategie=strategie)
    make_bezug(both, ziel=make_ziel(eins))
    make_bezug(direct, handlungsfeld=zwei)
    make_bezug(none, handlungsfeld=hidden)

    public, desk = tafel("feld", oeffentlich=True), tafel("feld")

    assert [(anzahl, url) for _, anzahl, url in said(public)] == [
        (2, f"feld={zwei.kennung}"),
        (1, f"feld={eins.kennung}"),
        (1, ""),
    ]
    assert [anzahl for _, anzahl, _ in said(desk)] == [2, 1, 1]
    assert "Entwurf" not in str(public.zeilen)
    assert "Entwurf" in str(desk.zeilen)


def test_money_is_summed_by_year_and_source_without_what_was_dropped() -> None:
    one, two, dropped = make_massnahme(), make_massnahme(oeffentliche_angaben=[]), make_massnahme(status="verworfen")
    make_massnahme()
    make_posten(one, betrag=10)
    make_posten(one, betrag=5, stand="offen", quelle="land")
    make_posten(one, jahr=2027, betrag=3, stand="beantragt")
    make_posten(two, betrag=100)
    make_posten(dropped, betrag=1000)

    public = auswertung.finances(Massnahme.objects.all(), oeffentlich=True)
    desk = auswertung.finances(Massnahme.objects.all(), oeffentlich=False)

    assert (public.summe, public.ohne_posten, public.verborgen) == (
        Betraege("Zusammen", Decimal(10), Decimal(3), Decimal(5)),
        1,
        1,
    )
    assert [jahr.summe.wort for jahr in public.jahre] == ["2026", "2027"]
    assert list(public.jahre[0].quellen) == [
        Betraege("Haushalt des Landkreises", Decimal(10), Decimal(0), Decimal(0)),
        Betraege("Land", Decimal(0), Decimal(0), Decimal(5)),
    ]
    assert (desk.summe.gesichert, desk.summe.zusammen, desk.verborgen) == (Decimal(110), Decimal(118), 0)


def test_schwerpunkte_are_counted_where_the_portal_has_any() -> None:
    mint = Schwerpunkt.objects.create(kennung="mint", titel="MINT")
    Schwerpunkt.objects.create(kennung="leer", titel="Leer")
    for _ in range(2):
        make_massnahme().schwerpunkte.add(mint)
    make_massnahme()

    assert said(tafel("schwerpunkt")) == [("MINT", 2, ""), ("ohne Schwerpunkt", 1, "")]


def test_no_measure_no_table() -> None:
    nothing = Massnahme.objects.none()

    assert auswertung.tables(nothing, way, oeffentlich=True) == []
    assert auswertung.finances(nothing, oeffentlich=True) == Finanzen(
        [], Betraege("Zusammen", Decimal(0), Decimal(0), Decimal(0)), 0, 0
    )


def test_public_page_counts_what_the_filter_selects_and_leads_to_its_list(client: Client) -> None:
    make_massnahme(status="umgesetzt", horizont="kurzfristig")
    make_massnahme(status="vorgesehen", horizont="kurzfristig")
    make_massnahme(status="umgesetzt", oeffentlich=False)

    page = lxml.html.fromstring(client.get(reverse("umsetzung-zahlen"), {"stand": "umgesetzt"}).content)

    rows = page.cssselect("section[aria-labelledby=horizont] tbody tr")
    assert [words(row) for row in rows] == ["kurzfristig 1 100\N{NO-BREAK SPACE}%".replace("\N{NO-BREAK SPACE}", " ")]
    assert [link.get("href") for link in rows[0].cssselect("a")] == [
        f"{reverse('massnahme-list')}?stand=umgesetzt&horizont=kurzfristig"
    ]


def test_public_page_says_what_it_leaves_out_and_the_desk_shows_it(client: Client) -> None:
    make_posten(make_massnahme(), betrag=10)
    make_posten(make_massnahme(oeffentliche_angaben=["kosten"]), betrag=4321)

    public = one_line(client.get(reverse("umsetzung-zahlen")).content.decode())
    client.force_login(make_konto(rolle="leitung"))
    desk = one_line(client.get(reverse("v-massnahme-zahlen")).content.decode())

    assert "Ohne 1 Maßnahme, deren Finanzierung nicht öffentlich ist." in public
    assert ("4.321" in public, "4.331" in public, "4.331" in desk) == (False, False, True)


@pytest.mark.parametrize("name", ["umsetzung-zahlen", "v-massnahme-zahlen"])
def test_page_needs_the_same_queries_for_one_and_thirty(client: Client, name: str) -> None:
    client.force_login(make_konto())

    def one_more() -> None:
        massnahme = make_massnahme(federfuehrung=make_stelle(), horizont="kurzfristig")
        make_bezug(massnahme, handlungsfeld=make_handlungsfeld(veroeffentlicht=True))
        make_posten(massnahme)

    one_more()
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    for _ in range(29):
        one_more()
    with CaptureQueriesContext(connection) as thirty:
        client.get(reverse(name))

    assert len(thirty) == len(one)
