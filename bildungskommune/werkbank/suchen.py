"""One rule of matching for every search: each word must occur somewhere, in any case."""

from collections.abc import Iterable

from django.db.models import Q

WORDS = 8
"""So many words of a search are looked at; more narrow nothing down."""


def words_of(text: str) -> list[str]:
    """Return the words somebody searches for."""
    return text.replace("\0", " ").split()[:WORDS]


def matching(text: str, *fields: str, exact: Iterable[str] = ()) -> Q:
    """Return the condition that every word occurs in one of the fields, or is one of the `exact` fields.

    Without a word everything fits.
    """
    condition = Q()
    for word in words_of(text):
        either = Q()
        for field in fields:
            either |= Q(**{f"{field}__icontains": word})
        for field in exact:
            either |= Q(**{f"{field}__iexact": word})
        condition &= either
    return condition


def occurs(text: str, texts: Iterable[str]) -> bool:
    """Say whether every word occurs somewhere in the texts; without a word nothing does."""
    whole = " ".join(texts).casefold()
    words = words_of(text.casefold())
    return bool(words) and all(word in whole for word in words)
