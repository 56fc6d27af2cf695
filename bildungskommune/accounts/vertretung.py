"""For which Stellen somebody works: the own one, and those for which somebody stands in today."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from bildungskommune.accounts.models import Konto, Vertretung
from bildungskommune.accounts.rollen import Nutzer


def stellen_of(user: Nutzer, today: date | None = None) -> list[int]:
    """Return the keys of the Stellen this person works for on the day, none for whoever has none. One statement."""
    if not isinstance(user, Konto):
        return []
    standing_in = Vertretung.objects.in_force(today or timezone.localdate()).filter(konto=user).order_by()
    return [*([user.stelle_id] if user.stelle_id else []), *standing_in.values_list("stelle_id", flat=True)]


def standing_in_for(user: Nutzer, today: date) -> QuerySet[Vertretung]:
    """Return for which Stellen this person stands in on the day, and until when, the first end first."""
    if not isinstance(user, Konto):
        return Vertretung.objects.none()
    rows = Vertretung.objects.in_force(today).filter(konto=user)
    return rows.select_related("stelle").order_by("bis", "pk")


def who_works_for(konten: QuerySet[Konto], stellen: Any, today: date | None = None) -> QuerySet[Konto]:
    """Return which of these accounts work for one of the Stellen on the day; `stellen` is what `__in` takes."""
    standing_in = Vertretung.objects.in_force(today or timezone.localdate()).filter(stelle_id__in=stellen)
    return konten.filter(Q(stelle_id__in=stellen) | Q(pk__in=standing_in.order_by().values("konto")))


def stellen_with(konten: QuerySet[Konto], today: date | None = None) -> Collection[int]:
    """Return the keys of all Stellen for which one of these accounts works on the day. Two statements."""
    standing_in = Vertretung.objects.in_force(today or timezone.localdate()).filter(konto__in=konten).order_by()
    own = konten.filter(stelle__isnull=False).order_by()
    return {*own.values_list("stelle_id", flat=True), *standing_in.values_list("stelle_id", flat=True)}
