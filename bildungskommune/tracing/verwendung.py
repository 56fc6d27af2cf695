"""Which things have become the source of something in a later stage, by the Kanten that the apps registered."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, F, Model, OuterRef, Q, Value, When

from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.registry import kanten


def used(model: type[Model], ref: str = "pk") -> Q:
    """Return the condition that the thing of `model` whose key stands in `ref` is a source in a later stage.

    What gathers things within their own stage, as a Thema does cards, makes no use of them.
    """
    condition = Q()
    for kante in _leading_on(model):
        name = "pk" if kante.woher == SELF else kante.woher
        found: dict[str, Any] = {name: OuterRef(ref)}
        rows = kante.rows().filter(**found)
        if kante.wohin != SELF:
            rows = rows.filter(**{f"{kante.wohin}__isnull": False})
        condition |= Q(Exists(rows))
    return condition or ~Q(pk=F("pk"))


def as_flag(condition: Q) -> Case:
    """Return the condition as a column of yes and no, to annotate rows with it."""
    return Case(When(condition, then=Value(value=True)), default=Value(value=False))


def _leading_on(model: type[Model]) -> Iterable[Kante]:
    """Yield the Kanten from this model to a later stage."""
    here: Any = model
    for kante in kanten():
        later: Any = kante.end("wohin")
        if kante.end("woher") is model and not kante.stand and later.faden_stufe > here.faden_stufe:
            yield kante


def with_stand(model: type[Model], ref: str = "pk") -> Q:
    """Return the condition that something says how the thing of `model` whose key stands in `ref` stands."""
    condition = Q()
    for kante in kanten():
        if kante.stand and kante.end("woher") is model:
            condition |= Q(Exists(kante.rows().filter(**{kante.woher: OuterRef(ref)})))
    return condition or ~Q(pk=F("pk"))
