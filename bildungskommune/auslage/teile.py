"""Parts of a page that are the same for every reader: made once, and again when something they show has changed."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from bildungskommune.auslage.gedaechtnis import gedaechtnis


class Teile:
    """What a page shows to all alike. `name` says which page; `make` gathers it when it is not kept.

    The template draws it between `{% teil "inhalt" %}` and `{% endteil %}` and finds there what `make` returns and
    nothing of the reader: no request, no account, no form. Whether this reader may see the page is asked before, each
    time. An empty name keeps nothing. `make` reads all of it anew, the thing itself included: what was read before it
    could be older than what is kept, and its table would be missing among those that end it.
    """

    def __init__(self, name: str, make: Callable[[], Mapping[str, Any]]) -> None:
        self.name = name
        self._make = make

    @cached_property
    def context(self) -> dict[str, Any]:
        return dict(self._make())

    def draw(self, part: str, render: Callable[[dict[str, Any]], str]) -> str:
        """Return one part as it is kept, or as `render` makes it of the context."""
        if not self.name:
            return render(self.context)
        return gedaechtnis.get(f"{self.name} {part}", lambda: render(self.context))
