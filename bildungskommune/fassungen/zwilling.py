"""The same document in Leichte Sprache and other languages: which text it retells, and whether that still holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from bildungskommune.fassungen.models import Art, Fassung


@dataclass(frozen=True)
class Zwilling:
    """What a reader is told of the other texts of a document."""

    andere: Sequence[Fassung]
    """What holds of it in other lines."""
    ist_leicht: bool
    erzaehlt: Fassung | None
    """For a text in Leichte Sprache: the Fassung that was there when it was frozen."""
    gilt: Fassung | None
    """The text itself, as it holds."""

    @property
    def veraltet(self) -> bool:
        """Whether a text in Leichte Sprache retells something that holds no more."""
        return self.ist_leicht and self.gilt is not None and self.gilt != self.erzaehlt

    @property
    def uebersetzungen(self) -> Sequence[tuple[Fassung, bool]]:
        """The other lines, each with whether it is older than the text that holds."""
        text = self.gilt
        return [(one, text is not None and _is_older(one, text)) for one in self.andere if one != text]


def zwilling(fassung: Fassung, weitere: Sequence[Fassung]) -> Zwilling:
    """Return what is told beside a Fassung; `weitere` are those that hold beside it (`ausgaben.others`)."""
    same = [one for one in weitere if one.objekt_id == fassung.objekt_id]
    is_easy = fassung.art == Art.LEICHTE_SPRACHE
    text = next((one for one in same if not one.linie), None)
    holds = text if fassung.linie else fassung
    return Zwilling(same, is_easy, retold(fassung) if is_easy else None, holds)


def retold(fassung: Fassung) -> Fassung | None:
    """Return the public text that a Fassung in Leichte Sprache retells: the last one frozen before it."""
    texts = Fassung.objects.of(fassung.definition, fassung.objekt_id).standard().public().without_snapshot()
    return texts.filter(eingefroren_am__lte=fassung.eingefroren_am).order_by("-nummer").first()


def outdated() -> list[tuple[Fassung, Fassung]]:
    """Return each valid text in Leichte Sprache that is older than the text which holds, with that: two queries."""
    easy = Fassung.objects.filter(art=Art.LEICHTE_SPRACHE).current().without_snapshot()
    texts = {(one.definition, one.objekt_id): one for one in Fassung.objects.standard().current().without_snapshot()}
    pairs = ((one, texts.get((one.definition, one.objekt_id))) for one in easy)
    return [(one, text) for one, text in pairs if text is not None and _is_older(one, text)]


def _is_older(one: Fassung, text: Fassung) -> bool:
    return one.eingefroren_am < text.eingefroren_am
