"""The log tells operators what happened and never to whom."""

import logging
import sys
from datetime import datetime

import pytest
from django.db import DatabaseError, transaction
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.logs import SoberFormatter
from tests.factories import make_anmeldung, make_beitrag, make_konto, make_workshop
from workshops.models import Anmeldung

NAMES = st.text(st.characters(categories=("Lu", "Ll")), min_size=12, max_size=20).map(lambda name: f"Zyx{name}")


def logged(message: str, *arguments: object, error: BaseException | None = None) -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("portal", logging.ERROR, "x.py", 1, message, arguments, exc_info)
    return SoberFormatter().format(record)


@pytest.mark.parametrize(
    "address",
    ["a@b.de", "jana.muster+neu@mail.kreis.example", "jürgen@börde.example", "jana%40kita.example", "O_o@x-y.co.uk"],
)
def test_address_is_not_written(address: str) -> None:
    assert logged("Mail to %s failed (<%s>).", address, address).endswith("Mail to [Adresse] failed (<[Adresse]>).")


@pytest.mark.parametrize("kept", ["14:30 @ Rathaus", "user@host", "a@", "@b.de", "Zeile 3, Spalte 4"])
def test_what_is_no_address_stays(kept: str) -> None:
    assert logged(kept).endswith(kept)


def test_row_that_postgresql_quotes_is_left_out_over_all_its_lines() -> None:
    text = logged(
        "violates check\nDETAIL:  Failing row contains (1, Jana Muster,\nNussallergie\n\nund mehr).\n"
        "HINT:  Try again.\nCONTEXT:  trigger\n\nThe above exception was the direct cause of the following exception:"
    )

    assert text.endswith(
        "violates check\nDETAIL: [nicht protokolliert]\nHINT:  Try again.\nCONTEXT:  trigger\n\n"
        "The above exception was the direct cause of the following exception:"
    )


@pytest.mark.django_db
def test_failing_row_of_the_database_names_nobody() -> None:
    anmeldung = make_anmeldung(name="Jana Muster", verpflegung="Keine Nüsse,\nbitte.")

    try:
        with transaction.atomic():
            Anmeldung.objects.filter(pk=anmeldung.pk).update(email="", quelle="online")
    except DatabaseError:
        text = logged("Das ging nicht.", error=sys.exc_info()[1])

    assert "violates check constraint" in text
    assert "The above exception was the direct cause" in text
    for word in ("Jana", "Muster", "Nüsse", "bitte"):
        assert word not in text


@given(st.lists(NAMES, min_size=1, max_size=5), st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", " "]))
def test_no_row_gets_through(words: list[str], between: str) -> None:
    text = logged("failed\nDETAIL:  Failing row contains (1, " + between.join(words) + ").\nHINT:  x")

    assert [word for word in words if word in text] == []


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the log says, without the times."""
    return [SoberFormatter().format(record)[25:] for record in caplog.records]


@pytest.mark.django_db
def test_key_of_a_registration_is_not_written(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    token = "k" * 43
    make_anmeldung(token=token)

    client.delete(f"/anmeldung/{token}/")
    client.get(f"/anmeldung/{token}/gibt-es-nicht/")
    client.post(f"/anmeldung/{token}/vertretung/")

    assert lines(caplog)[0].startswith("WARNING django.request: Method Not Allowed")
    assert lines(caplog)[1:] == [
        "WARNING django.request: Not Found: /anmeldung/…",
        "WARNING django.request: Unprocessable Entity: /anmeldung/<slug:token>/vertretung/",
    ]
    assert token not in "".join(lines(caplog))


MARKS = ("Zyxmarke", "ZYX-987", "zyx.marke", "zyxmarke")


@pytest.mark.django_db
def test_marks_that_people_leave_are_in_no_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """Each way to a 4xx: unknown, not allowed, not filled in, forged, for others, too large."""
    caplog.set_level("INFO")
    mark, code = "Zyxmarke", "ZYX-987"
    beitrag, workshop = make_beitrag(code=code), make_workshop()
    forms = {"name": mark, "email": "zyx.marke@kita.example", "text": mark, "frage": mark}
    forged = Client(enforce_csrf_checks=True)

    for address in (beitrag.get_absolute_url(), f"/beitrag/{code}/danke/", f"/beitrag/{code}/zyxmarke/", f"/{mark}/ü/"):
        client.get(address)
        client.delete(address)
        client.post(address, forms)
        forged.post(address, forms, headers={"origin": f"https://boese.example/{mark}"})
        forged.post(address, forms, secure=True, headers={"referer": f"https://boese.example/beitrag/{code}/"})
    for address in (f"/workshops/{workshop.slug}/anmeldung/", "/barrierefreiheit/melden/", "/konto/login/"):
        client.post(address, forms | {"login": "zyx.marke@kita.example", "password": mark})
    client.get("/workshops/", {"q": mark, "seite": mark})
    client.force_login(make_konto(rolle="fachamt"), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/verwaltung/konten/", {"q": mark})

    written = lines(caplog)
    assert len(written) > 15
    assert [line for line in written if any(one in line for one in MARKS)] == []


@pytest.mark.django_db
def test_refusal_is_one_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.force_login(make_konto(rolle="fachamt"), backend="django.contrib.auth.backends.ModelBackend")

    client.get("/verwaltung/konten/")

    assert lines(caplog) == ["WARNING django.request: Forbidden (Permission denied): /verwaltung/konten/"]


def test_failure_keeps_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/beitrag/ZYX-MARKE/")
    try:
        raise LookupError("Das ging nicht.")
    except LookupError:
        extra = {"request": request, "status_code": 500}
        logging.getLogger("django.request").exception("%s: %s", "Server Error", request.path, extra=extra)

    (line,) = lines(caplog)
    assert "Traceback" in line
    assert "LookupError: Das ging nicht." in line
    assert "ZYX-MARKE" not in line


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\x1b", "\x85", "\u2028"])
def test_words_of_a_stranger_forge_no_line(sign: str) -> None:
    text = logged("Unknown: %s", f"a{sign}2026-01-01T00:00:00+0000 ERROR portal: gefälscht")

    assert sign not in text
    assert "gefälscht" in text


def test_record_begins_with_time_level_and_place() -> None:
    when, _, rest = logged("Los.").partition(" ")

    assert datetime.fromisoformat(when).utcoffset() is not None
    assert rest == "ERROR portal: Los."
