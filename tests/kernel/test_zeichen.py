"""What no text may hold, whatever form it comes from."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.zeichen import check_line, check_text, one_line

BREAKS = "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.mark.parametrize("sign", BREAKS)
def test_line_holds_no_break(sign: str):
    with pytest.raises(ValidationError) as refused:
        check_line(f"Bus{sign}Bahn")

    assert refused.value.messages == [
        "Bitte schreiben Sie alles in eine Zeile: nach „Bus“ steht ein Zeilenumbruch oder ein Tabulator."
    ]


@pytest.mark.parametrize("check", [check_line, check_text])
@pytest.mark.parametrize("sign", "\x01\x07\x08\x1b\x7f\x80\x9f")
def test_no_text_holds_a_control_character(check, sign: str):
    with pytest.raises(ValidationError) as refused:
        check(f"Wer von weit her kommt, fährt{sign} lange")

    [sentence] = refused.value.messages
    assert sentence.startswith("Nach „… her kommt, fährt“ steht ein unsichtbares Steuerzeichen. Bitte löschen Sie es")


def test_place_at_the_start_is_named():
    with pytest.raises(ValidationError) as refused:
        check_text("\x01Bus")

    assert refused.value.messages[0].startswith("Am Anfang steht ein unsichtbares Steuerzeichen.")


def test_long_text_keeps_lines_and_tabs():
    check_text("Bus\r\n\tBahn\nRad\u2028Fuß\x85Ende")


def test_letters_of_every_kind_are_welcome():
    check_line("Börde – „Straße“ 🚲 Łódź שלום 👩\u200d🏫 wei\u00adter")


@given(st.text())
def test_one_line_is_always_taken(words: str):
    check_line(one_line(words))


@given(st.text())
def test_what_passes_for_a_line_is_one(words: str):
    try:
        check_line(words)
    except ValidationError:
        return
    assert words.splitlines() in ([words], [])
