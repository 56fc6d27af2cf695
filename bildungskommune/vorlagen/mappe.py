"""A Vorlage with its Fassungen in one print: each is set as it is alone, behind one cover, and all have one contents.

Each Fassung is rendered by the template of its stage, as for its own PDF. What has a name in it gets one that is its
own in the whole print. Only the worker does this.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from bildungskommune import qr
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition

_BODY = re.compile(r"<body(?P<kopf>[^>]*)>(?P<inhalt>.*)</body>", re.DOTALL)
_ATTRIBUT = re.compile(r'([\w-]+)="([^"]*)"')
_NAME = re.compile(r'(?<=\sid=")[^"]+(?=")')
_ANKER = re.compile(r'href="#([^"]*)"')
QR_FARBE = "#15211c"


@dataclass(frozen=True)
class Teil:
    """One Fassung within the print."""

    anker: str
    titel: str
    klasse: str
    kopf: str
    fuss: str
    html: SafeString
    stil: SafeString


def whole(inhalt: Mapping[str, Any]) -> dict[str, Any]:
    """Add the text of each Fassung to what the row holds. Raises lesen.Unreadable."""
    found = Fassung.objects.in_bulk([one["pk"] for one in inhalt["fassungen"]])
    teile = [_part(found[one["pk"]]) for one in inhalt["fassungen"] if one["pk"] in found]
    return {**inhalt, "teile": teile}


def _part(fassung: Fassung) -> Teil:
    context = print_context(fassung)
    link = str(context["fassung"]["link"])  # type: ignore[index]  # a mapping, as print templates need it
    code = qr.data_uri(link, dark=QR_FARBE)
    html = render_to_string(definition(fassung.definition).template, {"qr": code, **context, "mappe": True})
    body = _BODY.search(html)
    assert body is not None, "each print template has a body"
    attributes = dict(_ATTRIBUT.findall(body["kopf"]))
    anker = f"fassung-{fassung.pk}"
    return Teil(
        anker=anker,
        titel=f"{fassung}, {fassung.bezeichnung}",
        klasse=attributes.get("class", ""),
        kopf=_plain(attributes.get("data-kopf", "")),
        fuss=_plain(attributes.get("data-fuss", "")),
        html=mark_safe(_own_names(body["inhalt"], anker, link)),  # noqa: S308 - what its template has escaped
        stil=mark_safe(_own_style(str(context["druckstil"]), anker)),  # noqa: S308 - numbers and a checked colour
    )


def _plain(attribute: str) -> SafeString:
    return mark_safe(attribute)  # noqa: S308 - it comes out of an attribute and goes into one


def _own_names(html: str, anker: str, link: str) -> str:
    """Put the name of the Fassung before each name in it; what is named elsewhere is led to on its web page."""
    names = set(_NAME.findall(html))

    def target(found: re.Match[str]) -> str:
        return f'href="#{anker}-{found[1]}"' if found[1] in names else f'href="{link}#{found[1]}"'

    return _ANKER.sub(target, _NAME.sub(lambda found: f"{anker}-{found[0]}", html))


def _own_style(style: str, anker: str) -> str:
    """Let the styles of one Fassung hold in it alone."""
    rules = style.removeprefix("<style>").removesuffix("</style>")
    return "".join(f"<style>{rule}</style>" for rule in _scoped(rules, anker))


def _scoped(rules: str, anker: str) -> Iterator[str]:
    for line in filter(None, rules.splitlines()):
        yield line.replace(":root", f"#{anker}", 1) if line.startswith(":root") else f"#{anker} {line}"
