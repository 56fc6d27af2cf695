"""One register a topic, filled by the apps."""

from collections.abc import Iterator

import pytest

from bildungskommune.register import Register


def test_register_finds_what_the_apps_say_in_the_order_of_their_layers() -> None:
    stufe: Register[[], object] = Register("gibt_es_nicht")

    @stufe.register
    def above() -> Iterator[str]:
        yield "above"

    @stufe.register
    def below() -> Iterator[str]:
        yield from ("below", "and more")

    above.__module__, below.__module__ = "konzept.gibt_es_nicht", "workshops.gibt_es_nicht"

    assert stufe.collect() == ["below", "and more", "above"]


def test_register_asks_with_what_it_is_given() -> None:
    doppelt: Register[[int], int] = Register("gibt_es_nicht")

    @doppelt.register
    def both(number: int) -> list[int]:
        return [number, 2 * number]

    assert doppelt.collect(4) == [4, 8]


def test_who_registers_too_late_is_told() -> None:
    stufe: Register[[], str] = Register("gibt_es_nicht")
    stufe.collect()

    with pytest.raises(AssertionError, match="came too late"):
        stufe.register(list)
