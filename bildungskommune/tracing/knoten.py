"""Base of what becomes public with a Fassung and stands on the thread under its Bezeichnung."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Value

FORTSCHREIBUNG = Value("Fortschreibung")
"""Why the thread goes on from a predecessor."""


class Fortschreibbar(models.Model):
    """A document, or a part of one, that a later edition carries on: the same thing, written anew."""

    vorgaenger = models.ForeignKey(
        "self",
        verbose_name="Fortschreibung von",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="nachfolger",
    )

    class Meta:
        abstract = True


class AusFassung(Fortschreibbar):
    """Public from the first published Fassung that holds it; the publication itself sets both fields.

    The subclass has `titel`, `bezeichnung` ("Leitsatz 3") and `faden_stufe`.
    """

    veroeffentlicht = models.BooleanField("in der veröffentlichten Fassung", default=False, editable=False)
    veroeffentlicht_am = models.DateField("veröffentlicht am", null=True, blank=True, editable=False)

    faden_related: ClassVar[tuple[str, ...]] = ()
    faden_stand: ClassVar[tuple[str, str]] = ("", "")
    titel: "models.CharField[str, str]"

    class Meta:
        abstract = True

    @property
    def bezeichnung(self) -> str:
        raise NotImplementedError

    @property
    def faden_art(self) -> str:
        return self.bezeichnung

    @property
    def faden_titel(self) -> str:
        return str(self.titel)

    @property
    def faden_datum(self) -> date | None:
        return self.veroeffentlicht_am

    @classmethod
    def faden_oeffentlich(cls) -> dict[str, Any]:
        return {"veroeffentlicht": True}

    @property
    def ist_oeffentlich(self) -> bool:
        return self.veroeffentlicht
