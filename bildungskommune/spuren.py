"""Traces of somebody in rows that are about something else: `<app>/spuren.py` says where, and how they go.

What is about a person stands in `<app>/aufbewahrung.py`; here is what only names one.
"""

import html
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from bildungskommune.aufbewahrung import Frist, found_by
from bildungskommune.register import Register

GELOESCHT = "[gelöscht]"
"""Stands where a name stood."""
KURZ = 5
"""A single word that is shorter may be part of anything; it is not looked for."""


@dataclass(frozen=True)
class Gesucht:
    """Somebody by an address, and by the words under which the address is known: names, telephone numbers."""

    email: str
    worte: tuple[str, ...] = ()

    @cached_property
    def alle(self) -> tuple[str, ...]:
        """All that is looked for, the longest first."""
        useful = {word for word in self.worte if len(word) >= KURZ or " " in word}
        return tuple(sorted({self.email, *useful}, key=lambda word: (-len(word), word)))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        spellings = dict.fromkeys(one for word in self.alle for one in (word, html.escape(word)))
        return re.compile("|".join(_whole(one) for one in spellings), re.IGNORECASE)

    def is_in(self, *texts: str) -> bool:
        """Say whether one of the texts names this person, in whole words."""
        return any(self._pattern.search(text) for text in texts)

    def blot_out(self, text: str) -> str:
        """Return the text without the names."""
        return self._pattern.sub(GELOESCHT, text)

    def rows_in(self, rows: models.QuerySet[Any], *fields: str) -> list[Any]:
        """Return the rows in whose text or JSON fields the person is named."""
        wanted = Q(pk__in=())
        for field in fields:
            rows = rows.alias(**{f"als_text_{field}": Cast(field, models.TextField())})
            for word in self.alle:
                # A blank may be a line break there, and a quote an entity: the first word is enough to look closer.
                wanted |= Q(**{f"als_text_{field}__icontains": _first(word)})
        return [row for row in rows.filter(wanted) if self.is_in(*(str(getattr(row, field)) for field in fields))]


def _whole(word: str) -> str:
    """Return a pattern for the whole word: "Anna Lind" is not in "Anna Lind-Berg", "lind@…" not in "anna.lind@…"."""
    before, after = (r"[\w.+-]", r"\.?-?\w") if "@" in word else (r"[\w-]", r"-?\w")
    return rf"(?<!{before}){re.escape(word)}(?!{after})".replace(r"\ ", r"\s+")


def _first(word: str) -> str:
    """Return the longest run of letters and digits, which is written alike everywhere."""
    parts: list[str] = re.findall(r"[^\W_]+", word) or [word]
    return max(parts, key=len)


@dataclass(frozen=True, kw_only=True)
class Spur:
    """One kind of trace: where it is found and how it goes."""

    was: str
    """How people call it, in the plural."""
    folge: str
    """What happens to it."""
    modell: type[models.Model]
    finden: Callable[[Gesucht], Collection[Any]]
    """Return the rows of the model."""
    tun: Callable[[Gesucht], int]
    """Carry it out; returns how many. Safe to run twice."""
    vollstaendig: bool = True
    """Whether nothing else in the rows of this model has to be looked at by somebody."""
    namen: Callable[[str], Iterable[str]] = lambda email: ()
    """Under which names the address is known here."""


spuren: Register[[], Spur] = Register("spuren")
"""Every app declares its own."""


def sought(email: str) -> Gesucht:
    """Return what to look for: the address, and the names and numbers that its rows give."""
    words = {
        word.strip()
        for one, rows in found_by(email)
        if isinstance(one, Frist) and one.nennt
        for values in rows.values_list(*one.nennt)
        for word in values
    }
    words |= {word.strip() for spur in spuren.collect() for word in spur.namen(email)}
    return Gesucht(email, tuple(sorted(words - {""})))
