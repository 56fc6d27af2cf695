"""Many ask at once for a page that was just taken away: one has it made, the others wait until it lies out.

Sixty phones in a hall would otherwise have the same page made sixty times, and the last of them waits for all. Within a
process the others wait for a word of the first one; between the processes of a host there is a lock on a file, which
the death of its holder opens. Whoever waits holds no thread. Only pages wait that lay out before: others may belong to
one reader, and are never waited for.
"""

import asyncio
import fcntl
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress

from bildungskommune.auslage import ausgabe, bestand
from bildungskommune.auslage.ausgabe import Fertig, Frage

LONGEST = 4.0
"""Seconds after which whoever waits has the page made anyhow: the first one may hang."""
STEP = 0.02
"""Seconds between two looks whether another process is done."""
MOST = 1024
"""So many pages a process remembers as common to all; the one that was made longest ago goes first."""


class Andrang:
    """Who makes which page in this process, and which pages are worth waiting for."""

    def __init__(self) -> None:
        self._common: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[str, asyncio.Event] = {}

    def learn(self, pfad: str, *, common: bool) -> None:
        """Remember of a page that was made whether it lies out for all; called by the thread that made it."""
        with self._lock:
            self._common.pop(pfad, None)
            if common:
                self._common[pfad] = None
            while len(self._common) > MOST:
                self._common.popitem(last=False)

    @asynccontextmanager
    async def turn(self, frage: Frage | None) -> AsyncIterator[Fertig | None]:
        """Give the page that another one has made meanwhile; None to the one who is to make it now."""
        if frage is None or frage.only_head or frage.pfad not in self._common:
            yield None
            return
        end = time.monotonic() + LONGEST
        if ready := await self._of_this_process(frage, end):
            yield ready
            return
        done = self._making[frage.pfad] = asyncio.Event()
        try:
            with ExitStack() as held:
                yield await _of_another_process(frage, end, held)
        finally:
            if self._making.get(frage.pfad) is done:
                del self._making[frage.pfad]
            done.set()

    async def _of_this_process(self, frage: Frage, end: float) -> Fertig | None:
        """Wait while this process has the page made; None when it is done and the page does not lie out."""
        while (making := self._making.get(frage.pfad)) and (left := end - time.monotonic()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(making.wait(), left)
            if ready := ausgabe.answer(frage):
                return ready
        return None


async def _of_another_process(frage: Frage, end: float, held: ExitStack) -> Fertig | None:
    """Wait while another process has the page made; None when this one is to, and then `held` keeps others waiting."""
    while not _take(frage.pfad, held):
        await asyncio.sleep(STEP)
        if (ready := ausgabe.answer(frage)) or time.monotonic() > end:
            return ready
    return ausgabe.answer(frage)


def _take(pfad: str, held: ExitStack) -> bool:
    """Take the lock of a page if no other process has it; a disk without room locks nobody out."""
    path = bestand.turn(pfad)
    try:
        file = held.enter_context(path.open("a"))
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        return False
    except OSError:
        return True
    held.callback(path.unlink, missing_ok=True)
    return True


andrang = Andrang()
