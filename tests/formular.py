"""A form as a browser holds it, for tests that fill it in and send it."""

import copy
from typing import Any

import lxml.html
from django.http import HttpResponse
from django.test import Client

from tests.lesen import words


class Formular:
    """A form as a browser holds it: what the page showed, then what somebody types."""

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        self.answer: Any = client.get(url)
        self.open(self.answer)

    def open(self, response: HttpResponse | Any) -> None:
        self.page = lxml.html.fromstring(response.content.decode())
        form: Any
        (form,) = self.page.cssselect("form[method=post][novalidate]")
        self.form = form
        choices = self.page.cssselect(f"[form={self.form.get('id')}][checked]")
        self.data = [(str(name), str(value).replace("\n", "\r\n")) for name, value in self.form.form_values()]
        self.data += [(str(choice.get("name")), str(choice.get("value"))) for choice in choices]

    def type(self, **values: str | list[str]) -> "Formular":
        for name, value in values.items():
            self.data = [pair for pair in self.data if pair[0] != name]
            self.data += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        return self

    def send(self) -> Any:
        sent: dict[str, list[str]] = {}
        for name, value in self.data:
            sent.setdefault(name, []).append(value)
        response = self.client.post(self.url, sent)
        if response.status_code != 302:
            self.open(response)
        return response

    def value(self, name: str) -> str:
        return str(self.form.fields[name]).replace("\r\n", "\n").strip()

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """Both texts of each field that the comparison shows: mine, and the stored one."""
        found = {}
        for field in self.page.cssselect(".vergleich__feld"):
            mine, stored = field.cssselect(".vergleich__text")
            found[words(field.cssselect("legend")[0])] = (seen(mine), seen(stored))
        return found


def seen(element: Any) -> str:
    """What an element says to the eye."""
    copied = copy.deepcopy(element)
    for hidden in copied.cssselect(".nur-vorlesen"):
        hidden.drop_tree()
    return words(copied)
