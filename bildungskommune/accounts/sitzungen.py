"""Sessions, read from outside: what they hold is packed and signed, so no query finds it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib.sessions.models import Session


def found(wanted: Callable[[Mapping[str, Any]], bool]) -> Iterator[Session]:
    """Return the sessions whose content is wanted."""
    return (session for session in Session.objects.iterator() if wanted(session.get_decoded()))


def end(wanted: Callable[[Mapping[str, Any]], bool]) -> int:
    """End these sessions. Returns how many."""
    ended, _ = Session.objects.filter(pk__in=[session.pk for session in found(wanted)]).delete()
    return ended
