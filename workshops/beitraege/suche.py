"""Find public contributions, Themen and workshops by words and by what became of them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from bildungskommune.accounts.rollen import Nutzer
from workshops.models import Beitrag, Thema, Workshop

OFFEN = "offen"
HITS = 20


def with_words(field: str, words: str) -> Q:
    """Return the condition that every word occurs in the field, in any case."""
    condition = Q()
    for word in words.split():
        condition &= Q(**{f"{field}__icontains": word})
    return condition


def public_contributions() -> QuerySet[Beitrag]:
    return Beitrag.objects.public().filter(reihe__oeffentlich=True).select_related("workshop", "gruppe")


def contributions(wanted: Mapping[str, Any]) -> QuerySet[Beitrag]:
    """Return the public contributions that fit the filter: wort, workshop, thema, verbleib."""
    found = public_contributions()
    if wort := wanted.get("wort"):
        found = found.filter(with_words("text", wort))
    if workshop := wanted.get("workshop"):
        found = found.filter(workshop=workshop)
    if thema := wanted.get("thema"):
        found = found.filter(zuordnungen__thema=thema)
    if verbleib := wanted.get("verbleib"):
        found = found.filter(verbleib="" if verbleib == OFFEN else verbleib)
    return found


def workshops(words: str, user: Nutzer) -> QuerySet[Workshop]:
    found = with_words("titel", words) | with_words("thema", words) | with_words("beschreibung", words)
    return Workshop.objects.visible_to(user).filter(found)[:HITS]


def themen(words: str) -> QuerySet[Thema]:
    found = Thema.objects.filter(with_words("titel", words), reihe__oeffentlich=True)
    return found.select_related("reihe")[:HITS]
