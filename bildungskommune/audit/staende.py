"""The states a trigger kept of the working texts: whose they are, and how they are forgotten."""

from collections.abc import Iterable

from django.db import connection, models, transaction

from bildungskommune.audit.log import By, record, record_gone
from bildungskommune.audit.models import Eintrag, Textstand


def vergessen(thing: models.Model, *, by: By = None) -> int:
    """Empty all states of a thing, for whom its words were about; returns how many. That it changed stays.

    Before or after the words themselves are taken from the thing: what is left of it is its next state.
    """
    with transaction.atomic():
        record(by, f"{thing._meta.model_name}.staende_geleert", thing)
        return _empty(thing._meta.label_lower, thing.pk)


def vergessen_von(model: type[models.Model], pk: int, *, by: By = None) -> int:
    """Do the same for a thing that is deleted, or whose name is not to be noted."""
    with transaction.atomic():
        record_gone(by, f"{model._meta.model_name}.staende_geleert", model, pk)
        return _empty(model._meta.label_lower, pk)


def _empty(art: str, pk: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT textstand_leeren(%s, %s)", [art, pk])
        return int(cursor.fetchone()[0])


def done_by(staende: Iterable[Textstand]) -> dict[int, Eintrag]:
    """Return for each state, by its number, what the audit trail noted with it; the accounts are joined.

    Whatever was changed past the portal has none.
    """
    staende = list(staende)
    numbers = {one.transaktion for one in staende if one.transaktion}
    entries = Eintrag.objects.filter(transaktion__in=numbers).select_related("konto").order_by("-pk")
    noted: dict[str, Eintrag] = {}
    for entry in entries:
        noted[entry.transaktion] = _better(noted.get(entry.transaktion), entry)
    return {one.pk: noted[one.transaktion] for one in staende if one.transaktion in noted}


def _better(one: Eintrag | None, other: Eintrag) -> Eintrag:
    """One transaction is one person's, but the portal may have noted something on the way."""
    return other if one is None or one.konto is None else one
