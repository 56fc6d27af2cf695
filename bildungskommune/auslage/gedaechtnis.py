"""Keep in memory what every page shows and few things change, as surely as a page that lies out.

Only a process with a watcher keeps anything: everywhere else, in commands, workers and tests, it is asked anew.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils import timezone

from bildungskommune.auslage import abgleich, zeitmarken
from bildungskommune.auslage.abgleich import Geaendert
from bildungskommune.auslage.lesung import used, watch
from bildungskommune.auslage.schnappschuss import Schnappschuss

T = TypeVar("T")
MOST = 256
"""So many answers are kept in a process; the one that was asked for longest ago goes first."""
LARGEST = 256 * 1024
"""Characters of a part of a page that is kept; a longer one is made each time."""


@dataclass(frozen=True)
class Behalten:
    """What was found, from which tables, and up to when it holds."""

    wert: Any
    tabellen: frozenset[str]
    gesehen: Schnappschuss
    bis: float


class Gedaechtnis:
    """What this process remembers. It is used only while the watcher vouches."""

    def __init__(self) -> None:
        self.vouches: Callable[[], bool] = lambda: False
        self._kept: OrderedDict[str, Behalten] = OrderedDict()
        self._lock = threading.Lock()

    def forget(self, geaendert: Geaendert) -> None:
        """Forget what was made of these tables."""
        with self._lock:
            for name in [name for name, kept in self._kept.items() if kept.tabellen & geaendert.keys()]:
                del self._kept[name]

    def get(self, name: str, find: Callable[[], T]) -> T:
        """Return what is kept under a name, or what `find` finds."""
        if not self.vouches():
            return find()
        kept = self._known(name)
        if kept is None or kept.bis <= time.time():
            kept = self._find(name, find)
        used(kept.tabellen, kept.gesehen)
        found: T = kept.wert
        return found

    def _known(self, name: str) -> Behalten | None:
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
            return self._kept.get(name)

    def _find(self, name: str, find: Callable[[], T]) -> Behalten:
        before = abgleich.now().gesehen
        with watch() as lesung:
            wert = find()
            bis = zeitmarken.until(timezone.now()).timestamp()
        kept = Behalten(wert, frozenset(lesung.tabellen), before, bis)
        if isinstance(wert, str) and len(wert) > LARGEST:
            return kept
        with self._lock:
            # Whoever forgets waits for this lock: a change is seen here, or there afterwards.
            if abgleich.is_current([(kept.tabellen, before), *lesung.aus_dem_gedaechtnis]):
                self._kept[name] = kept
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return kept


gedaechtnis = Gedaechtnis()


class Kept(Generic[T]):
    """A function whose answer is kept."""

    def __init__(self, function: Callable[[], T]) -> None:
        self.function = function
        self.name = f"{function.__module__}.{function.__qualname__}"

    def __call__(self) -> T:
        return gedaechtnis.get(self.name, self.function)


def kept(function: Callable[[], T]) -> Callable[[], T]:
    """Decorate a function without arguments that reads what few things change."""
    return Kept(function)
