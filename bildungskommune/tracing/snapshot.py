"""The thread as plain data for a snapshot."""

from collections.abc import Iterable

from bildungskommune.tracing.faden import Schritt


def als_daten(schritte: Iterable[Schritt], *, limit: int = 500) -> list[dict[str, str]]:
    """Return each step as a dict of texts: art, titel, grund, stand, url."""
    return [
        {"art": step.art, "titel": step.titel, "grund": step.grund, "stand": step.stand, "url": step.url}
        for step in list(schritte)[:limit]
    ]
