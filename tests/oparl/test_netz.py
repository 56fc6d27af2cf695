"""The only way out of the portal: what is asked, what is refused, and how an answer ends that does not."""

import json
import time

import pytest
from pytest_django.fixtures import Settings

from bildungskommune.oparl import netz
from tests.oparl.server import Rathaus


@pytest.mark.parametrize(
    "url",
    [
        "http://rat.example/paper/1",
        "ftp://rat.example/paper/1",
        "https://rat.example:8443/paper/1",
        "https://amt:geheim@rat.example/paper/1",
        "https:///paper/1",
        "https://rat.example:99999/",
        "https://[kaputt/",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://0.0.0.0/",
        "https://localhost/",
    ],
)
def test_address_that_may_not_be_asked_is_refused(url: str) -> None:
    with pytest.raises(netz.Unbrauchbar):
        netz.check(url)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("9.9.9.9", True),
        ("2620:fe::fe", True),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("2002:0a00:0001::1", False),
        ("2001:0:1234::1", False),
        ("64:ff9b::909:909", True),
    ],
)
def test_only_a_machine_of_the_public_internet_is_asked(ip: str, public: bool) -> None:
    assert netz.is_public(ip) is public


def test_host_without_a_number_may_be_asked_later() -> None:
    with pytest.raises(netz.Unerreichbar):
        netz.check("https://gibt-es-nicht.invalid/paper/1")


def test_own_network_is_asked_only_where_the_settings_name_it(haus: Rathaus, settings: Settings) -> None:
    url = haus.put("paper/1", "Paper", name="Leitbild")
    found = netz.fetch(url)
    settings.OPARL_INTERN = []

    with pytest.raises(netz.Unbrauchbar):
        netz.fetch(url)
    assert found["name"] == "Leitbild"
    assert haus.asked == ["paper/1"]


def test_production_asks_nobody_without_tls(haus: Rathaus, settings: Settings) -> None:
    settings.LOCAL = False

    with pytest.raises(netz.Unbrauchbar, match="https"):
        netz.fetch(haus.put("paper/1", "Paper"))


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/geheim", "http://localhost/", "https://10.0.0.1/", "file:///etc/passwd", ""]
)
def test_redirect_goes_through_the_same_check(haus: Rathaus, target: str) -> None:
    haus.roh["paper/1"] = (302, {"Location": target}, b"")

    with pytest.raises(netz.Unbrauchbar):
        netz.fetch(haus.url("paper/1"))
    assert set(haus.asked) == {"paper/1"}


def test_redirect_to_another_path_is_followed_thrice_at_most(haus: Rathaus) -> None:
    haus.put("neu", "Paper", name="Neu")
    for number in range(3):
        haus.roh[f"alt/{number}"] = (301, {"Location": f"/alt/{number + 1}"}, b"")
    haus.roh["alt/3"] = (301, {"Location": "/neu"}, b"")

    assert netz.fetch(haus.url("alt/1"))["name"] == "Neu"
    with pytest.raises(netz.Unbrauchbar, match="zu oft"):
        netz.fetch(haus.url("alt/0"))


@pytest.mark.parametrize(
    ("status", "headers", "body", "error"),
    [
        (404, {}, b"{}", netz.Fort),
        (410, {}, b"{}", netz.Fort),
        (403, {}, b"{}", netz.Unbrauchbar),
        (500, {}, b"{}", netz.Unerreichbar),
        (429, {}, b"{}", netz.Unerreichbar),
        (200, {"Content-Type": "text/html"}, b"<html>", netz.Unbrauchbar),
        (200, {}, b"{kein json", netz.Unbrauchbar),
        (200, {}, b"[1]", netz.Unbrauchbar),
        (200, {}, b"[" * 100_000, netz.Unbrauchbar),
        (200, {}, b'"\xff"', netz.Unbrauchbar),
        (200, {"Content-Length": "400"}, b"{}", netz.Unerreichbar),
    ],
)
def test_answer_that_is_of_no_use_is_named(
    haus: Rathaus, status: int, headers: dict[str, str], body: bytes, error: type[Exception]
) -> None:
    haus.roh["paper/1"] = (status, headers, body)

    with pytest.raises(error):
        netz.fetch(haus.url("paper/1"), seconds=2)


def test_two_megabytes_are_the_end(haus: Rathaus) -> None:
    filled = json.dumps({"name": "x" * (netz.GROESSE - 20)}).encode()
    haus.roh["voll"] = (200, {}, filled)
    haus.roh["zu-gross"] = (200, {}, b" " * (netz.GROESSE + 1 - len(filled)) + filled)

    assert len(netz.fetch(haus.url("voll"))["name"]) == netz.GROESSE - 20
    with pytest.raises(netz.Unbrauchbar, match="2 MB"):
        netz.fetch(haus.url("zu-gross"))


def test_answer_that_drips_is_broken_off(haus: Rathaus) -> None:
    haus.put("paper/1", "Paper", name="x" * 500)
    haus.langsam = 0.05
    begun = time.monotonic()

    with pytest.raises(netz.Unerreichbar):
        netz.fetch(haus.url("paper/1"), seconds=0.5)
    assert time.monotonic() - begun < 5


def test_nobody_listens(haus: Rathaus, settings: Settings) -> None:
    settings.OPARL_INTERN = ["127.0.0.1"]

    with pytest.raises(netz.Unerreichbar):
        netz.fetch("http://127.0.0.1:1/paper/1")


def test_server_without_tls_is_no_https_server(haus: Rathaus) -> None:
    haus.put("paper/1", "Paper")

    with pytest.raises(netz.Unerreichbar):
        netz.fetch(haus.url("paper/1").replace("http:", "https:"), seconds=3)
