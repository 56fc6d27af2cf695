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
        made: dict[Abschnitt, Abschnitt] = {}
        for ast in drafting.tree(leitbild.abschnitte.prefetch_related("fussnoten")):
            above = ast.abschnitt.uebergeordnet
            row = follow_up(ast.abschnitt, leitbild=neu, uebergeordnet=made[above] if above else None)
            row.save()
            made[ast.abschnitt] = row
        notes = [note for old in made for note in old.fussnoten.all()]
        new_of = {old.pk: row for old, row in made.items()}
        Fussnote.objects.bulk_create(
            Fussnote(abschnitt=new_of[note.abschnitt_id], nr=note.nr, text=note.text) for note in notes
        )
        mitgehen.collect(made)
        record(by, "leitbild.fortgeschrieben", neu, von=leitbild.kennung)
    return neu
