"""Find the Beiträge and Themen that an Abschnitt comes from, and link them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.models import Geloescht
from bildungskommune.werkbank.suchen import matching
from leitbild.models import Abschnitt, Herleitung
from workshops import quellen as werkstatt
from workshops.models import Beitrag, Thema


def themen(abschnitt: Abschnitt, wort: str = "") -> QuerySet[Thema]:
    """Return the Themen that may be named as a source, those with most cards first."""
    found = werkstatt.themen(abschnitt.leitbild.reihen).exclude(herleitungen__abschnitt=abschnitt)
    return found.filter(matching(wort, "titel", "beschreibung"))


def beitraege(abschnitt: Abschnitt, wort: str = "") -> QuerySet[Beitrag]:
    """Return the contributions that may be named as a source, newest first; rejected ones may not."""
    found = werkstatt.beitraege(abschnitt.leitbild.reihen).exclude(herleitungen__abschnitt=abschnitt)
    return found.filter(matching(wort, "text", exact=["code"]))


def herleitung(abschnitt: Abschnitt, quelle: str, begruendung: str) -> Herleitung:
    """Return the unsaved link that a choice such as "thema-12" names."""
    art, _, pk = quelle.partition("-")
    link: dict[str, Any] = {f"{art}_id": int(pk)}
    return Herleitung(abschnitt=abschnitt, begruendung=begruendung, **link)


def link(abschnitt: Abschnitt, gewaehlt: Iterable[tuple[str, str]], *, by: By) -> int:
    """Name all that was chosen as sources, each with its reason; return how many."""
    with transaction.atomic():
        links = [herleitung(abschnitt, key, grund) for key, grund in gewaehlt]
        for one in links:
            aendern.create(one, by=by)
    return len(links)


def removed(abschnitt: Abschnitt) -> Geloescht | None:
    """Return the source that was taken away last and can still be brought back."""
    found = Geloescht.objects.filter(objekt_art=Herleitung._meta.label_lower, zeilen__0__fields__abschnitt=abschnitt.pk)
    return found.first()
