"""The watcher of a web process: it hears of every change, and vouches for the pages that lie out."""

import logging
import threading
import time
from contextlib import suppress

import psycopg
from django.db import DatabaseError, OperationalError, connection

from bildungskommune.auslage import abgleich
from bildungskommune.auslage.gedaechtnis import gedaechtnis
from bildungskommune.auslage.schnappschuss import Schnappschuss

log = logging.getLogger(__name__)

PAUSE = 0.5
"""Seconds between two looks at the database when no bell rings."""
VOUCHES = 2.0
"""Seconds for which a look holds: a watcher that hangs vouches for nothing."""
ALONE = 24 * 3600.0
"""Seconds for which pages are handed out while the database is stopped; nothing can be changed meanwhile."""
DOWN = ("Connection refused", "No such file or directory", "starting up", "shutting down", "in recovery mode")


class Waechter:
    """Keeps the pages of this host right. One per process; `begin` may be called again after a fork."""

    def __init__(self) -> None:
        self.thread: threading.Thread | None = None
        self.seen: Schnappschuss | None = None
        self._looked = -VOUCHES
        self._answered = -ALONE

    def begin(self) -> None:
        gedaechtnis.vouches = self.vouches
        self.thread = threading.Thread(target=self._watch, name="auslage", daemon=True)
        self.thread.start()

    def vouches(self) -> bool:
        """Whether pages may be handed out: all were held against the database, a moment ago or when it last answered.

        A database that refuses every call is stopped: what lies out stays right. One that does not answer may have
        been changed by others.
        """
        now = time.monotonic()
        return now - self._looked < VOUCHES and now - self._answered < ALONE

    def _watch(self) -> None:
        while True:
            try:
                self._listen()
            except (DatabaseError, psycopg.Error, OSError) as error:
                self._without(error)
            with suppress(DatabaseError):
                connection.close()
            time.sleep(PAUSE)

    def _listen(self) -> None:
        """Look at once, then at each bell and each pause, until the connection breaks."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(VOUCHES * 1000)}")
            cursor.execute("LISTEN auslage")
        begun = time.monotonic()
        seen = abgleich.look_through() if self.seen is None else abgleich.catch_up(self.seen, gedaechtnis.forget)
        while True:
            self.seen, self._looked, self._answered = seen, begun, begun
            for _ in connection.connection.notifies(timeout=PAUSE, stop_after=1):
                pass
            begun = time.monotonic()
            seen = abgleich.catch_up(seen, gedaechtnis.forget)

    def _without(self, error: Exception) -> None:
        """Go on vouching when the database is stopped, and only if the pages were ever held against it."""
        is_down = isinstance(error, OperationalError) and any(word in str(error) for word in DOWN)
        if is_down and self.seen is not None:
            self._looked = time.monotonic()
        else:
            log.warning("The pages that lie out are not handed out: %s", type(error).__name__)


waechter = Waechter()


def catch_up_now() -> None:
    """Take away at once what this thread has just made wrong; a stopped database has made nothing wrong."""
    if waechter.seen is not None:
        abgleich.catch_up(waechter.seen, gedaechtnis.forget)
