"""The log tells operators what happened and never to whom."""

import logging
import sys

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.logs import SoberFormatter
from tests.factories import make_anmeldung
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


@pytest.mark.django_db
def test_key_of_a_registration_is_not_written(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    token = "k" * 43
    make_anmeldung(token=token)

    client.delete(f"/anmeldung/{token}/")
    client.get(f"/anmeldung/{token}/gibt-es-nicht/")

    lines = [SoberFormatter().format(record) for record in caplog.records if record.name == "django.request"]
    assert len(lines) == 2
    assert all("[Schlüssel]" in line and token not in line for line in lines)


def test_record_begins_with_time_level_and_place() -> None:
    assert logged("Los.")[24:] == "ERROR portal: Los."
