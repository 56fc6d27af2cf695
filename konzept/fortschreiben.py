"""Carry a Konzept on: a new edition with all Handlungsfelder, Ziele and Strategien."""

from django.db import transaction

from bildungskommune.audit.log import By, record
from bildungskommune.verfahren.fortschreibung import mitgehen
from bildungskommune.werkbank.fortschreiben import follow_up, follow_up_all
from konzept import drafting
from konzept.models import Konzept, Priorisierung, Strategie, Ziel


def carry_on(konzept: Konzept, titel: str, *, by: By) -> Konzept:
    """Return the new Konzept. What it was derived from stays with the predecessor, measures go along."""
    with transaction.atomic():
        neu = follow_up(konzept, titel=titel)
        drafting.add_konzept(neu, by=by)
        felder = follow_up_all(konzept.handlungsfelder.prefetch_related("schwerpunkte"), lambda feld: {"konzept": neu})
        new_feld = {old.pk: row for old, row in felder.items()}
        parts = {"handlungsfeld__konzept": konzept}
        ziele = follow_up_all(
            Ziel.objects.filter(**parts).prefetch_related("priorisierungen"),
            lambda ziel: {"handlungsfeld": new_feld[ziel.handlungsfeld_id]},
        )
        strategien = follow_up_all(
            Strategie.objects.filter(**parts).prefetch_related("ziele", "auch_in"),
            lambda strategie: {"handlungsfeld": new_feld[strategie.handlungsfeld_id]},
        )
        for before, feld in felder.items():
            feld.schwerpunkte.set(before.schwerpunkte.all())
        for old, row in strategien.items():
            row.ziele.set([ziele[ziel] for ziel in old.ziele.all()])
            row.auch_in.set([felder[feld] for feld in old.auch_in.all()])
        _keep_priorities(ziele)
        mitgehen.collect({**felder, **ziele, **strategien})
        record(by, "konzept.fortgeschrieben", neu, von=konzept.kennung)
    return neu


def _keep_priorities(ziele: dict[Ziel, Ziel]) -> None:
    """Give each new Ziel the priority that holds; its history stays with the predecessor."""
    held = [(row, priority) for old, row in ziele.items() if (priority := drafting.priority_of(old))]
    Priorisierung.objects.bulk_create(
        Priorisierung(
            ziel=row,
            prioritaet=one.prioritaet,
            ab=one.ab,
            durch=one.durch,
            wer=one.wer,
            begruendung=one.begruendung,
        )
        for row, one in held
    )
