"""Registrations of one workshop that are probably one person, each pair with the reason in words.

Nobody is called the same person by the portal: it offers, the office decides. Who was named together in one form is
two people, and so is what the office has decided before.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import cached_property, reduce
from itertools import combinations
from operator import or_
from uuid import UUID

from workshops.anmeldung.aufbewahrung import GELOESCHT
from workshops.models import Anmeldung, Workshop, ZweiPersonen

ADRESSE = "gleiche E-Mail-Adresse"
GLEICH = "gleicher Name und gleiche Einrichtung"
AEHNLICH = "ähnlicher Name, gleiche Einrichtung"
BEIDE_PRIVAT = "gleicher Name, beide privat"
SO_AEHNLICH = 0.85
"""From this share of equal letters on two names are alike: a letter or two are different."""
GETEILT = 4
"""An address under which more registrations stand than this belongs to an office, not to a person."""
PRIVAT = "privat"
TITEL = frozenset({"dr", "prof", "frau", "herr"})

Worte = tuple[str, ...]


@dataclass(frozen=True)
class Paar:
    """Two registrations by their keys, first the one that came first, and why they may be one person."""

    erste: int
    zweite: int
    grund: str


@dataclass(frozen=True)
class _Zeile:
    pk: int
    eingang: datetime
    worte: Worte
    """In the order of the alphabet."""
    am_stueck: str
    """The words as they are spoken."""
    email: str
    haeuser: frozenset[object]
    zusammen: UUID | None

    @cached_property
    def buchstaben(self) -> int:
        """A bit for each letter that occurs."""
        return reduce(or_, (1 << ord(letter) % 64 for letter in self.am_stueck), 0)


def pairs(workshop: Workshop) -> list[Paar]:
    """Return the pairs of a workshop that nobody has decided about, the clearest first, in two statements."""
    rows = _rows(workshop)
    apart = set(ZweiPersonen.objects.filter(erste__workshop=workshop).values_list("erste", "zweite"))
    shared = _shared(rows)
    found = [
        (first, second, reason)
        for first, second in _candidates(rows, shared)
        if key(first.pk, second.pk) not in apart and (reason := _reason(first, second, shared))
    ]
    found.sort(key=lambda one: (not one[2].startswith(ADRESSE), one[2], one[1].eingang, one[1].pk, one[0].pk))
    return [Paar(first.pk, second.pk, reason) for first, second, reason in found]


def key(one: int, other: int) -> tuple[int, int]:
    """Return the two keys in the order in which a decision about them is stored."""
    return (one, other) if one < other else (other, one)


def _rows(workshop: Workshop) -> list[_Zeile]:
    """Return who is registered, in the order of receipt."""
    asked = Anmeldung.objects.filter(workshop=workshop).exclude(status=Anmeldung.Status.STORNIERT)
    named = asked.exclude(name=GELOESCHT).order_by("eingegangen_am", "pk")
    fields = ("eingegangen_am", "name", "email", "einrichtung", "institution", "zusammen")
    return [_line(row) for row in named.only(*fields)]


def _line(row: Anmeldung) -> _Zeile:
    worte = _words(row.name)
    return _Zeile(
        pk=row.pk,
        eingang=row.eingegangen_am,
        worte=tuple(sorted(worte)),
        am_stueck=" ".join(worte),
        email=row.email.lower(),
        haeuser=frozenset({_plain(row.einrichtung), row.institution_id} - {None}),
        zusammen=row.zusammen,
    )


def _plain(text: str) -> str:
    """Return the text in small letters and without accents; "Müller" and "Mueller" come out the same."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub("([aou])e", r"\1", bare).split())


def _words(name: str) -> Worte:
    """Return the words of a name as they are spoken, without titles; "Muster, Jana" is read, too."""
    last, _, first = _plain(name).partition(",")
    return tuple(word for word in re.findall(r"[^\W\d_]+", f"{first} {last}") if word not in TITEL)


def _shared(rows: Iterable[_Zeile]) -> set[str]:
    """Return the addresses that belong to several people: one form named some under it, or many use it."""
    by_address = defaultdict(list)
    for row in rows:
        by_address[row.email].append(row)
    return {email for email, those in by_address.items() if len(those) > GETEILT or any(one.zusammen for one in those)}


def _candidates(rows: Sequence[_Zeile], shared: set[str]) -> Iterator[tuple[_Zeile, _Zeile]]:
    """Yield each pair that is worth comparing once."""
    together: dict[object, list[_Zeile]] = defaultdict(list)
    for row in rows:
        for sign in _signs(row, shared):
            together[sign].append(row)
    seen = set()
    for those in together.values():
        for first, second in combinations(those, 2):
            if (first.pk, second.pk) not in seen:
                seen.add((first.pk, second.pk))
                yield first, second


def _signs(row: _Zeile, shared: set[str]) -> Iterator[object]:
    """Yield what only those have in common who may be one person: an address, or a house and a part of the name."""
    houses: set[object] = set(row.haeuser)
    if row.email in shared:
        houses.add(("adresse", row.email))
    elif row.email:
        yield row.email
    for house in houses:
        yield from ((house, part) for part in _parts(row.worte))


def _parts(worte: Worte) -> set[object]:
    """Return what names that are alike have in common: the initials, two words, or all but one first letter."""
    same_but_one = (("ohne", *sorted((word[1:], *worte[:at], *worte[at + 1 :]))) for at, word in enumerate(worte))
    return {("initialen", *(word[0] for word in worte)), *combinations(worte, 2), *same_but_one}


def _reason(first: _Zeile, second: _Zeile, shared: set[str]) -> str:
    """Say why the two may be one person, nothing when they are two."""
    if first.zusammen is not None and first.zusammen == second.zusammen:
        return ""
    name = "gleicher Name" if first.worte == second.worte else "ähnlicher Name" if _alike(first, second) else ""
    if first.email and first.email == second.email and (name or first.email not in shared):
        return f"{ADRESSE}, {name}" if name else ADRESSE
    houses = first.haeuser & second.haeuser
    if not houses or not name:
        return ""
    if houses == {PRIVAT}:
        return BEIDE_PRIVAT if name == "gleicher Name" else ""
    return GLEICH if name == "gleicher Name" else AEHNLICH


def _alike(first: _Zeile, second: _Zeile) -> bool:
    """Say whether one name is the other with a slip, with a name more, or with an initial for a name."""
    short, long = sorted((first.worte, second.worte), key=len)
    if len(short) > 1 and (set(short) < set(long) or _with_initials(short, long)):
        return True
    one, other = first.am_stueck, second.am_stueck
    # Each letter of only one name takes from the likeness; counting them is a hundred times faster than comparing.
    if (first.buchstaben ^ second.buchstaben).bit_count() > (1 - SO_AEHNLICH) * (len(one) + len(other)):
        return False
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio() >= SO_AEHNLICH


def _with_initials(one: Worte, other: Worte) -> bool:
    if len(one) != len(other):
        return False
    each = [(a == b, 1 in {len(a), len(b)} and a[0] == b[0]) for a, b in zip(one, other, strict=True)]
    return all(same or initial for same, initial in each) and any(same for same, _ in each)
