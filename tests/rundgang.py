"""The walk through every page of the portal: what somebody finds behind each address."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from tests import welt
from tests.dateien import close

EACH = 3


@dataclass(frozen=True)
class Antwort:
    """What came back from one address; `page` is empty for a file, the piece of a page or a way on."""

    name: str
    address: str
    cache_control: str
    policy: str
    page: str

    @property
    def is_mail(self) -> bool:
        """Whether this is a mail as its reader sees it, which carries its styles in itself."""
        return "sandbox" in self.policy


def walk(client: Client) -> list[Antwort]:
    """Open each address of the portal once, those of the desk for several things of a kind."""
    return [ask(client, name, address) for address, name in sorted(addresses().items())]


def ask(client: Client, name: str, address: str) -> Antwort:
    answer = client.get(address)
    close(answer)
    is_html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    page = answer.content.decode() if is_html and b"<html" in answer.content else ""
    headers = answer.headers
    return Antwort(name, address, headers.get("Cache-Control", ""), headers.get("Content-Security-Policy", ""), page)


def shown(client: Client, address: str) -> str:
    """Return the page at this address, nothing where there is none."""
    return ask(client, "", address).page


def addresses() -> dict[str, str]:
    """Return the name of each address; siblings on the desk are told apart by their titles, too."""
    found = {welt.address(name, arguments): name for name, arguments in welt.patterns()}
    siblings = {reverse(name, kwargs=own): name for name, arguments in welt.patterns() for own in _own(name, arguments)}
    return siblings | found


def _own(name: str, arguments: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the arguments that name the first things of this kind on the desk."""
    if not name.startswith("v-") or "pk" not in arguments or len(arguments) > 2:
        return
    word = name.split("-")[1]
    if "teil" in arguments:
        parts = welt.PARTS[word].objects.order_by("pk")[:EACH]
        yield from ({"pk": welt.owner(part), "teil": part.pk} for part in parts)
    elif arguments == ["pk"] and (model := welt.PARENTS.get(name) or welt.THINGS.get(word)):
        yield from ({"pk": pk} for pk in model.objects.order_by("pk").values_list("pk", flat=True)[:EACH])
