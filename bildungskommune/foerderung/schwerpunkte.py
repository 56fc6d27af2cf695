"""Choose by which Schwerpunkte of the programme something is counted, filter by them, and count."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from bildungskommune.audit.log import By
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.formular import DeskForm
from bildungskommune.werkbank.liste import Filter

FELD = "schwerpunkte"
UEBERSCHRIFT = "Wozu zählt es im Förderprogramm?"
OHNE = "ohne Schwerpunkt"


class SchwerpunktForm(DeskForm):
    class Meta:
        model = Schwerpunkt
        fields = ("titel", "platz", "angeboten")
        help_texts = {
            "titel": "So, wie er in der Förderrichtlinie heißt.",
            "platz": "1 steht oben.",
            "angeboten": "Ohne Häkchen steht er nur noch dort, wo er schon gewählt ist, und zählt weiter mit.",
        }


def add(schwerpunkt: Schwerpunkt, *, by: By) -> None:
    aendern.create(schwerpunkt, by=by, taken=lambda: Schwerpunkt.objects.values_list("kennung", flat=True))


def offer(form: forms.ModelForm) -> None:
    """Let a form offer those of today and those that are chosen already; a portal without any does not ask."""
    rows = Schwerpunkt.objects.offered()
    if form.instance.pk is not None:
        chosen = form.instance.schwerpunkte.values("pk")
        rows = Schwerpunkt.objects.filter(Q(angeboten=True) | Q(pk__in=chosen))
    field: Any = form.fields[FELD]
    field.queryset = rows
    if not rows.exists():
        del form.fields[FELD]


def offer_in_filter(filter_by: Filter) -> None:
    """Let the `schwerpunkt` of a list offer all; a portal without any does not ask."""
    if found := _all():
        filter_by.filters["schwerpunkt"].extra["choices"] = found
    else:
        del filter_by.filters["schwerpunkt"]


def _all() -> list[tuple[str, str]]:
    return list(Schwerpunkt.objects.values_list("kennung", "titel"))


def counted(rows: QuerySet[Any]) -> list[tuple[str, set[Any]]]:
    """Return for each Schwerpunkt the keys of these rows that have it, and at the end those that have none."""
    pairs: Iterable[tuple[Any, str | None]] = rows.order_by().values_list("pk", "schwerpunkte__kennung")
    found: dict[str | None, set[Any]] = {}
    for pk, kennung in pairs:
        found.setdefault(kennung, set()).add(pk)
    named = [(titel, found.get(kennung, set())) for kennung, titel in _all()]
    return [*named, (OHNE, found[None])] if None in found else named
