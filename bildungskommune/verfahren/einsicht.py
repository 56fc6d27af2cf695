"""Whose history somebody may read: `<app>/einsicht.py` says which of its things a person sees behind the log-in."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import CharField, Q
from django.db.models.functions import Cast

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.audit.models import Eintrag, EintragQuerySet
from bildungskommune.register import Register


@dataclass(frozen=True)
class Einsicht:
    """The things of one kind that a person may see; without `dinge` all of them, also those that are gone."""

    model: type[models.Model]
    dinge: "models.QuerySet[Any] | None" = None

    def entries(self) -> Q:
        kind = Q(objekt_art=self.model._meta.label_lower)
        if self.dinge is None:
            return kind
        keys = self.dinge.order_by().annotate(schluessel=Cast("pk", CharField())).values("schluessel")
        return kind & Q(objekt_id__in=keys)


einsichten: Register[[Nutzer], Einsicht] = Register("einsicht")


def visible_to(user: Nutzer) -> EintragQuerySet:
    """Return the entries of the audit trail this person may read: the office all, others of what they may see."""
    found = Eintrag.objects.all()
    if is_stabsstelle(user):
        return found
    allowed = Q(pk__in=())
    for one in einsichten.collect(user):
        allowed |= one.entries()
    return found.filter(allowed)


def things_visible_to(user: Nutzer, model: type[models.Model]) -> "models.QuerySet[Any]":
    """Return the things of one kind whose history this person may read."""
    rows = model._default_manager.all()
    if is_stabsstelle(user):
        return rows
    found = [one for one in einsichten.collect(user) if one.model is model]
    if not found:
        return rows.none()
    dinge = found[0].dinge
    return rows if dinge is None else rows.filter(pk__in=dinge.order_by().values("pk"))
