"""Numbers: how each way of counting looks, and which one comes next."""

from dataclasses import replace

import pytest

from konzept.bezeichnungen import KONZEPT, Ebene, Folge, Zaehlung
from konzept.nummern import LAENGE, bare, examples, following, number, sign

FELD, STRATEGIE = KONZEPT["handlungsfeld"], KONZEPT["strategie"]


def counting(usual: Ebene, zaehlung: str, **more: str) -> Ebene:
    return replace(usual, zaehlung=zaehlung, **more)  # type: ignore[arg-type]  # the rest are words


@pytest.mark.parametrize(
    ("zaehlung", "place", "found"),
    [
        (Zaehlung.ARABISCH, 17, "17"),
        (Zaehlung.ROEMISCH, 4, "IV"),
        (Zaehlung.ROEMISCH, 1994, "MCMXCIV"),
        (Zaehlung.GROSS, 1, "A"),
        (Zaehlung.GROSS, 27, "AA"),
        (Zaehlung.KLEIN, 26, "z"),
        (Zaehlung.KLEIN, 703, "aaa"),
    ],
)
def test_place_in_each_way_of_counting(zaehlung: str, place: int, found: str) -> None:
    assert sign(zaehlung, place) == found


@pytest.mark.parametrize(
    ("ebene", "above", "found"),
    [
        (counting(FELD, Zaehlung.ARABISCH, vorsatz="HF"), "", "HF 3"),
        (counting(STRATEGIE, Zaehlung.ARABISCH), "A", "A.3"),
        (counting(STRATEGIE, Zaehlung.ARABISCH), "", "3"),
        (counting(STRATEGIE, Zaehlung.GROSS, folge=Folge.JE), "2", "C"),
        (counting(STRATEGIE, Zaehlung.KLEIN, vorsatz="S"), "2", "S 2.c"),
    ],
)
def test_number_goes_on_from_the_one_above_or_stands_alone(ebene: Ebene, above: str, found: str) -> None:
    assert number(ebene, 3, above) == found


def test_number_without_the_vorsatz_is_what_others_go_on_from() -> None:
    assert bare(counting(FELD, Zaehlung.ARABISCH, vorsatz="HF"), "HF 2") == "2"
    assert bare(counting(FELD, Zaehlung.ARABISCH, vorsatz="HF"), "II") == "II"
    assert bare(FELD, "HF 2") == "HF 2"


def test_next_number_is_one_that_nothing_has() -> None:
    ebene = counting(STRATEGIE, Zaehlung.ARABISCH)

    assert following(ebene, 2, ["1.1", "1.3"], "1") == "1.4"
    assert following(STRATEGIE, 2, [], "1") == ""
    assert following(ebene, 2, [], "x" * LAENGE) == ""


def test_examples_name_things_as_they_will_be_called() -> None:
    assert list(examples(counting(FELD, Zaehlung.ROEMISCH))) == [
        "Handlungsfeld I",
        "Handlungsfeld II",
        "Handlungsfeld III",
    ]
    assert list(examples(counting(FELD, Zaehlung.GROSS, vorsatz="HF"), count=1)) == ["HF A"]
    assert list(examples(FELD)) == []
