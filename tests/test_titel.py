"""A window is told from the others by its title: no two pages of the portal share one."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import welt

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')
EACH = 3

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_two_pages_share_a_title(client: Client) -> None:
    client.force_login(welt.build()["stabsstelle"])
    found: dict[str, set[str]] = defaultdict(set)

    for address in sorted(set(addresses())):
        if page := shown(client, address):
            found[html.unescape(title(page))].add(own_address(page, address))

    assert [[one, *sorted(where)] for one, where in found.items() if len(where) > 1] == []
    assert len(found) > 300


def addresses() -> Iterator[str]:
    """Yield each address of the portal, those of the desk for several things of a kind: siblings are told apart too."""
    for name, arguments in welt.patterns():
        yield welt.address(name, arguments)
        for kwargs in siblings(name, arguments):
            yield reverse(name, kwargs=kwargs)


def siblings(name: str, arguments: list[str]) -> list[dict[str, Any]]:
    """Return the arguments that name the first things of this kind on the desk."""
    if not name.startswith("v-") or "pk" not in arguments or len(arguments) > 2:
        return []
    word = name.split("-")[1]
    if "teil" in arguments:
        parts = welt.PARTS[word].objects.order_by("pk")[:EACH]
        return [{"pk": welt.owner(part), "teil": part.pk} for part in parts]
    if arguments != ["pk"]:
        return []
    model = welt.PARENTS.get(name) or welt.THINGS.get(word)
    return [{"pk": pk} for pk in model.objects.order_by("pk").values_list("pk", flat=True)[:EACH]] if model else []


def shown(client: Client, address: str) -> str:
    """Return the page at this address, nothing for a file, the piece of a page or a way on."""
    answer = client.get(address)
    answer.close()  # a PDF is an open file
    is_html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_html and b"<html" in answer.content else ""


def title(page: str) -> str:
    found = TITLE.search(page)
    assert found
    return found[1]


def own_address(page: str, address: str) -> str:
    """Return where the page says it lives: the Leitbild that holds is also found under the address of its Fassung."""
    found = CANONICAL.search(page)
    return found[1] if found else address
