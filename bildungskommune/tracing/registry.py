"""The Kanten of the thread: each app registers in its `tracing.py` those that it owns."""

from bildungskommune.tracing.faden import Kante

_kanten: list[Kante] = []


def register(*kanten: Kante) -> None:
    """Add Kanten once; importing a registering module again changes nothing."""
    _kanten.extend(kante for kante in kanten if kante not in _kanten)


def kanten() -> tuple[Kante, ...]:
    return tuple(_kanten)
