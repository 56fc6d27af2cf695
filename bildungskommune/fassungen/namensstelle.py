"""Where the names of people, and of institutions that took part, stand in frozen texts, so that they can go."""

import hashlib
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.akteure.models import Institution

NAME_LAENGE = 300


class NamensstelleQuerySet(models.QuerySet["Namensstelle"]):
    def of(self, *quellen: models.Model) -> Self:
        """Return the places whose name was taken from one of these things; of an account, those with its name."""
        konten = [one.name for one in quellen if isinstance(one, Konto)]
        others = {quelle(one) for one in quellen if not isinstance(one, Konto)}
        return self.filter(Q(quelle__in=others) | Q(quelle=Konto._meta.label_lower, name__in=konten))

    def named(self) -> Self:
        """Return the places whose name is still there."""
        return self.filter(entfernt_am=None)


class Namensstelle(models.Model):
    """One place of a Fassung that names a person, or an institution that took part.

    The snapshot holds `kennung` and a seal over `salz` and `name` alone: the name can go, and text, number and
    checksum stay. A trigger lets it be emptied, together with the salt, and never be another one.
    """

    fassung = models.ForeignKey(
        "fassungen.Fassung", verbose_name="Fassung", on_delete=models.PROTECT, related_name="namensstellen"
    )
    kennung = models.CharField("Kennung", max_length=12)
    wo = models.CharField("Stelle", max_length=400)
    name = models.CharField("Name", max_length=NAME_LAENGE, blank=True)
    salz = models.CharField("Salz des Siegels", max_length=32, blank=True)
    quelle = models.CharField("Quelle", max_length=200, blank=True, db_index=True)
    """What the name was taken from, without saying who it is: "workshops.beitrag:K7M-4QX"."""
    entfernt_am = models.DateTimeField("Name entfernt am", null=True, blank=True)

    objects = NamensstelleQuerySet.as_manager()
    verlauf_ohne_namen = True

    class Meta:
        verbose_name = "Name in einer Fassung"
        verbose_name_plural = "Namen in Fassungen"
        ordering = ("fassung_id", "pk")
        constraints = (
            models.UniqueConstraint(
                name="namensstelle_einmal",
                fields=["fassung", "kennung"],
                violation_error_message="Diese Stelle gibt es in dieser Fassung schon.",
            ),
            models.CheckConstraint(
                name="namensstelle_mit_namen_oder_entfernt",
                condition=(Q(entfernt_am=None) & ~Q(name="")) | Q(entfernt_am__isnull=False, name="", salz=""),
                violation_error_message="Eine Stelle hat einen Namen, oder es steht da, wann er entfernt wurde.",
            ),
        )

    def __str__(self) -> str:
        return self.worte

    @property
    def worte(self) -> str:
        """What stands in the text: the name, or since when it does not."""
        if self.entfernt_am is None:
            return self.name
        return f"Name entfernt am {timezone.localdate(self.entfernt_am):%d.%m.%Y}"


def quelle(thing: models.Model) -> str:
    """Return what a name is kept as taken from: the thing by the Kennung that it has in every portal.

    Of an account only that it is one: its number must not lead to a name when it is anonymised. Of an institution a
    digest of its Kennung, in which its name can be read.
    """
    if isinstance(thing, Konto):
        return Konto._meta.label_lower
    if isinstance(thing, Institution):
        return f"{thing._meta.label_lower}:{hashlib.sha256(thing.kennung.encode()).hexdigest()[:16]}"
    return f"{thing._meta.label_lower}:{getattr(thing, 'faden_kennung', thing.pk)}"


def is_of(stelle: Namensstelle, quellen: Iterable[models.Model]) -> bool:
    """Say of one place what `of` finds: whether its name was taken from one of these things."""
    return any(
        stelle.quelle == quelle(one) and (not isinstance(one, Konto) or stelle.name == one.name) for one in quellen
    )
