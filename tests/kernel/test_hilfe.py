"""The handbook at the desk: each page leads to its chapter, and the links between chapters lead on."""

from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse
from PIL import Image

from bildungskommune.hilfe import handbuch
from bildungskommune.wegweiser import chapter_for
from script import bilder
from tests.factories import make_konto, make_workshop
from tests.lesen import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def page(client: Client, address: str) -> lxml.html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return lxml.html.fromstring(answer.content.decode())


def help_of(client: Client, address: str) -> str:
    (link,) = [link for link in page(client, address).cssselect(".vkopf a") if words(link) == "Hilfe"]
    return str(link.get("href"))


def test_help_of_a_page_is_its_chapter(desk: Client) -> None:
    workshop = make_workshop()

    assert help_of(desk, reverse("v-einlass", args=(workshop.pk,))) == "/verwaltung/hilfe/am-tag/"
    assert help_of(desk, reverse("v-kartenwand", args=(workshop.pk,))) == "/verwaltung/hilfe/karten/"
    assert help_of(desk, reverse("v-post")) == "/verwaltung/hilfe/wenn-etwas-schiefgeht/"


def test_longest_beginning_of_a_name_counts() -> None:
    assert chapter_for("v-konto-list") == "einstellungen"
    assert chapter_for("konto") == "erste-schritte"
    assert chapter_for("v-schritt-undo") == "karten"
    assert chapter_for("v-schritt-edit") == "massnahmen"
    assert chapter_for("gibt-es-nicht") == ""


def test_chapter_that_does_not_exist_is_not_found(desk: Client) -> None:
    assert desk.get("/verwaltung/hilfe/gibt-es-nicht/").status_code == 404


def test_links_between_chapters_lead_to_pages_and_places_that_exist(desk: Client) -> None:
    pages = {handbuch.address(name): page(desk, handbuch.address(name)) for name in handbuch.chapters()}

    broken = []
    for address, found in pages.items():
        for link in found.cssselect(".hilfe a, .hilfe__inhalt a"):
            target, _, place = str(link.get("href")).partition("#")
            there = pages.get(target or address)
            if there is None:
                resolve(target)
            elif place and not there.xpath("//*[@id=$place]", place=unquote(place)):
                broken.append((address, link.get("href")))

    assert broken == []


def test_list_of_chapters_shows_what_each_is_for(desk: Client) -> None:
    found = page(desk, reverse("v-hilfe"))

    assert "den Abend durchführen" in words(found.cssselect(".hilfe table")[0])
    assert words(found.cssselect("h1")[0]) == "Handbuch"
    assert len(found.cssselect(".hilfe__kapitel a")) == len(handbuch.chapters()) - 1


def test_strangers_are_asked_to_log_in(client: Client) -> None:
    assert client.get(reverse("v-hilfe")).status_code == 302


def test_every_picture_is_shown_once_with_words_and_size(desk: Client) -> None:
    folder = Path(settings.BASE_DIR) / "static" / "hilfe"
    shown = []

    for name in handbuch.chapters():
        for image in page(desk, handbuch.address(name)).cssselect(".hilfe img"):
            found = folder / Path(str(image.get("src"))).name
            with Image.open(found) as picture:
                assert (image.get("width"), image.get("height")) == tuple(map(str, picture.size))
            assert image.get("loading") == "lazy"
            assert len(image.get("alt", "")) > 40, found
            shown.append(found.stem)

    assert sorted(shown) == sorted(bilder.BILDER) == sorted(path.stem for path in folder.iterdir())
    assert sum(path.stat().st_size for path in folder.iterdir()) < 2_000_000
