"""The page that says what the prints conform to names every kind of print."""

import re
from pathlib import Path

from django.conf import settings

from bildungskommune.drucksachen.muster import muster
from bildungskommune.fassungen.registry import definitions
from tests.satz.beispieldrucke import WORTE

PAGE = Path(settings.BASE_DIR) / "docs" / "konformitaet.md"


def test_every_kind_of_print_stands_in_the_page() -> None:
    printed = re.findall(r"^\| ([^|]+) \| PDF \| \d+ \| 0 of \d+ \| 0 of \d+ \|$", PAGE.read_text(), re.MULTILINE)
    kinds = {name.split()[0].rstrip(",") for name in printed}

    assert {one.name for one in muster.collect()} == set(WORTE)
    assert kinds == {one.name for one in definitions().values()} | set(WORTE.values())
