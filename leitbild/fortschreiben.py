"""Carry a Leitbild on: a new edition with every Abschnitt, each knowing the one it came from."""

from django.db import transaction

from bildungskommune.audit.log import By, record
from bildungskommune.verfahren.fortschreibung import mitgehen
from bildungskommune.werkbank.fortschreiben import follow_up
from leitbild import drafting
from leitbild.models import Abschnitt, Fussnote, Leitbild


def carry_on(leitbild: Leitbild, titel: str, *, by: By) -> Leitbild:
    """Return the new Leitbild. Sources stay with the predecessor: the thread leads to them through it."""
    with transaction.atomic():
        neu = follow_up(leitbild, titel=titel)
        drafting.add_leitbild(neu, by=by)
        neu.weitere_reihen.set(leitbild.weitere_reihen.all())
        made: dict[Abschnitt, Abschnitt] = {}
        new_of: dict[int | None, Abschnitt | None] = {None: None}
        for ast in drafting.tree(leitbild.abschnitte.prefetch_related("fussnoten")):
            old = ast.abschnitt
            row = follow_up(old, leitbild=neu, uebergeordnet=new_of[old.uebergeordnet_id])
            row.save()
            made[old] = new_of[old.pk] = row
        Fussnote.objects.bulk_create(
            Fussnote(abschnitt=row, nr=note.nr, text=note.text)
            for old, row in made.items()
            for note in old.fussnoten.all()
        )
        mitgehen.collect(made)
        record(by, "leitbild.fortgeschrieben", neu, von=leitbild.kennung)
    return neu
