"""WeasyPrint's style sheet without notes, and what a worker has read before its first print."""

import pyphen
import pytest
from weasyprint import HTML

from bildungskommune.fassungen import satz
from bildungskommune.fassungen.satz import render
from tests.satz.lesen import drucke

LISTEN = "<ul><li>eins<ul><li>innen</li></ul></li></ul><ol><li>zwei<br>drei</li></ol><p>Er sagt <q>ja</q>.</p>"


def test_print_is_the_same_as_with_the_whole_style_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    short = drucke(LISTEN)
    monkeypatch.setattr(render, "Source", HTML)

    assert short == drucke(LISTEN)


def test_worker_has_read_the_dictionary_before_its_first_print() -> None:
    pyphen.hdcache.clear()

    satz.warm_up()

    assert len(pyphen.hdcache) == 1
