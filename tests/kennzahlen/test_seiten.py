"""The figures on their pages: for everybody what is public, at the desk all with what was before."""

from datetime import UTC, date, datetime
from decimal import Decimal

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.kennzahlen.models import Lizenz
from tests.factories import make_konto
from tests.kennzahlen.bauen import make_reihe

pytestmark = pytest.mark.django_db


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(lxml.html.fromstring(answer.content.decode()).text_content().split())


def test_everybody_sees_what_is_public_and_nothing_else(client: Client) -> None:
    public, hidden = make_reihe(), make_reihe("Geheim", oeffentlich=False)

    assert str(public) in words(client, reverse("zahlenreihen"))
    assert "Geheim" not in words(client, reverse("zahlenreihen"))
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(reverse("zahlenreihe-csv", args=(hidden.kennung,))).status_code == 404


def test_a_page_says_source_licence_and_day_and_has_chart_and_table(client: Client) -> None:
    reihe = make_reihe(tabelle="21111-01-03-4", werte={"2019": "1010", "2020": ".", "2021": "1030", "2022": "-"})

    page = words(client, reihe.get_absolute_url())

    assert (
        "Quelle: Statistische Ämter des Bundes und der Länder; Tabelle 21111-01-03-4, Statistik der allgemeinbildenden "
        "Schulen; abgerufen am 01.03.2026. Lizenz: Datenlizenz Deutschland – Namensnennung – Version 2.0."
    ) in page
    assert "2019 1.010 2020 . unbekannt oder geheim zu halten 2021 1.030 2022 - nichts vorhanden (genau null)" in page
    assert "Von 1.010 (2019) auf 0 (2022)." in page


def test_the_line_is_broken_where_there_is_no_number(client: Client) -> None:
    reihe = make_reihe(werte={"2018": "1", "2019": "2", "2020": "/", "2021": "3", "2022": "4"})

    tree = lxml.html.fromstring(client.get(reihe.get_absolute_url()).content.decode())

    assert len(tree.cssselect("svg circle.g-punkt")) == 4
    assert len(tree.cssselect("svg line.g-wert")) == 2


def test_one_number_alone_has_no_chart(client: Client) -> None:
    reihe = make_reihe(werte={"2019": "7"})

    assert "<svg height" not in client.get(reihe.get_absolute_url()).content.decode().partition("<main")[2]


def test_the_file_has_numbers_as_numbers_and_says_why_one_is_missing(client: Client) -> None:
    reihe = make_reihe(werte={"2019": "1234.5", "2020": ".", "2021": "1000"}, merkmale=["Schulart: Gymnasien"])

    answer = client.get(reverse("zahlenreihe-csv", args=(reihe.kennung,)))
    rows = [line.split(";") for line in answer.getvalue().decode("utf-8-sig").splitlines()]

    assert [row[:7] for row in rows[1:]] == [
        ["2019", "2019-12-31", "1234,5", "Anzahl", "", "Schüler, Gymnasien", "Börde, Landkreis (15083)"],
        ["2020", "2020-12-31", "", "Anzahl", "unbekannt oder geheim zu halten", *["Schüler, Gymnasien"], rows[1][6]],
        ["2021", "2021-12-31", "1000", "Anzahl", "", "Schüler, Gymnasien", "Börde, Landkreis (15083)"],
    ]
    assert rows[1][-1] == "Datenlizenz Deutschland – Namensnennung – Version 2.0"


def test_the_desk_shows_what_a_value_was_before(client: Client) -> None:
    client.force_login(make_konto())
    reihe = make_reihe(werte={"2019": "1010"})
    old = reihe.werte.get()
    old.ersetzt_am = datetime(2026, 5, 4, 12, tzinfo=UTC)
    old.save(update_fields=["ersetzt_am"])
    reihe.werte.create(zeit="2019", tag=old.tag, nr=2, wert=Decimal(1015), abgerufen_am=date(2026, 5, 4))

    page = words(client, reverse("v-zahlenreihe", args=(reihe.pk,)))

    assert "2019 1.015" in page
    assert "2019 1.010 keine 1. März 2026 4. Mai 2026" in page.replace("\u00a0", " ")


def test_the_office_says_what_a_series_is_called_and_makes_it_public(client: Client) -> None:
    client.force_login(make_konto())
    reihe = make_reihe(oeffentlich=False)
    address = reverse("v-zahlenreihe-edit", args=(reihe.pk,))
    said = {"titel": "Schülerinnen und Schüler", "einheit": "Personen", "quelle": "Amt", "lizenz": Lizenz.DL_ZERO}

    client.post(address, said | {"oeffentlich": "on", "stand": f"{reihe.version}:{{}}"})

    reihe.refresh_from_db()
    assert (reihe.titel, reihe.einheit, reihe.oeffentlich) == ("Schülerinnen und Schüler", "Personen", True)
    assert Client().get(reihe.get_absolute_url()).status_code == 200


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("name", ["zahlenreihen", "v-zahlenreihe-list"])
def test_lists_ask_as_often_for_thirty_as_for_one(client: Client, name: str) -> None:
    client.force_login(make_konto())
    make_reihe()
    client.get(reverse(name))
    for_one = asked(client, reverse(name))
    for nr in range(29):
        make_reihe(f"Reihe {nr}")

    assert asked(client, reverse(name)) == for_one


def test_the_axis_names_each_time_as_the_statistics_do(client: Client) -> None:
    reihe = make_reihe(werte={"2019/20": "1", "2020/21": "2"})

    tree = lxml.html.fromstring(client.get(reihe.get_absolute_url()).content.decode())
    named = [one.text_content().strip() for one in tree.cssselect("svg text")]

    assert [one for one in named if "/" in one] == ["2019/20", "2020/21"]


def test_the_list_of_the_desk_can_show_what_is_not_public_alone(client: Client) -> None:
    client.force_login(make_konto())
    make_reihe("Offen")
    make_reihe("Verborgen", oeffentlich=False)

    page = words(client, f"{reverse('v-zahlenreihe-list')}?oeffentlich=False")

    assert "Verborgen" in page
    assert "Offen " not in page


def test_search_of_the_portal_finds_what_is_public(client: Client) -> None:
    public = make_reihe("Schüler, Börde", erlaeuterung="Wie viele eine Schule besuchen.")
    make_reihe("Schüler, geheim", oeffentlich=False)

    page = lxml.html.fromstring(client.get(reverse("suche"), {"q": "schüler börde"}).content.decode())
    hidden = client.get(reverse("suche"), {"q": "geheim"}).content.decode()

    assert [link.get("href") for link in page.cssselect("main a") if "Börde" in link.text_content()] == [
        public.get_absolute_url()
    ]
    assert "Wie viele eine Schule besuchen." in page.text_content()
    assert "Schüler, geheim" not in hidden
