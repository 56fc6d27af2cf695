"""Read what is frozen: the one place where an old snapshot becomes one that the code of today knows.

The frozen bytes stay as they are, checksum and attachment speak of them. Everything that shows a Fassung asks here.
Here the names of people come into the text, and the words that stand for a name that was taken out.
"""

import logging
from collections.abc import Iterable, Iterator

from django.db.models import F, Func, JSONField, Q, Value, prefetch_related_objects
from django.db.models.fields.json import KT

from bildungskommune.fassungen import nennung
from bildungskommune.fassungen.befunde import Lesefehler
from bildungskommune.fassungen.models import Fassung, FassungQuerySet
from bildungskommune.fassungen.registry import Snapshot, definition, definitions
from bildungskommune.tracing.snapshot import unfold

logger = logging.getLogger(__name__)

NOTHING = {None, "", "[]"}
"""What a key of a snapshot says, as text, where nothing was frozen."""


class Unreadable(Exception):
    """The frozen content is not what the code of today can show. `stelle` says where."""

    def __init__(self, fassung: Fassung, stelle: str) -> None:
        super().__init__(f"{fassung} lässt sich nicht lesen: {stelle}")
        self.fassung = fassung
        self.stelle = stelle


def naming(rows: FassungQuerySet, key: str, **entry: str) -> FassungQuerySet:
    """Return those whose list under `key` holds an entry that says this: naming(rows, "fotos", bild="ab12")."""
    return rows.filter(**{f"snapshot__{key}__contains": [entry]})


def all_entries(rows: FassungQuerySet, key: str) -> Iterator[Snapshot]:
    """Yield what stands in the list under `key` of each of them, as it was frozen."""
    for found in rows.values_list(f"snapshot__{key}", flat=True):
        yield from found or ()


def inhalt(fassung: Fassung) -> Snapshot:
    """Return the content in the newest form, made once for each object; raises Unreadable, and tells the desk."""
    if fassung.gelesen is None:
        try:
            fassung.gelesen = _read(fassung)
        except Unreadable as error:
            _report(error)
            raise
    return fassung.gelesen


def readable(fassungen: Iterable[Fassung]) -> Iterator[tuple[Fassung, Snapshot]]:
    """Yield each Fassung with its content; one that cannot be read is left out, and the desk is told.

    Asks once for the names in all of them.
    """
    found = list(fassungen)
    prefetch_related_objects(found, "namensstellen")
    for fassung in found:
        try:
            yield fassung, inhalt(fassung)
        except Unreadable:
            continue


def funding(fassungen: FassungQuerySet) -> Iterator[tuple[Fassung, bool, bool]]:
    """Yield each with whether it was frozen with marks and with a note of who pays; its bytes are not loaded."""
    marks, note = KT("snapshot__foerderzeichen"), KT("snapshot__foerderhinweis")
    for row in fassungen.annotate(zeichen=marks, hinweis=note).defer("snapshot"):
        yield row, row.zeichen not in NOTHING, row.hinweis not in NOTHING


def entries(fassungen: FassungQuerySet, liste: str, kennung: str) -> Iterator[tuple[Fassung, Snapshot]]:
    """Yield each Fassung with the entry of this Kennung in one of its lists, as it was frozen; others are left out.

    For what every version has said in the same way. The database looks it up; nothing else of a snapshot is loaded.
    """
    path = Func(Value(f"$.{liste}[*] ? (@.kennung == $kennung)"), template="%(expressions)s::jsonpath")
    found = Func(
        F("snapshot"),
        path,
        Value({"kennung": kennung}, JSONField()),
        function="jsonb_path_query_first",
        output_field=JSONField(),
    )
    for fassung in fassungen.without_snapshot().annotate(eintrag=found):
        if fassung.eintrag is not None:
            yield fassung, fassung.eintrag


def of_old_versions(fassungen: FassungQuerySet) -> Iterator[Fassung]:
    """Yield what an earlier version of the program froze, one at a time: a snapshot may be large."""
    old = Q()
    for what in definitions().values():
        # Version 1 did not say its version.
        other = Q(snapshot__schema__isnull=True) | ~Q(snapshot__schema=what.version)
        old |= Q(definition=what.key) & other
    for pk in fassungen.filter(old).order_by("pk").values_list("pk", flat=True):
        yield Fassung.objects.get(pk=pk)


def is_readable(fassung: Fassung) -> bool:
    """Say whether the Fassung can be read, without telling anybody."""
    try:
        unfold(newest(fassung))
    except (Unreadable, LookupError):
        return False
    return True


def _read(fassung: Fassung) -> Snapshot:
    snapshot = newest(fassung)
    if any(nennung.references(snapshot)):
        stellen = {one.kennung: one for one in fassung.namensstellen.all()}
        snapshot = nennung.written_in(snapshot, stellen)
    try:
        return definition(fassung.definition).nachtrag(unfold(snapshot))
    except LookupError as error:
        raise Unreadable(fassung, f"faden: {error}") from error


def newest(fassung: Fassung) -> Snapshot:
    """Return the snapshot in the newest form, with references in place of names; raises Unreadable."""
    what = definition(fassung.definition)
    try:
        upgraded = what.upgraded(fassung.snapshot)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise Unreadable(fassung, f"{type(error).__name__}: {error}") from error
    if (place := what.misfit(upgraded)) is not None:
        raise Unreadable(fassung, place.removeprefix("."))
    return upgraded


def _report(error: Unreadable) -> None:
    """Leave a note for the desk, and a line in the log the first time."""
    _, is_new = Lesefehler.objects.get_or_create(fassung=error.fassung, defaults={"stelle": error.stelle[:200]})
    if is_new:
        logger.error("Fassung %s cannot be read: %s", error.fassung.pk, error.stelle)
