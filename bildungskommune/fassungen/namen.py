"""Take the name of a person out of frozen texts: text, number and checksum stay.

Page, search and print read the names from their table, so an emptied row is enough for them. PDFs that were printed
with the name are deleted and set anew.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from itertools import groupby

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from bildungskommune.audit.log import By, record
from bildungskommune.fassungen import auftraege, kette, lesen, nennung
from bildungskommune.fassungen.models import Ausdruck, Fassung
from bildungskommune.fassungen.namensstelle import Namensstelle, is_of
from bildungskommune.fassungen.registry import definitions


def namen_entfernen(quelle: models.Model, *, by: By, grund: str) -> int:
    """Take the names that came from this thing out of all Fassungen, public or not; returns how many places.

    `quelle` is what the name was taken from when the text was frozen: a Beitrag (its author), a Konto (Moderation,
    by its name of today), an Abschnitt (who speaks). Whatever else names nobody in a Fassung, and 0 comes back.
    Call it before `quelle` is deleted or anonymised, in the same transaction; calling it twice does no harm. Pages say
    "Name entfernt am …" at once, PDFs with the name are deleted on commit and ordered anew. `grund` stands in the
    audit trail, so it must not say who it is.
    """
    return alle_namen_entfernen([quelle], by=by, grund=grund)


def alle_namen_entfernen(quellen: Iterable[models.Model], *, by: By, grund: str) -> int:
    """Do the same for many things at once."""
    with transaction.atomic():
        kette.lock()
        for fassung in lesen.of_old_versions(Fassung.objects.filter(namensstellen=None)):
            lay_down(fassung)
        return entfernen(Namensstelle.objects.of(*quellen), by=by, grund=grund)


def entfernen(stellen: QuerySet[Namensstelle], *, by: By, grund: str, now: datetime | None = None) -> int:
    """Empty these places and have their PDFs printed anew; returns how many there were.

    One entry in the trail for each Fassung: how many names, why, and not whose.
    """
    with transaction.atomic():
        found = list(stellen.filter(entfernt_am=None).order_by("fassung_id", "pk").select_for_update(of=("self",)))
        groups = {pk: list(rows) for pk, rows in groupby(found, key=lambda row: row.fassung_id)}
        fassungen = list(Fassung.objects.filter(pk__in=groups).without_snapshot().order_by("pk"))
        for fassung in fassungen:
            # First, so that no print that is being finished counts as one from afterwards.
            auftraege.start_anew(fassung)
        now = now or timezone.now()
        Namensstelle.objects.filter(pk__in=[row.pk for row in found]).update(name="", salz="", entfernt_am=now)
        for fassung in fassungen:
            record(by, "fassung.name_entfernt", fassung, now=now, anzahl=len(groups[fassung.pk]), grund=grund)
        transaction.on_commit(partial(aufraeumen, list(groups)))
    return len(found)


def stellen(fassung: Fassung) -> list[Namensstelle]:
    """Return who is named in a Fassung and who was, in the order of the text; raises lesen.Unreadable.

    Names in an old snapshot have no row before the first is taken out.
    """
    rows = {row.kennung: row for row in fassung.namensstellen.all()}
    plain = [one for one in nennung.references(lesen.newest(fassung)) if "name" in one]
    found = [*rows.values(), *(_plain(fassung, one) for one in plain if one["person"] not in rows)]
    return sorted(found, key=lambda row: (len(row.kennung), row.kennung))


def nennungen(quellen: Iterable[models.Model]) -> list[tuple[Fassung, list[Namensstelle]]]:
    """Return each Fassung, newest first, that names somebody by one of these things, with the places in it."""
    sources = list(quellen)
    if not sources:
        return []
    found = list(Namensstelle.objects.of(*sources).named().select_related("fassung").defer("fassung__snapshot"))
    for old in lesen.of_old_versions(Fassung.objects.filter(namensstellen=None)):
        found += [one for one in _stellen_of(old) if is_of(one, sources)]
    found.sort(key=lambda one: (-one.fassung_id, len(one.kennung), one.kennung))
    return [(rows[0].fassung, rows) for _, group in groupby(found, lambda one: one.fassung_id) if (rows := list(group))]


def _stellen_of(fassung: Fassung) -> list[Namensstelle]:
    try:
        return stellen(fassung)
    except lesen.Unreadable:
        return []


def are_in(fassung: Fassung) -> bool:
    """Say whether a Fassung still names somebody; of one that cannot be read nobody knows."""
    return any(one.entfernt_am is None for one in _stellen_of(fassung))


def aus_fassung_entfernen(fassung: Fassung, kennungen: Collection[str], *, ueberall: bool, by: By, grund: str) -> int:
    """Take the names at these places out of a Fassung; `ueberall` out of all others that name the same person, too.

    Returns how many places there were. Raises lesen.Unreadable.
    """
    with transaction.atomic():
        kette.lock()
        lay_down(fassung)
        for old in lesen.of_old_versions(Fassung.objects.filter(namensstellen=None)) if ueberall else ():
            lay_down(old)
        chosen = Namensstelle.objects.named().filter(fassung=fassung, kennung__in=kennungen)
        keys = {one.pk for one in chosen}
        if ueberall:
            keys |= {pk for one in chosen for pk in same_person(one).values_list("pk", flat=True)}
        return entfernen(Namensstelle.objects.filter(pk__in=keys), by=by, grund=grund)


def lay_down(fassung: Fassung) -> None:
    """Write the rows of an old Fassung, whose names stand in its frozen text; what can not be read has none."""
    Namensstelle.objects.bulk_create([row for row in _stellen_of(fassung) if not row.pk], ignore_conflicts=True)


def _plain(fassung: Fassung, reference: nennung.Data) -> Namensstelle:
    return Namensstelle(
        fassung=fassung,
        kennung=reference["person"],
        wo=reference["wo"],
        name=reference["name"],
        quelle=reference["quelle"],
    )


def same_person(stelle: Namensstelle) -> QuerySet[Namensstelle]:
    """Return all places that name this person: taken from the same thing, or in a Fassung of the same document."""
    fassung = stelle.fassung
    same = Q(quelle=stelle.quelle) | Q(fassung__definition=fassung.definition, fassung__objekt_id=fassung.objekt_id)
    return Namensstelle.objects.named().filter(same, name=stelle.name)


def overtaken() -> QuerySet[Ausdruck]:
    """Return the prints that hold a name or a picture which was taken out later: their files must be gone."""
    taken_out = Ausdruck.objects.annotate(namen_entfernt=Max("fassung__namensstellen__entfernt_am"))
    before = Q(created__lte=F("namen_entfernt"))
    for what in definitions().values():
        for fassung, last in what.entnommen().items():
            before |= Q(fassung=fassung, created__lte=last)
    return taken_out.filter(before)


def aufraeumen(fassungen: Iterable[int] | None = None) -> None:
    """Delete the files of overtaken prints, of these Fassungen or of all; what cannot be deleted, the check tells."""
    prints = overtaken() if fassungen is None else overtaken().filter(fassung__in=fassungen)
    for name in set(prints.values_list("pdf", flat=True)):
        try:
            default_storage.delete(name)
        except OSError:
            auftraege.logger.exception("print %s holds what was taken out and cannot be deleted", name)


def removed_on(fassung: Fassung) -> list[str]:
    """Return the days on which names were taken out of this Fassung, each once: "25.11.2026"."""
    gone = {timezone.localdate(one.entfernt_am) for one in fassung.namensstellen.all() if one.entfernt_am is not None}
    return [f"{day:%d.%m.%Y}" for day in sorted(gone)]


def stand_in_the_bytes(fassung: Fassung) -> bool:
    """Say whether the frozen text itself names somebody whose name was taken out: it is an old one."""
    gone = {one.kennung for one in fassung.namensstellen.all() if one.entfernt_am is not None}
    return any("name" in one and one["person"] in gone for one in nennung.references(lesen.newest(fassung)))
