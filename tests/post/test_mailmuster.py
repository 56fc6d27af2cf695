"""Every mail that the portal writes by itself can be looked at before anybody gets one."""

from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.template import engines
from django.test import Client
from django.urls import reverse

from bildungskommune.post.mailmuster import mailmuster
from tests.factories import make_anmeldung, make_konto, make_workshop
from tests.lesen import words
from workshops.anmeldung import mails
from workshops.models import Zugang

pytestmark = pytest.mark.django_db

MANY = ("sendung_",)
"""Whoever writes to many sees the mail before it goes."""


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def kinds() -> set[str]:
    found = {path.stem for path in (Path(settings.BASE_DIR) / "templates" / "mail").glob("*.txt")}
    return {name for name in found if not name.startswith(("_", *MANY))} - {"basis"}


def test_every_kind_of_mail_has_a_sample() -> None:
    assert {one.template for one in mailmuster.collect()} == kinds()


@pytest.mark.parametrize("name", sorted(kinds()))
def test_sample_knows_every_word_that_its_template_asks_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "FEHLT<%s>")  # type: ignore[attr-defined]
    (one,) = [one for one in mailmuster.collect() if one.template == name]

    text, html = one.parts()

    assert "FEHLT" not in text + html
    assert words(lxml.html.fromstring(html).cssselect("h1")[0]) == one.betreff
    assert text.startswith("Guten Tag")


def test_samples_are_listed_and_shown_in_both_parts(office: Client) -> None:
    page = lxml.html.fromstring(office.get(reverse("v-mailmuster-list")).content.decode())
    links = [str(link.get("href")) for link in page.cssselect("main tbody a")]

    assert len(links) == len(kinds())
    for link in links:
        shown = office.get(link)
        assert shown.status_code == 200
        assert "Guten Tag" in shown.content.decode()
        letter = office.get(f"{link}html/")
        assert "default-src 'none'" in letter.headers["Content-Security-Policy"]
        assert "sandbox" in letter.headers["Content-Security-Policy"]
        assert "<style" in letter.content.decode() or "style=" in letter.content.decode()


def test_looking_at_samples_stores_nothing(office: Client, django_assert_num_queries: Any) -> None:
    office.get(reverse("v-mailmuster", args=("anmeldung_bestaetigt",)))

    assert not Zugang.objects.exists()


def test_unknown_kind_is_not_found(office: Client) -> None:
    for name in ("v-mailmuster", "v-mailmuster-html"):
        assert office.get(reverse(name, args=("gibt-es-nicht",))).status_code == 404


def test_sent_mail_is_shown_as_it_came(office: Client) -> None:
    mail = mails.registered(make_anmeldung(workshop=make_workshop(titel="Wege"), status="bestaetigt"))
    assert mail

    page = office.get(reverse("v-mail", args=(mail.pk,))).content.decode()
    letter = office.get(reverse("v-mail-html", args=(mail.pk,))).content.decode()

    assert reverse("v-mail-html", args=(mail.pk,)) in page
    assert letter == mail.html
