"""What tables the HTML of a print has, and whether all of them came onto paper."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from weasyprint.formatting_structure import boxes

from bildungskommune.fassungen.satz.marks import HIDDEN, TAG

_TAGS = re.compile(r"<(/?)(table|tr|th)\b([^>]*)>")


@dataclass
class Tafel:
    """How many rows and header cells somebody hears of a table."""

    zeilen: int = 0
    kopfzellen: int = 0


def tables_of(html: str) -> list[Tafel]:
    """Return the tables of a print in their order, without the list of contents and what has no row."""
    found: list[Tafel] = []
    inside = False
    for end, name, attributes in _TAGS.findall(html):
        if name == "table":
            inside = not end and TAG not in attributes
            found += [Tafel()] if inside else []
        elif inside and not end and HIDDEN not in attributes:
            found[-1].zeilen += name == "tr"
            found[-1].kopfzellen += name == "th"
    return [tafel for tafel in found if tafel.zeilen]


def begins_without_head(pages: Iterable[boxes.PageBox]) -> bool:
    """Whether a table begins without its head: WeasyPrint drops it above a row that fills the page or more.

    The list of contents is left out: its rows are low, and large print does not show its head.
    """
    begun = set()
    for page in pages:
        for box in page.descendants():
            if isinstance(box, boxes.TableBox) and box.element not in begun and box.element.get(TAG) is None:
                begun.add(box.element)
                if box.element.find("thead") is not None and not any(kid.is_header for kid in box.children):
                    return True
    return False
