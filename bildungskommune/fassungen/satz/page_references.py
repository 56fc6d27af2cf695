"""Make pydyf remember its page references.

pydyf formats the references of all pages anew each time one is asked for, and
WeasyPrint asks for each structure element: at 300 pages a sixth of the whole time.
"""

import pydyf


def install() -> None:
    """Replace the property by one that formats each state of the page list once."""
    pydyf.PDF.page_references = property(_page_references)


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    kids = pdf.pages["Kids"]
    bekannt: tuple[bytes, ...] = pdf.__dict__.get("_page_references", ())
    if 3 * len(bekannt) != len(kids):
        bekannt = tuple(f"{nummer} 0 R".encode("ascii") for nummer in kids[::3])
        pdf.__dict__["_page_references"] = bekannt
    return bekannt
