"""Who pays stands everywhere (VO (EU) 2021/1060, Art. 50 and Annex IX): a walk over every public page."""

from collections.abc import Iterator

import lxml.html
import pytest
from django.test import Client

from tests import welt
from tests.foerderung.bauen import HINWEIS, WORTE

pytestmark = pytest.mark.django_db


def public_pages() -> Iterator[tuple[str, str]]:
    """Yield name and HTML of every page that somebody without an account sees."""
    client = Client()
    for name, arguments in welt.patterns():
        if name.startswith("v-"):
            continue
        answer = client.get(welt.address(name, arguments))
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            yield name, answer.content.decode()
        answer.close()


@pytest.mark.django_db(transaction=True)  # closing an answer closes the connection
def test_every_public_page_shows_the_emblem_and_the_note_before_its_content() -> None:
    welt.build()

    missing, seen = [], 0
    for name, html in public_pages():
        seen += 1
        page = lxml.html.fromstring(html)
        marks = page.xpath("//main/preceding::section[@aria-label='Förderung']//img/@alt")
        notes = page.xpath("//main/preceding::section[@aria-label='Förderung']//p")
        if list(marks) != [WORTE] or [" ".join(note.text_content().split()) for note in notes] != [HINWEIS]:
            missing.append(name)

    assert missing == []
    assert seen > 40


@pytest.mark.parametrize("address", ["/gibt-es-nicht/", "/konto/login/", "/konto/password/reset/"])
def test_pages_of_errors_and_of_the_way_in_show_it_too(address: str) -> None:
    welt.build()

    assert WORTE in Client().get(address).content.decode()


def test_page_about_the_project_says_what_came_of_it_and_who_pays() -> None:
    welt.build()

    home = lxml.html.fromstring(Client().get("/").content.decode())
    (link,) = home.xpath("//footer//a[text()='Über das Projekt']/@href")
    page = lxml.html.fromstring(Client().get(str(link)).content.decode())

    results = [str(word) for word in page.xpath("//section[@aria-labelledby='ergebnisse']//li/a/text()")]
    payers = [" ".join(one.text_content().split()) for one in page.xpath("//section[@aria-labelledby='foerderer']/p")]
    assert len(results) > 2
    assert payers == [WORTE, HINWEIS]
