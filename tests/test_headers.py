"""What every page says about itself: what it may use, and whether anybody may keep it."""

import pytest
from django.test import Client

from bildungskommune.headers import POLICY
from tests import welt
from tests.accounts.test_anmelden import PAGES, make_jana, password_login

pytestmark = pytest.mark.django_db

FILES = {
    "sitemap",
    "robots",
    "kommune-css",
    "security",
    "fassung-docx",
    "fassung-epub",
    "fassung-gross",
    "fassung-json",
    "fassung-pdf",
    "fassung-qr",
    "fassung-suche",
    "beitrag-foto",
    "dokumentation-foto",
    "v-foto-datei",
    "zeichenbild",
    "zahlenreihe-csv",
}


def test_every_answer_closes_what_no_page_uses(client: Client) -> None:
    answers = [
        client.get(address) for address in ("/", "/gibt-es-nicht/", "/verwaltung/", "/robots.txt", "/konto/login/")
    ]

    assert {answer.headers["Permissions-Policy"] for answer in answers} == {POLICY}
    assert {"camera=()", "geolocation=()", "publickey-credentials-get=(self)"} <= set(POLICY.split(", "))


def test_no_page_with_a_secret_in_its_address_is_kept(client: Client) -> None:
    welt.build()
    secret = [(name, names) for name, names in welt.patterns() if {"token", "code"} & set(names)]

    kept = []
    for name, names in secret:
        answer = client.get(welt.address(name, names))
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            kept.append(name)

    assert len(secret) > 8
    assert set(kept) <= FILES | {"beitrag"}  # the card of the sample is public, and so is its code


def test_answer_to_a_form_is_not_kept(client: Client) -> None:
    answer = client.post("/barrierefreiheit/melden/", {"name": "Jana Muster"})

    assert (answer.status_code, answer.headers["Cache-Control"]) == (422, "private, no-store")


def test_pages_of_an_account_are_not_kept(client: Client) -> None:
    make_jana()
    password_login(client)

    answers = {address: client.get(address).headers.get("Cache-Control", "") for address in PAGES}

    assert [address for address, says in answers.items() if "no-store" not in says] == []


def test_page_for_everybody_may_be_kept(client: Client) -> None:
    assert "no-store" not in client.get("/workshops/").headers.get("Cache-Control", "")


def test_log_out_empties_what_the_browser_kept(client: Client) -> None:
    make_jana()
    password_login(client)

    asked, left = client.get("/konto/logout/"), client.post("/konto/logout/")

    assert ("Clear-Site-Data" in asked.headers, left.headers["Clear-Site-Data"]) == (False, '"cache"')
