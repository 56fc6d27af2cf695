"""Paragraphs with a name: "absatz-3" of a text stays that paragraph while others come, go and move around it.

A paragraph is a block of the text as it is set: a paragraph or a whole list. Its number is given once and never again
in the same thing, whichever of its fields it stands in. An edited paragraph keeps its number as long as more than half
of it is the same; what is new gets the next one.
"""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, ClassVar, TypeAlias

from django.db import models
from django.utils.safestring import SafeString

from bildungskommune import text

Nummern: TypeAlias = list[int]
"""The number of each paragraph of a text, in its order."""
NAECHSTE = "naechste"
"""Where the next free number stands in the field; no field of a model has this name."""
ALIKE = 0.5
VORSATZ = "absatz-"


def renumber(before: Sequence[str], known: Sequence[int], after: Sequence[str], following: int) -> tuple[Nummern, int]:
    """Return the numbers of the paragraphs `after`, and the next free one.

    `known` are the numbers of those `before`. The same words keep their number wherever they moved; then what stands
    between the same neighbours, or is most alike, keeps it.
    """
    free = dict(zip(known, before, strict=False))
    given: dict[int, int] = {}
    for place, block in enumerate(after):
        same = next((number for number, words in free.items() if words == block), None)
        if same is not None:
            given[place] = same
            del free[same]
    for place, block in enumerate(after):
        if place not in given and (number := _most_alike(free, block)) is not None:
            given[place] = number
            del free[number]
    for place in range(len(after)):
        if place not in given:
            given[place], following = following, following + 1
    return [given[place] for place in range(len(after))], following


def _most_alike(free: Mapping[int, str], block: str) -> int | None:
    """Return the number of the paragraph that became this one, None when none is alike enough."""
    words = block.split()
    best: tuple[float, int] | None = None
    for number, before in free.items():
        matcher = SequenceMatcher(None, before.split(), words, autojunk=False)
        if matcher.real_quick_ratio() <= ALIKE or matcher.quick_ratio() <= ALIKE:
            continue
        ratio = matcher.ratio()
        if ratio > ALIKE and (best is None or ratio > best[0]):
            best = (ratio, number)
    return best[1] if best else None


class MitAbsaetzen(models.Model):
    """A thing whose texts have paragraphs with names. The subclass says in which fields."""

    ABSATZFELDER: ClassVar[tuple[str, ...]] = ("text",)

    absaetze = models.JSONField("Nummern der Absätze", default=dict, blank=True, editable=False)
    _kept: Mapping[str, Any] | None = None

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and number the paragraphs of what is written."""
        written = kwargs.get("update_fields")
        fields = [name for name in self.ABSATZFELDER if written is None or name in written]
        if fields:
            self._number(fields)
            if written is not None:
                kwargs["update_fields"] = [*written, "absaetze"]
        super().save(*args, **kwargs)

    def number(self) -> None:
        """Number the paragraphs of a new thing that is written without `save`, together with others."""
        self._number(self.ABSATZFELDER)

    def keep(self, numbers: Mapping[str, Any]) -> None:
        """Have the texts written with these numbers, which have to fit, whatever they were numbered before."""
        self._kept = numbers

    def fits(self, numbers: Mapping[str, Any]) -> bool:
        """Whether these are numbers for the paragraphs of all texts: one for each, none twice, the next one free."""
        lists = [numbers.get(name, []) for name in self.ABSATZFELDER]
        given = [number for one in lists for number in one]
        counts = [len(text.blocks(getattr(self, name))) for name in self.ABSATZFELDER]
        return (
            [len(one) for one in lists] == counts
            and len(set(given)) == len(given)
            and all(0 < number < numbers.get(NAECHSTE, 0) for number in given)
        )

    def counted_anew(self) -> dict[str, Any]:
        """Return the numbers that the paragraphs would have if all were new."""
        numbers: dict[str, Any] = {}
        following = 1
        for name in self.ABSATZFELDER:
            numbers[name], following = renumber([], [], text.blocks(getattr(self, name)), following)
        return numbers | {NAECHSTE: following}

    def _number(self, fields: Sequence[str]) -> None:
        if self._kept is not None:
            self.absaetze, self._kept = dict(self._kept), None
            return
        stored = type(self)._default_manager.filter(pk=self.pk).values(*fields, "absaetze").first() if self.pk else None
        before: Mapping[str, Any] = stored or {}
        numbers: dict[str, Any] = dict(before.get("absaetze") or self.absaetze)
        following = int(numbers.get(NAECHSTE, 1))
        for name in fields:
            known, blocks = numbers.get(name, []), text.blocks(getattr(self, name))
            if stored is None and len(known) == len(blocks):
                continue  # a copy keeps the numbers it was made with
            former = text.blocks(before.get(name, "")) if known else []
            numbers[name], following = renumber(former, known, blocks, following)
        numbers[NAECHSTE] = following
        self.absaetze = numbers

    def absatz(self, feld: str, kennung: str) -> str | None:
        """Return the paragraph of this name as it is typed, None when the text has none of it."""
        place = self._place(feld, kennung)
        return None if place is None else text.blocks(getattr(self, feld))[place]

    def set_absatz(self, feld: str, kennung: str, wortlaut: str) -> None:
        """Put other words where a paragraph stands; it keeps its name, further ones behind it get new ones.

        Raises LookupError when the text has no paragraph of this name.
        """
        place = self._place(feld, kennung)
        if place is None:
            raise LookupError(f"{self._meta.label} {self.pk}: {feld}, {kennung}")
        numbers, more = list(self.absaetze[feld]), len(text.blocks(wortlaut)) - 1
        following = int(self.absaetze[NAECHSTE])
        numbers[place + 1 : place + 1] = range(following, following + more)
        setattr(self, feld, text.with_block(getattr(self, feld), place, wortlaut))
        found = dict(self.absaetze) | {feld: numbers, NAECHSTE: following + more}
        if self.fits(found):
            self.keep(found)

    def _place(self, feld: str, kennung: str) -> int | None:
        names = [f"{VORSATZ}{number}" for number in self.absaetze.get(feld, [])]
        return names.index(kennung) if kennung in names else None

    def absatz_kennungen(self) -> dict[str, list[str]]:
        """Return the names of the paragraphs of each text, for a snapshot: {"text": ["absatz-1", "absatz-3"]}."""
        return {
            name: [f"{VORSATZ}{number}" for number in self.absaetze.get(name, [])]
            for name in self.ABSATZFELDER
            if getattr(self, name)
        }


def names(markdown: str, known: Sequence[str] | None, vorsatz: str = VORSATZ) -> list[str]:
    """Return the names of the paragraphs of a text; counted from 1 behind `vorsatz` where nobody named them."""
    count = len(text.blocks(markdown))
    return list(known) if known and len(known) == count else [f"{vorsatz}{nr}" for nr in range(1, count + 1)]


def counted(daten: Mapping[str, Any], *felder: str) -> dict[str, list[str]]:
    """Return names for the paragraphs of a thing that has none, as `render` counts them."""
    named = {feld: names(daten[feld], None, _vorsatz(daten, feld)) for feld in felder}
    return {feld: found for feld, found in named.items() if found}


def _vorsatz(daten: Mapping[str, Any], feld: str) -> str:
    return VORSATZ if feld == "text" or "anker" not in daten else f"{feld}-"


def render(daten: Mapping[str, Any], feld: str) -> SafeString:
    """Return a text of a snapshot as HTML; each paragraph has an anchor: "leitsatz-2.absatz-3".

    Old snapshots name no paragraph. Then they are counted, behind the name of the text where a thing has several.
    """
    markdown = daten.get(feld) or ""
    anker = daten.get("anker") or feld
    found = names(markdown, daten.get("absaetze", {}).get(feld), _vorsatz(daten, feld))
    return text.render(markdown, [f"{anker}.{name}" for name in found])
