"""Read a page as a person does: where the source breaks a line says nothing."""

import re
from typing import Any

BLOCK = r"</?(?:p|h[1-6]|li|[uod]l|d[td]|div|section|article|legend|t[hdr]|title|summary)\b[^>]*>"


def one_line(html: str) -> str:
    """Return the page in one line, without white space beside the tags of what stands as a block of its own."""
    return re.sub(rf"\s*({BLOCK})\s*", r"\1", re.sub(r"\s+>", ">", " ".join(html.split())))


def words(element: Any) -> str:
    """Return what an element of lxml says, in one line."""
    return " ".join(element.text_content().split())
