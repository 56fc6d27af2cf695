from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from bildungskommune.audit.models import Eintrag, Textstand
from bildungskommune.aufbewahrung import JAHR, Frist, Sache, fristen

FRUEHERE, GELOESCHTE = 5 * JAHR, timedelta(days=30)
"""So long the database itself keeps them: it deletes none before (`textstand_ablaufen`)."""


@fristen.register
def trail() -> Iterator[Frist | Sache]:
    yield Sache(Eintrag, ("objekt_name",), "nennt Dinge, von Menschen nur die Nummer")
    yield Frist(
        modell=Textstand,
        felder=("werte",),
        was="frühere Stände von Texten",
        daten="wie ein Text des Verfahrens vor einer Änderung lautete, ohne Namen und Adressen",
        wozu="um zu sehen, wer was geändert hat, und einen früheren Stand wiederherzustellen",
        dauer=FRUEHERE,
        worte="fünf Jahre",
        ab="nach der Änderung",
        zeilen=superseded,
        tun=let_go,
    )
    yield Frist(
        modell=Textstand,
        felder=("werte",),
        was="Stände gelöschter Texte",
        daten="wie ein gelöschter Text lautete, ohne Namen und Adressen",
        wozu="um ein Versehen rückgängig zu machen",
        dauer=GELOESCHTE,
        worte="30 Tage",
        ab="nach dem Löschen",
        zeilen=deleted,
        tun=let_go,
    )


def superseded() -> QuerySet[Textstand]:
    """Return what a newer state follows; `ab` is when that came."""
    later = _same().filter(pk__gt=OuterRef("pk")).order_by("pk").values("created")[:1]
    return Textstand.objects.annotate(ab=Subquery(later)).filter(ab__isnull=False)


def deleted() -> QuerySet[Textstand]:
    """Return the states of what is deleted; `ab` is when. What was brought back is not among them."""
    newest = _same().order_by("-pk")
    last = Textstand.objects.annotate(zuletzt=Subquery(newest.values("vorgang")[:1]))
    return last.filter(zuletzt=Textstand.Vorgang.GELOESCHT).annotate(ab=Subquery(newest.values("created")[:1]))


def _same() -> QuerySet[Textstand]:
    return Textstand.objects.filter(objekt_art=OuterRef("objekt_art"), objekt_id=OuterRef("objekt_id"))


def let_go(rows: QuerySet[Textstand]) -> int:
    """Have the database delete them: nobody else can."""
    numbers = list(rows.order_by().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT textstand_ablaufen(%s)", [numbers])
        return int(cursor.fetchone()[0])
