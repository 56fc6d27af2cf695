"""What colleagues write to each other at a text: a note stands at its place until somebody settles it.

Notes are read by the office and the Leitung alone. They belong to no text: none is frozen, printed or published.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.werkbank.notiz import Notiz
from bildungskommune.werkbank.staende import kind


def write(notiz: Notiz, thing: models.Model, *, by: Nutzer) -> Notiz:
    """Store a new note at a thing."""
    notiz.objekt_art, notiz.objekt_id, notiz.objekt_name = thing._meta.label_lower, thing.pk, str(thing)
    notiz.von_id = by.pk
    with transaction.atomic():
        notiz.save()
        record(by, "notiz.geschrieben", thing)
    return notiz


def settle(notiz: Notiz, *, by: Nutzer) -> None:
    """Settle a note; one that somebody has settled meanwhile stays as it is."""
    Notiz.objects.open().filter(pk=notiz.pk).update(erledigt_am=timezone.now(), erledigt_von=by.pk)


def reopen(notiz: Notiz) -> None:
    """Open a settled note again."""
    Notiz.objects.filter(pk=notiz.pk).update(erledigt_am=None, erledigt_von=None)


def locate(notizen: Iterable[Notiz]) -> None:
    """Say of each note where its thing stands at the desk (`ort`), empty when that is gone; one query for each kind."""
    by_kind: dict[str, list[Notiz]] = defaultdict(list)
    for notiz in notizen:
        by_kind[notiz.objekt_art].append(notiz)
    for art, several in by_kind.items():
        orte = _places(art, {one.objekt_id for one in several})
        for one in several:
            one.ort = orte.get(one.objekt_id, "")


def _places(art: str, keys: set[int]) -> dict[int, str]:
    gemerkt = kind(art)
    if gemerkt is None:
        return {}
    rows = gemerkt.modell._default_manager.filter(pk__in=keys)
    there = rows.select_related(*gemerkt.mit) if gemerkt.mit else rows
    return {thing.pk: gemerkt.seite(thing) for thing in there}
