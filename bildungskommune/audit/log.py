"""Write the audit trail. Rules call `record`; nothing else writes an Eintrag."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.utils import timezone

from bildungskommune.audit.models import Eintrag, is_about_somebody

NAME_LIMIT = 200
By: TypeAlias = AbstractBaseUser | AnonymousUser | None
"""Who did it; None for the portal itself."""


def name(thing: models.Model) -> str:
    """Name a thing for the trail; one that says who somebody is, by its number ("Anmeldung 125")."""
    return f"{thing._meta.verbose_name} {thing.pk}" if is_about_somebody(type(thing)) else str(thing)


def record(
    by: By,
    ereignis: str,
    thing: models.Model,
    *,
    now: datetime | None = None,
    **angaben: object,
) -> Eintrag:
    """Note that `ereignis` happened to `thing`. Personal data does not belong in `angaben`."""
    entry = _entry(by, ereignis, thing, now or timezone.now(), angaben)
    entry.save(force_insert=True)
    return entry


def record_each(
    by: By, ereignis: str, things: Iterable[tuple[models.Model, Mapping[str, object]]], *, now: datetime | None = None
) -> None:
    """Note in one statement that `ereignis` happened to each of these things, with what belongs to it."""
    now = now or timezone.now()
    Eintrag.objects.bulk_create([_entry(by, ereignis, thing, now, angaben) for thing, angaben in things])


def _entry(by: By, ereignis: str, thing: models.Model, now: datetime, angaben: Mapping[str, object]) -> Eintrag:
    return Eintrag(
        created=now,
        konto_id=by.pk if by is not None and by.is_authenticated else None,
        ereignis=ereignis,
        objekt_art=thing._meta.label_lower,
        objekt_id=str(thing.pk),
        objekt_name=name(thing)[:NAME_LIMIT],
        angaben=dict(angaben),
    )


def record_gone(by: By, ereignis: str, model: type[models.Model], pk: int) -> Eintrag:
    """Note that `ereignis` happened to what is left of a thing that is deleted, or that is not to be named."""
    return Eintrag.objects.create(
        konto_id=by.pk if by is not None and by.is_authenticated else None,
        ereignis=ereignis,
        objekt_art=model._meta.label_lower,
        objekt_id=str(pk),
        objekt_name=f"{model._meta.verbose_name} {pk}",
    )
