"""Every form of the portal, refused: each line of its summary leads to a control, each description is there."""

from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch

from tests import welt
from tests.dateien import close

pytestmark = pytest.mark.django_db
HIDDEN = "input[type=hidden]"


def forms(html: Any, here: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of each form that is sent, and the fields that the page put in."""
    for form in html.cssselect("form[method=post]"):
        target = (form.get("action") or "").partition("#")[0] or here
        if target.startswith("/") and "/konto/" not in target:
            yield target, {field.get("name"): field.get("value") or "" for field in form.cssselect(HIDDEN)}


def lost(html: Any) -> list[str]:
    """Return the ids that the summary and the fields name, and nobody has."""
    there = [element.get("id") for element in html.cssselect("[id]")]
    named = [link.get("href")[1:] for link in html.cssselect(".fehlerliste a[href^='#']")]
    for element in html.cssselect("main [aria-describedby]"):
        named += element.get("aria-describedby").split()
    return [name for name in named if name not in there] + [name for name in set(there) if there.count(name) > 1]


def ask(client: Client, url: str, data: dict[str, str] | None = None) -> Any:
    """Ask and take back what came of it."""
    with transaction.atomic():
        response = client.get(url) if data is None else client.post(url, data)
        transaction.set_rollback(True)
    if response.streaming:
        close(response)
    return response


def test_every_refused_form_leads_to_what_is_to_be_mended():
    konten = welt.build()
    client = Client()
    client.force_login(konten["stabsstelle"])
    refused, wrong = 0, []

    for name, arguments in welt.patterns():
        try:
            here = welt.address(name, arguments)
        except NoReverseMatch:
            continue
        page = ask(client, here)
        if page.status_code != 200 or page.streaming or "text/html" not in page.headers["Content-Type"]:
            continue
        for target, data in forms(lxml.html.fromstring(page.content.decode()), here):
            answer = ask(client, target, data)
            if answer.status_code in {409, 422}:
                refused += 1
                if missing := lost(lxml.html.fromstring(answer.content.decode())):
                    wrong.append((name, target, missing))

    assert wrong == []
    assert refused > 40
