"""Write a report: set it up, and say of each measure and each Handlungsfeld what is proposed."""

from collections.abc import Collection

from django.db.models import QuerySet

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from konzept.models import Handlungsfeld
from massnahmen.listen import linked_fields
from massnahmen.models import Beschlussvorschlag, Feldurteil, Massnahme, Massnahmenplan, Umsetzungsbericht

Urteil = Beschlussvorschlag | Feldurteil


def add(bericht: Umsetzungsbericht, *, by: By) -> None:
    """Store a new report; it keeps its Kennung for ever."""
    aendern.create(bericht, by=by, taken=lambda: Umsetzungsbericht.objects.values_list("kennung", flat=True))


def last_of(plan: Massnahmenplan | None) -> Umsetzungsbericht | None:
    """Return the report with the latest Stichtag, of this plan or of any."""
    rows = Umsetzungsbericht.objects.all()
    return (rows if plan is None else rows.filter(plan=plan)).first()


def propose(urteil: Urteil, *, by: By) -> None:
    """Store what is said of a measure or a field, with a note in the trail of the report."""
    aendern.create(urteil, by=by, event=_event(urteil), about=urteil.bericht, zu=_about(urteil).kennung)


def change(urteil: Urteil, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write what is said otherwise now, with a note in the trail of the report. Raises Outdated."""
    event, zu = _event(urteil), _about(urteil).kennung
    aendern.change(urteil, fields, version=version, by=by, event=event, about=urteil.bericht, zu=zu)


def _event(urteil: Urteil) -> str:
    return f"umsetzungsbericht.{urteil._meta.model_name}"


def _about(urteil: Urteil) -> Massnahme | Handlungsfeld:
    return urteil.massnahme if isinstance(urteil, Beschlussvorschlag) else urteil.handlungsfeld


def measures(bericht: Umsetzungsbericht) -> QuerySet[Massnahme]:
    """Return what stands in the report: the public measures of its plan, in its order."""
    return Massnahme.objects.public().of_plan(bericht.plan)


def field_rows(bericht: Umsetzungsbericht) -> QuerySet[Handlungsfeld]:
    """Return the public Handlungsfelder that these measures belong to."""
    rows = Massnahme.objects.public().filter(plaetze__plan=bericht.plan).order_by()
    return linked_fields(rows).public()


def fields(bericht: Umsetzungsbericht) -> list[tuple[Handlungsfeld, Feldurteil | None]]:
    """Return each of them with what the report says of it."""
    said = {one.handlungsfeld_id: one for one in bericht.feldurteile.all()}
    return [(feld, said.get(feld.pk)) for feld in field_rows(bericht)]
