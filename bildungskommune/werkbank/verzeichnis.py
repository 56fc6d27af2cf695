"""The directory of institutions, narrowed by what an institution is: whoever invites chooses from it."""

from typing import Any

from django.db.models import QuerySet
from django_filters.filters import ChoiceFilter, ModelChoiceFilter

from bildungskommune.akteure.models import Bildungsbereich, Gemeinde, Institution
from bildungskommune.werkbank.liste import Filter, Suchwort

NEU, SCHON = "neu", "schon"
MIT, OHNE = "mit", "ohne"


class VerzeichnisFilter(Filter):
    """The rows are institutions, annotated with `eingeladen`."""

    q = Suchwort("Wort im Namen", "name", "kurzname")
    typ = ChoiceFilter(label="Art", choices=Institution.Typ.choices, empty_label="jede Art")
    bereich = ChoiceFilter(
        label="Bildungsbereich", choices=Bildungsbereich.choices, empty_label="alle", method="in_bereich"
    )
    gemeinde = ModelChoiceFilter(label="Gemeinde", queryset=Gemeinde.objects.all(), empty_label="alle Gemeinden")
    stand = ChoiceFilter(
        label="Einladung",
        empty_label="egal",
        method="by_invitation",
        choices=[(NEU, "noch nicht eingeladen"), (SCHON, "schon eingeladen")],
    )
    adresse = ChoiceFilter(
        label="E-Mail-Adresse",
        empty_label="egal",
        method="by_address",
        choices=[(MIT, "mit Adresse"), (OHNE, "ohne Adresse")],
    )

    def in_bereich(self, rows: QuerySet[Any], name: str, bereich: str) -> QuerySet[Any]:
        return rows.filter(bildungsbereiche__contains=[bereich])

    def by_invitation(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(eingeladen=value == SCHON)

    def by_address(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.exclude(email="") if value == MIT else rows.filter(email="")
