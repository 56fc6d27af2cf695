"""What says on a given day who pays: the Förderhinweis and the marks beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import Truncator

from bildungskommune.foerderung.models import Foerderzeichen
from bildungskommune.seiten.models import Kommune

KURZ = 180
"""Characters of the Förderhinweis that stand at the top of a page; all of a longer one stands at its foot."""


@dataclass(frozen=True)
class Foerderung:
    hinweis: str
    zeichen: Sequence[Foerderzeichen]

    def __bool__(self) -> bool:
        return bool(self.hinweis or self.zeichen)

    @property
    def is_long(self) -> bool:
        return len(self.hinweis) > KURZ

    @property
    def kurz(self) -> str:
        return Truncator(self.hinweis).chars(KURZ)

    @property
    def zeilen(self) -> list[str]:
        """Return in words what the marks say, and the Förderhinweis, where there are no pictures."""
        return [*(one.alternativtext for one in self.zeichen), *([self.hinweis] if self.hinweis else [])]

    @property
    def lacks_emblem(self) -> bool:
        """Whether it is said in words who pays, but the mark of the one who does is missing."""
        given = {zeichen.art for zeichen in self.zeichen}
        return bool(self.hinweis) and Foerderzeichen.Art.FOERDERGEBER not in given


def on(day: date) -> Foerderung:
    """Return what is valid on this day; the files themselves are not loaded."""
    zeichen = Foerderzeichen.objects.valid_on(day).in_order().with_size()
    return Foerderung(Kommune.objects.current().foerderhinweis_am(day), tuple(zeichen))
