"""A first visit on a slow connection: what a page makes the browser fetch."""

import gzip
from pathlib import Path

import lxml.html
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = [pytest.mark.urls("tests.ui.urls"), pytest.mark.django_db]


def linked(client: Client, adresse: str) -> list[Path]:
    html = lxml.html.fromstring(client.get(adresse).content.decode())
    addresses = html.xpath("//link[@rel='stylesheet']/@href | //script/@src")
    found = [finders.find(str(address).removeprefix("/static/")) for address in addresses]
    return [Path(str(file)) for file in found if file]


@pytest.mark.parametrize("vorlage", ["basis", "verwaltung"])
def test_styles_and_scripts_of_a_page_stay_below_45_kb(client: Client, vorlage: str) -> None:
    files = linked(client, f"/probe/bausteine/?vorlage={vorlage}")

    assert len(files) > 3
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 45_000


def test_scripts_are_short() -> None:
    scripts = (Path(__file__).parents[2] / "static" / "js").glob("*.js")

    assert [s.name for s in scripts if len(s.read_text().splitlines()) > 160] == []
