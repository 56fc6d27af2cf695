"""What a transaction could see, as PostgreSQL says it: `pg_current_snapshot()` is "xmin:xmax:running,…"."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Schnappschuss:
    """All transactions below `xmin` are seen, none from `xmax` on, between them all that do not run any more."""

    xmin: int
    xmax: int
    laufend: frozenset[int]

    @classmethod
    def read(cls, text: str) -> Self:
        low, high, running = text.split(":")
        return cls(int(low), int(high), frozenset(int(one) for one in running.split(",") if one))

    def sees(self, transaktion: int) -> bool:
        """Whether what that transaction did was already visible, or never will be."""
        return transaktion < self.xmin or (transaktion < self.xmax and transaktion not in self.laufend)

    def __str__(self) -> str:
        return f"{self.xmin}:{self.xmax}:{','.join(map(str, sorted(self.laufend)))}"
