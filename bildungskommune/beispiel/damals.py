"""Texts of the sample in the words they had before they were amended."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps


@contextmanager
def worded(damals: Mapping[str, Any]) -> Iterator[None]:
    """Let the texts named in `damals` have their earlier words until what is within is done."""
    rows, feld = apps.get_model(damals["modell"])._default_manager.all(), damals["feld"]
    today: dict[Any, str] = {}
    for change in damals["worte"]:
        row = rows.filter(**damals["wo"], **change["wo"])
        pk, words = row.values_list("pk", feld).get()
        assert change["heute"] in words, f"{change['heute']!r} does not stand in {change['wo']}"
        today.setdefault(pk, words)
        row.update(**{feld: words.replace(change["heute"], change["damals"])})
    yield
    for pk, words in today.items():
        rows.filter(pk=pk).update(**{feld: words})
