"""The list of what was not taken over, kept while a file is read."""

from collections import Counter

from bildungskommune.textdatei.modell import Verlust

NACH = 60


class Verluste:
    """Losses in their order. What recurs on every page, such as underlining, is counted and told once."""

    def __init__(self) -> None:
        self._found: list[Verlust] = []
        self._counted: dict[str, list[str]] = {}
        self._first: dict[str, str] = {}
        self._times: Counter[str] = Counter()
        self.stelle = ""
        """The words read last."""

    def add(self, was: str, nach: str | None = None, text: str = "") -> None:
        """Note a loss after the words `nach`, else after those that were read last."""
        self._found.append(Verlust(was, shortened(self.stelle if nach is None else nach), " ".join(text.split())))

    def count(self, was: str, nach: str = "", text: str = "") -> None:
        """Count a loss of a kind that is told once."""
        self._times[was] += 1
        self._first.setdefault(was, shortened(nach or self.stelle))
        self._counted.setdefault(was, []).append(text)

    def all(self) -> tuple[Verlust, ...]:
        counted = (
            Verlust(was, self._first[was], " ".join(filter(None, self._counted[was])), times)
            for was, times in self._times.items()
        )
        return (*self._found, *counted)


def shortened(text: str) -> str:
    """Return the end of a text, from a whole word on."""
    text = " ".join(text.split())
    return text if len(text) <= NACH else f"… {text[-NACH:].partition(' ')[2] or text[-NACH:]}"
