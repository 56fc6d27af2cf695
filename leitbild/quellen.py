"""Find the Beiträge and Themen that an Abschnitt may come from, and the source that was taken away last."""

from typing import Any

from django.db.models import QuerySet

from bildungskommune.werkbank.models import Geloescht
from leitbild.models import Abschnitt, Herleitung
from workshops.quellen import WerkstattFilter


class QuellenFilter(WerkstattFilter):
    """What to look through: the Themen or the Beiträge that are no source of the Abschnitt yet."""

    def __init__(self, *args: Any, abschnitt: Abschnitt, **kwargs: Any) -> None:
        super().__init__(*args, reihen=abschnitt.leitbild.reihen, **kwargs)
        self.abschnitt = abschnitt

    def rows(self) -> QuerySet[Any]:
        return super().rows().exclude(herleitungen__abschnitt=self.abschnitt)


def removed(abschnitt: Abschnitt) -> Geloescht | None:
    """Return the source that was taken away last and can still be brought back."""
    found = Geloescht.objects.filter(objekt_art=Herleitung._meta.label_lower, zeilen__0__fields__abschnitt=abschnitt.pk)
    return found.first()
