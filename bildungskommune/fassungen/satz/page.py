"""Make the HTML of a print from a template and a snapshot."""

import re
from typing import Any
from urllib.parse import urljoin

from django.template.loader import render_to_string

from bildungskommune.fassungen.satz.qr import qr_data_uri

_VERWEIS = re.compile(r'href="([/#])([^"]*)"')
_KENNUNG = re.compile(r'\sid="([^"]+)"')


def html_fuer(template: str, kontext: dict[str, Any]) -> str:
    """Render a print template with `fassung`, `kommune`, `verzeichnis`, `inhalt`; the QR code is added."""
    link = _link(kontext["fassung"])
    return _complete_links(render_to_string(template, {"qr": qr_data_uri(link), **kontext}), link)


def _link(fassung: Any) -> str:
    return str(fassung["link"] if isinstance(fassung, dict) else fassung.link)


def _complete_links(html: str, link: str) -> str:
    """Point links of the portal to its address, since a PDF has no place of its own.

    An anchor that this document lacks is looked for on the web page of the Fassung.
    """
    vorhanden = set(_KENNUNG.findall(html))

    def ziel(fund: re.Match[str]) -> str:
        art, rest = fund.groups()
        if art == "#":
            return fund[0] if rest in vorhanden else f'href="{link}#{rest}"'
        return f'href="{urljoin(link, "/" + rest)}"'

    return _VERWEIS.sub(ziel, html)
