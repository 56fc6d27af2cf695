"""What reading a Verfahrensakte did, or would do."""

from collections import Counter
from dataclasses import dataclass, field

WORTE = {"neu": "neu", "geaendert": "geändert", "entfernt": "entfernt", "unveraendert": "unverändert"}


@dataclass
class Ergebnis:
    """How many records were new, changed and unchanged, by name; and which."""

    neu: Counter[str] = field(default_factory=Counter)
    geaendert: Counter[str] = field(default_factory=Counter)
    unveraendert: Counter[str] = field(default_factory=Counter)
    entfernt: Counter[str] = field(default_factory=Counter)
    einzeln: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """The names of what was changed: {(kind of record, "neu"): [name, …]}."""

    @property
    def changes(self) -> int:
        return sum((self.neu + self.geaendert + self.entfernt).values())

    def note(self, kind: str, what: str, name: str) -> None:
        """Count one record; `what` is one of WORTE. Only of what changes the name is kept."""
        counter: Counter[str] = getattr(self, what)
        counter[kind] += 1
        if what != "unveraendert":
            self.einzeln.setdefault((kind, what), []).append(name)

    def summary(self) -> list[str]:
        """Return one line for each kind of record."""
        return [f"{kind}: {', '.join(self._counts(kind))}" for kind in self._kinds()]

    def details(self) -> list[str]:
        """Return the lines of the summary, each with the names of what is new, changed and removed below it."""
        lines: list[str] = []
        for kind, line in zip(self._kinds(), self.summary(), strict=True):
            lines.append(line)
            lines += [
                f"  {wort}: {', '.join(self.einzeln[kind, what])}"
                for what, wort in WORTE.items()
                if (kind, what) in self.einzeln
            ]
        return lines

    def _kinds(self) -> list[str]:
        counters = (self.neu, self.geaendert, self.entfernt, self.unveraendert)
        return list(dict.fromkeys(kind for counter in counters for kind in counter))

    def _counts(self, kind: str) -> list[str]:
        return [f"{getattr(self, what)[kind]} {wort}" for what, wort in WORTE.items() if getattr(self, what)[kind]]
