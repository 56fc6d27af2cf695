"""What the desk deletes can be brought back for 30 days. People's data cannot: what they want gone is gone."""

from collections.abc import Iterable

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, transaction

from bildungskommune.audit.log import By, record
from bildungskommune.werkbank.models import Geloescht

NAME_LIMIT = 300


class CannotReturn(Exception):
    """What the thing stood on is gone, or its place is taken."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"„{name}“ lässt sich nicht zurückholen: Wozu es gehörte, gibt es nicht mehr, oder sein Name ist "
            "inzwischen vergeben. Bitte legen Sie es neu an."
        )


def is_final(thing: models.Model) -> bool:
    """Say whether deleting is for good: the model declares `endgueltig_loeschen`, because it holds people's data."""
    return bool(getattr(thing, "endgueltig_loeschen", False))


def keep(thing: models.Model, gone: Iterable[models.Model], *, by: By) -> Geloescht | None:
    """Store what is about to be deleted; None when it goes for good. Its parts with people's data are not kept."""
    if is_final(thing):
        return None
    return Geloescht.objects.create(
        konto_id=by.pk if by is not None and by.is_authenticated else None,
        objekt_art=thing._meta.label_lower,
        objekt_id=str(thing.pk),
        objekt_name=str(thing)[:NAME_LIMIT],
        zeilen=serializers.serialize("python", [row for row in gone if not is_final(row)]),
    )


def bring_back(geloescht: Geloescht, *, by: By) -> models.Model:
    """Write the deleted rows again, under their old keys; raises CannotReturn. Returns the thing.

    A bare link to something that is gone by now stays away.
    """
    rows = [row.object for row in serializers.deserialize("python", geloescht.zeilen)]
    try:
        with transaction.atomic():
            # Links are rows of their own, and need both ends before them.
            for row in sorted(rows, key=_is_link):
                if not _is_link(row) or _has_both_ends(row):
                    # Insert, never update: a key that is taken belongs to something else.
                    models.Model.save_base(row, raw=True, force_insert=True)
            model = apps.get_model(geloescht.objekt_art)
            transaction.get_connection().check_constraints()
            thing: models.Model = model._default_manager.get(pk=geloescht.objekt_id)
            record(by, f"{model._meta.model_name}.zurueckgeholt", thing)
            geloescht.delete()
    except IntegrityError as error:
        raise CannotReturn(geloescht.objekt_name) from error
    return thing


def _is_link(row: models.Model) -> bool:
    return bool(row._meta.auto_created)


def _has_both_ends(link: models.Model) -> bool:
    ends = [field for field in link._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return all(end.related_model._default_manager.filter(pk=getattr(link, end.attname)).exists() for end in ends)
