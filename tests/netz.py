"""A reader without script: asks and sends forms over the wire, as a browser does that runs none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import lxml.html
from playwright.sync_api import APIRequestContext, APIResponse

FORMULAR = "application/x-www-form-urlencoded"


@dataclass
class Netz:
    """One browser without script; what it was given as cookies it keeps."""

    request: APIRequestContext
    base: str

    def page(self, path: str) -> Any:
        """Return a page that must be there."""
        answer = self.request.get(path)
        assert answer.status == 200, (path, answer.status)
        return lxml.html.fromstring(answer.text())

    def send(self, path: str, values: Mapping[str, str | Sequence[str]], form: Any) -> str:
        """Send a form of a page with these values in their fields; returns where it leads. A refused one fails."""
        data = held(form) | dict(values)
        answer = self.request.post(
            path,
            data=urlencode(data, doseq=True),
            headers={"Content-Type": FORMULAR, "Origin": self.base, "Referer": f"{self.base}{path}"},
            max_redirects=0,
        )
        assert answer.status == 302, (path, answer.status, refusal(answer))
        return urlsplit(answer.headers["location"]).path

    def form(self, path: str, selector: str = "form[method=post][novalidate]") -> Any:
        """Open a page and return its form."""
        return self.page(path).cssselect(selector)[0]

    def fill_in(self, path: str, selector: str = "form[method=post][novalidate]", **values: str) -> str:
        """Open a page, fill in its form and send it; returns where that leads."""
        form = self.form(path, selector)
        return self.send(urldefrag(urljoin(path, form.get("action") or "")).url, values, form)


def held(form: Any) -> dict[str, str | Sequence[str]]:
    """Return what a form says before somebody types; lxml takes a choice of nothing for one without a value."""
    chosen = {one.get("name"): one.get("value", "on") for one in form.cssselect("input[type=radio][checked]")}
    return dict(form.form_values()) | chosen


def refusal(answer: APIResponse) -> str:
    page = lxml.html.fromstring(answer.text() or "<p></p>")
    return " ".join(" ".join(part.text_content().split()) for part in page.cssselect(".fehlerliste, .kern-error, h1"))
