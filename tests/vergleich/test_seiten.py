"""Comparing Fassungen: what everybody sees, and what only the office may."""

import io
import re
from datetime import datetime

import pytest
from django.test import Client
from openpyxl import load_workbook

from bildungskommune.fassungen import lesen, rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition, definitions
from leitbild.models import Leitbild
from tests import welt
from tests.factories import make_konto, make_leitbild
from tests.lesen import one_line

pytestmark = pytest.mark.django_db
WARUM = "Das ist eine Probe."


def edition(leitbild: Leitbild, day: str, **texts: str) -> Fassung:
    """Change the Leitbild as said and publish it at noon of a day."""
    for kennung, text in texts.items():
        leitbild.abschnitte.update_or_create(
            kennung=kennung, defaults={"text": text, "titel": f"Satz {kennung}", "art": "leitsatz"}
        )
    for abschnitt in leitbild.abschnitte.all():
        abschnitt.save()
    fassung = rules.freeze("leitbild", leitbild)
    rules.publish(fassung, ohne_beschluss=WARUM, now=datetime.fromisoformat(f"{day}T12:00:00+00:00"))
    return fassung


@pytest.fixture
def leitbild() -> Leitbild:
    leitbild = make_leitbild(kennung="unser-leitbild", titel="Unser Leitbild")
    edition(leitbild, "2025-04-02", eins="Wir lernen an vielen Orten.", zwei="Das bleibt, wie es ist.")
    edition(leitbild, "2025-11-14", eins="Wir lernen an allen Orten.", drei="Das kam dazu.")
    return leitbild


VERGLEICH = "/publikationen/leitbild/unser-leitbild/vergleich/"


def test_reader_sees_what_changed_and_on_demand_the_rest(client: Client, leitbild: Leitbild) -> None:
    page = client.get(f"{VERGLEICH}1-2/")

    html = one_line(page.content.decode())
    seen = re.sub(r'<span class="nur-vorlesen">.*?</span>', "", html)
    assert "an <del>vielen </del><ins>allen </ins>Orten." in seen
    assert "Das kam dazu." in html
    assert "Das bleibt" not in html
    assert "Das bleibt" in client.get(f"{VERGLEICH}1-2/?alles").content.decode()
    assert dict(page.cookies) == {}


def test_choice_leads_to_the_comparison_or_says_what_to_do(client: Client, leitbild: Leitbild) -> None:
    right = client.get(VERGLEICH, {"fassung": ["2", "1"]})
    wrong = client.get(VERGLEICH, {"fassung": ["2"]})

    assert right["Location"] == f"{VERGLEICH}1-2/"
    assert wrong.status_code == 422
    assert "Bitte wählen Sie 2 bis 4 Fassungen aus." in wrong.content.decode()


def test_page_of_the_leitbild_leads_to_the_comparison(client: Client, leitbild: Leitbild) -> None:
    alone = edition(make_leitbild(kennung="allein"), "2025-04-02", eins="Wir lernen.")

    assert VERGLEICH in client.get("/leitbild/unser-leitbild/fassung/1/").content.decode()
    assert VERGLEICH in client.get("/leitbild/unser-leitbild/fassung/2/").content.decode()
    assert "vergleichen" not in client.get(f"/leitbild/{alone.dokument}/fassung/1/").content.decode()


def test_draft_is_compared_by_the_office_alone(client: Client, leitbild: Leitbild) -> None:
    rules.freeze("leitbild", leitbild)
    office = Client()
    office.force_login(make_konto(rolle="stabsstelle"))

    assert client.get(f"{VERGLEICH}2-3/").status_code == 404
    assert "Fassung 3" not in client.get(VERGLEICH).content.decode()
    assert "Diese Fassungen haben denselben Wortlaut." in office.get(f"{VERGLEICH}2-3/").content.decode()


@pytest.mark.parametrize("nummern", ["1", "2-1", "1-1", "01-2", "1-2-3-4-5", "1-7", "a-b", "1-2-"])
def test_address_that_names_no_pair_is_not_found(client: Client, leitbild: Leitbild, nummern: str) -> None:
    assert client.get(f"{VERGLEICH}{nummern}/").status_code == 404


def test_unknown_stage_or_line_is_not_found(client: Client, leitbild: Leitbild) -> None:
    assert client.get("/publikationen/unsinn/unser-leitbild/vergleich/").status_code == 404
    assert client.get("/publikationen/leitbild/unser-leitbild/unsinn/vergleich/").status_code == 404


def test_workbook_has_a_column_for_each_fassung(client: Client, leitbild: Leitbild) -> None:
    answer = client.get(f"{VERGLEICH}1-2/synopse.xlsx")

    sheet = load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.rows]
    assert rows[0][1:] == ["Fassung 1, Arbeitsstand", "Fassung 2, Arbeitsstand", "gegenüber Fassung 1"]
    texts = {row[0].removeprefix("Leitsatz: "): row[1:] for row in rows[1:]}
    assert texts["Satz eins"][0].endswith("an vielen Orten.")
    assert [texts["Satz eins"][2], texts["Satz zwei"][2], texts["Satz drei"][2]] == ["geändert", "gleich", "neu"]


def test_parts_and_paragraphs_of_every_stage_have_names_of_their_own() -> None:
    welt.build()
    seen = set()
    for fassung in Fassung.objects.all():
        teile = list(definition(fassung.definition).teile(lesen.inhalt(fassung)))
        seen.add(fassung.definition)

        assert len({teil.kennung for teil in teile}) == len(teile) > 1
        for teil in teile:
            assert len({absatz.kennung for absatz in teil.absaetze}) == len(teil.absaetze), teil

    assert seen == set(definitions())


def test_day_leads_to_what_held_then(client: Client, leitbild: Leitbild) -> None:
    ways = {day: client.get(f"/leitbild/am/{day}/") for day in ("2025-11-13", "2025-11-14", "2025-04-01", "gestern")}

    assert ways["2025-11-13"]["Location"] == "/leitbild/unser-leitbild/fassung/1/"
    assert ways["2025-11-14"]["Location"] == "/leitbild/unser-leitbild/fassung/2/"
    assert [ways[day].status_code for day in ("2025-04-01", "gestern")] == [404, 404]


def test_list_of_publications_tells_what_held_on_a_day(client: Client, leitbild: Leitbild) -> None:
    page = client.get("/publikationen/", {"am": "2025-06-01"}).content.decode()

    assert [fassung.kurz in page for fassung in Fassung.objects.order_by("nummer")] == [True, False]
    assert client.get("/publikationen/", {"am": "2024"}).status_code == 422
    assert "An diesem Tag galt noch keine Fassung." in client.get("/publikationen/?am=2020-01-01").content.decode()
