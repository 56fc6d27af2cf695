"""The text as it stands now as a file for word processors, which can be read in again."""

import re
from collections.abc import Callable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bildungskommune import text
from bildungskommune.fassungen.docx import bookmark, docx
from bildungskommune.ui.zeiten import datum
from leitbild.drafting import Ast, tree
from leitbild.models import Abschnitt, Leitbild

_HREF = re.compile(r'href="([#/][^"]*)"')
_ENTWURF = "Entwurf, nicht beschlossen · Arbeitsstand vom {}"


def draft(leitbild: Leitbild) -> bytes:
    """Return the working text as a DOCX; a bookmark at each heading says which Abschnitt it is."""
    aeste = tree(leitbild.abschnitte.prefetch_related("fussnoten"))
    inside = format_html_join("", "{}", ((part,) for part in _parts(leitbild, aeste)))
    stand = _ENTWURF.format(datum(timezone.localdate()))
    page = format_html(
        '<html><head><title>{}</title></head><body data-kopf="{}" data-fuss="{}">{}</body></html>',
        leitbild.titel,
        stand,
        leitbild.titel,
        inside,
    )
    known = {ast.abschnitt.anker for ast in aeste}
    return docx(_HREF.sub(lambda found: f'href="{_away(found[1], leitbild, known)}"', page))


def _away(href: str, leitbild: Leitbild, known: set[str]) -> str:
    """Return a link as it works outside the portal: only places of this text stay as they are."""
    if href.startswith("#"):
        return href if href[1:] in known else f"{address(leitbild)}{href}"
    return f"{settings.BASE_URL}{href}"


def address(leitbild: Leitbild) -> str:
    """Return where the published text stands, for links to its places."""
    return f"{settings.BASE_URL}{reverse('leitbild-dokument', args=(leitbild.kennung,))}"


def at_home(leitbild: Leitbild) -> Callable[[str], str]:
    """Return what turns the links of a text from such a file into those that the authors write."""
    places = {
        f"](#{bookmark(anker)})": f"](#{anker})" for anker in leitbild.abschnitte.values_list("kennung", flat=True)
    }
    places |= {f"]({address(leitbild)}#": "](#", f"]({settings.BASE_URL}/": "](/"}

    def turned(markdown: str) -> str:
        for away, home in places.items():
            markdown = markdown.replace(away, home)
        return markdown

    return turned


def _parts(leitbild: Leitbild, aeste: list[Ast]) -> Iterator[SafeString]:
    yield format_html("<h1>{}</h1>", leitbild.titel)
    yield _line("untertitel", leitbild.untertitel)
    yield text.render(leitbild.vorspann)
    for ast in aeste:
        yield from _part(ast.abschnitt, min(ast.ebene, 4) + 1)


def _part(abschnitt: Abschnitt, rang: int) -> Iterator[SafeString]:
    yield format_html('<h{0} id="{1}">{2}</h{0}>', rang, abschnitt.anker, heading(abschnitt))
    yield _line("untertitel", abschnitt.untertitel)
    yield text.render(abschnitt.text)
    yield _line("unterschrift", abschnitt.stimme_von)
    for note in abschnitt.fussnoten.all():
        yield format_html('<div class="fussnoten"><p>{}\u00a0{}</p></div>', note.nr, note.text)


def heading(abschnitt: Abschnitt) -> str:
    """Return the words of its heading in the file."""
    return f"{abschnitt.nr} {abschnitt.titel}".strip()


def _line(klasse: str, words: str) -> SafeString:
    return format_html('<p class="{}">{}</p>', klasse, words) if words else SafeString("")
