"""Base of what becomes public with a Fassung and stands on the thread under its Bezeichnung."""

from datetime import date
from typing import ClassVar

from django.db import models


class AusFassung(models.Model):
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

    @property
    def ist_oeffentlich(self) -> bool:
        return self.veroeffentlicht
