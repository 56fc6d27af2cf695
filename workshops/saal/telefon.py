"""What one phone carries with it: a signed note in the address, no cookie and no row.

It lists the cards that were written with it, so that their codes stay at hand, and the group chosen last.
"""

from dataclasses import dataclass, replace
from typing import Self

from django.core import signing
from django.utils.http import urlencode

from workshops.limits import CARDS_A_PHONE

SALZ = "workshops.saal.telefon"
TOKEN = "token"  # noqa: S105 - the name of a parameter; an answer to an address with one is kept by nobody
HOECHSTALTER = 24 * 3600
"""Seconds for which a note counts: one evening."""


@dataclass(frozen=True)
class Telefon:
    """The note of one phone in one hall."""

    saal: int
    gruppe: int | None = None
    codes: tuple[str, ...] = ()

    @classmethod
    def read(cls, saal: int, note: str) -> Self:
        """Return what the note says; a note that is forged, old or from another hall is an empty one."""
        try:
            given, gruppe, codes = signing.loads(note, salt=SALZ, max_age=HOECHSTALTER)
        except (signing.BadSignature, TypeError, ValueError):
            return cls(saal)
        return cls(saal, gruppe, tuple(codes)) if given == saal else cls(saal)

    def wrote(self, code: str, gruppe: int | None) -> Self:
        return replace(self, codes=(*self.codes, code), gruppe=gruppe)

    @property
    def is_full(self) -> bool:
        return len(self.codes) >= CARDS_A_PHONE

    def query(self) -> str:
        """Return the note as the query of an address."""
        return urlencode({TOKEN: signing.dumps([self.saal, self.gruppe, list(self.codes)], salt=SALZ, compress=True)})
