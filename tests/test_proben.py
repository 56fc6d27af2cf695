"""What authors type makes no page, print or mail fetch or run something: probes in all texts, a server that listens."""

import http.server
import io
import re
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import Error, models, transaction
from django.test import Client

from bildungskommune.accounts.models import Konto
from bildungskommune.fassungen import druck, rules
from bildungskommune.fassungen.models import Druckauftrag
from bildungskommune.fassungen.registry import definitions
from bildungskommune.post.models import Mail
from massnahmen.mails import ask_for_report
from massnahmen.models import Massnahme
from tests import welt
from tests.rundgang import shown
from workshops.anmeldung import mails as anmeldung_mails
from workshops.beitraege import mails as beitrag_mails
from workshops.models import Anmeldung, Beitrag
from workshops.models.enums import REACHED

pytestmark = pytest.mark.django_db(transaction=True)

OURS = ("akteure", "seiten", "beteiligung", "workshops", "leitbild", "konzept", "massnahmen")
HIDDEN = "der Inhalt einer Datei auf dem Server"
LOADS = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "xlink:href"}
"""Attributes behind which a browser fetches or sends something; not href of links, which people follow themselves."""
OF_THE_BOOK = re.compile(r"<link href=buch\.css>|<img src=bilder/bild-\d+\.(?:png|jpe?g)>")
OF_THE_MAIL = re.compile(r"<img src=cid:[0-9a-f]{64}@bildungskom\w*>")
"""The pictures that a book or a mail carries in itself."""
OWN = re.compile(r"^(/(?!/)|#|\?|data:image/png;base64,|$)")


class Lauscher(http.server.ThreadingHTTPServer):
    """A server that nobody may ask; it keeps what was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[str] = []


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Lauscher

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """What was heard is kept; it needs no line."""


@pytest.fixture
def lauscher() -> Iterator[Lauscher]:
    with Lauscher() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def probes(lauscher: Lauscher, tmp_path: Path) -> list[str]:
    """What a wicked author types, the short ones first."""
    (tmp_path / "g").write_text(HIDDEN, encoding="utf-8")
    here, file = f"http://127.0.0.1:{lauscher.server_port}", (tmp_path / "g").as_uri()
    return [
        "<svg onload=x>",
        "<b style='color:red'>",
        f"<img src={here}/a>",
        f"![x]({here}/b)",
        f"<img src={file}>",
        f"<script src={here}/c></script>",
        f'"><link rel="stylesheet" href="{here}/d">',
        f"<style>@import url({here}/e);</style>",
        f'<a rel="attachment" href="{file}">x</a>',
        f"[x]({file}) [y](javascript:x) [z](data:text/html,x)",
        f"<object data='{file}'></object><iframe src='{here}/f'></iframe>",
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{here}/g"/></svg>',
        f'<p style="background:url({here}/h)">',
        f'<meta http-equiv="refresh" content="0; url={here}/i"><base href="{here}/">',
    ]


def plant(probes: list[str]) -> set[str]:
    """Write the probes into every text that people fill, where its rules let them; return the names of the fields."""
    planted: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.fields:
                if _is_free(field) and _planted(model, field, probes):
                    planted.add(f"{model._meta.label}.{field.name}")
    return planted


def _is_free(field: "models.Field[Any, Any]") -> bool:
    kind = type(field) in {models.CharField, models.TextField}
    return kind and not field.choices and not field.unique and bool(field.editable)


def _planted(model: type[models.Model], field: "models.Field[Any, Any]", probes: list[str]) -> bool:
    """Write the probes into the rows, as many as the field takes; whether any row took one.

    Where there are three rows or more, each holds a third of them: prints with all of them in each row are long.
    """
    rows = list(model._default_manager.all()[:40])
    parts = 3 if len(rows) >= 3 else 1
    took = False
    for first in range(parts):
        alike = rows[first::parts]
        text = _fitting(field, probes[first::parts], alike[0]) if alike else ""
        if text and not _saved(alike, field.name, text):
            alike = [row for row in alike if _saved([row], field.name, text)]
        took = took or bool(text and alike)
    return took


def _fitting(field: "models.Field[Any, Any]", probes: list[str], row: models.Model) -> str:
    """Return as many of the probes, one behind the other, as the field takes."""
    text = ""
    for probe in probes:
        longer = f"{text}{probe} "
        try:
            field.clean(longer.strip(), row)
        except ValidationError:
            continue
        text = longer
    return text.strip()


def _saved(rows: list[models.Model], name: str, text: str) -> bool:
    """Whether the database takes the text in all of these rows."""
    try:
        with transaction.atomic():
            type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).update(**{name: text})
    except Error:
        return False
    return True


def printed() -> Iterator[tuple[bytes, bytes]]:
    """Freeze the documents of each stage as they are now; return print and book of each."""
    for key, what in definitions().items():
        for thing in apps.get_model(what.model)._default_manager.all()[:2]:
            fassung = rules.freeze(key, thing)
            order = rules.order_print(fassung)
            assert druck.print_order(order.pk), (key, Druckauftrag.objects.get(pk=order.pk).fehler)
            done = Druckauftrag.objects.get(pk=order.pk)
            with done.pdf.open("rb") as pdf, done.epub.open("rb") as epub:
                yield pdf.read(), epub.read()


def harmful_in(epub: bytes) -> list[str]:
    """Return what a book would load or run; its style and its pictures are its own."""
    with zipfile.ZipFile(io.BytesIO(epub)) as book:
        files = {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xhtml", ".opf"))}
    assert HIDDEN not in "".join(files.values())
    return [found for text in files.values() for found in loaded_by(text) if not OF_THE_BOOK.fullmatch(found)]


def mails() -> list[Mail]:
    """Have a mail of each kind written that says something of what is there."""
    Mail.objects.all().delete()
    for number, anmeldung in enumerate(Anmeldung.objects.exclude(email="")[:20]):
        anmeldung.email = f"person{number}@kita.example"  # one address gets a few mails an hour only
        if anmeldung.status in REACHED:
            anmeldung_mails.registered(anmeldung)
        anmeldung_mails.known(anmeldung, anmeldung_mails.claimed([anmeldung]))
        anmeldung_mails.expired(anmeldung)
        anmeldung_mails.cancelled(anmeldung, name=anmeldung.name)
        anmeldung_mails.substituted(anmeldung, f"rita{number}@kita.example")
    for beitrag in Beitrag.objects.exclude(autor_email="")[:20]:
        beitrag_mails.contributed(beitrag)
        beitrag_mails.answered(beitrag)
    for massnahme in Massnahme.objects.all()[:5]:
        ask_for_report(massnahme, Konto.objects.exclude(email="")[0], date(2026, 12, 1))
    return list(Mail.objects.exclude(html=""))


class Seite(HTMLParser):
    """Notes what a page would load or run, beyond what is ours."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        refreshes = tag == "meta" and "http-equiv" in dict(attrs)
        for name, value in attrs:
            said = value or ""
            loads = name in LOADS or (name == "href" and tag in {"link", "base", "image", "use"})
            runs = name.startswith("on") or (name == "href" and re.match(r"\s*(javascript|data|file|vbscript):", said))
            runs = runs or (refreshes and "url=http" in said)
            if (loads and not OWN.match(said)) or runs or (name == "style" and "url(" in said):
                self.found.append(f"<{tag} {name}={said[:80]}>")

    def handle_data(self, data: str) -> None:
        if self._in_style and ("@import" in data or "url(http" in data):
            self.found.append(f"<style>{data[:80]}")


def loaded_by(page: str) -> list[str]:
    reader = Seite()
    reader.feed(page)
    return reader.found


def test_probe_that_is_not_made_harmless_would_be_found(probes: list[str]) -> None:
    only_coloured, *as_markdown = probes[1], probes[3], probes[9]

    assert [probe for probe in probes if not loaded_by(probe)] == [only_coloured, *as_markdown]


def test_no_text_makes_page_print_or_mail_fetch_or_run_something(lauscher: Lauscher, probes: list[str]) -> None:
    office = welt.build()["stabsstelle"]
    planted = plant(probes)
    assert len(planted) > 110, sorted(planted)
    client = Client()
    client.force_login(office)

    bad: dict[str, list[str]] = {}
    seen = 0
    for name, arguments in welt.patterns():
        address = welt.address(name, arguments)
        for reader in (client, Client()):
            if page := shown(reader, address):
                seen += 1
                if found := loaded_by(page):
                    bad[address] = found[:3]
    assert bad == {}
    assert seen > 240

    for pdf, epub in printed():
        assert harmful_in(epub) == []
        assert HIDDEN.encode() not in pdf
        assert not re.search(rb"/URI \((file|javascript|data):", pdf)
    written = mails()
    assert len({mail.anlass for mail in written}) > 5
    assert [found for mail in written for found in loaded_by(mail.html) if not OF_THE_MAIL.fullmatch(found)] == []
    assert lauscher.heard == []
