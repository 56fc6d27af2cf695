"""What the Anlage zum Sachbericht tells of events: when, where, how many, from which houses. Names nobody."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from bildungskommune.akteure.models import Institution
from bildungskommune.foerderung import schwerpunkte
from bildungskommune.ui.zeiten import iso
from bildungskommune.verfahren.sachbericht import Tafel, sachbericht
from workshops.models import Anmeldung, Workshop
from workshops.models.enums import HOLDS_SEAT, AnmeldungStatus, WorkshopStatus

CAME = AnmeldungStatus.TEILGENOMMEN
NOT_HELD = (WorkshopStatus.VERSCHOBEN, WorkshopStatus.ABGESAGT)
OHNE = "ohne Angabe"


@sachbericht.register
def events(von: date, bis: date) -> Iterator[Tafel]:
    held = Workshop.objects.filter(beginn__date__gte=von, beginn__date__lte=bis, beginn__lte=timezone.now()).exclude(
        status__in=NOT_HELD
    )
    yield _events(held)
    yield from _by_schwerpunkt(held)
    there = Anmeldung.objects.filter(workshop__in=held, status=CAME)
    leer = "In diesem Zeitraum ist niemand als anwesend eingetragen."
    yield Tafel("Teilnehmende nach Art der Einrichtung", ("Art der Einrichtung", "Personen"), _by_type(there), leer)
    yield Tafel("Teilnehmende nach Gemeinde", ("Gemeinde", "Personen"), _by_place(there), leer)


def _events(held: QuerySet[Workshop]) -> Tafel:
    rows = (
        held.select_related("reihe", "ort")
        .annotate(
            plaetze_belegt=Count("anmeldungen", filter=Q(anmeldungen__status__in=HOLDS_SEAT)),
            waren_da=Count("anmeldungen", filter=Q(anmeldungen__status=CAME)),
        )
        .order_by("beginn", "pk")
    )
    return Tafel(
        "Veranstaltungen",
        ("Datum", "Veranstaltung", "Reihe", "Ort", "Angemeldet", "Teilgenommen"),
        [
            (
                iso(timezone.localdate(row.beginn)),
                row.titel,
                str(row.reihe),
                str(row.ort or ""),
                row.plaetze_belegt,
                row.waren_da,
            )
            for row in rows
        ],
        "In diesem Zeitraum gab es keine Veranstaltung.",
    )


def _by_schwerpunkt(held: QuerySet[Workshop]) -> Iterator[Tafel]:
    """Count events by the Schwerpunkte of the programme; a portal without any tells nothing of them."""
    rows = schwerpunkte.counted(held)
    if not [titel for titel, _ in rows if titel != schwerpunkte.OHNE]:
        return
    came = dict(Anmeldung.objects.filter(workshop__in=held, status=CAME).values_list("workshop").annotate(Count("pk")))
    yield Tafel(
        "Veranstaltungen nach Schwerpunkt",
        ("Programmschwerpunkt (mehrere möglich)", "Veranstaltungen", "Teilgenommen"),
        [(titel, len(keys), sum(came.get(pk, 0) for pk in keys)) for titel, keys in rows],
        "",
    )


def _by_type(there: QuerySet[Anmeldung]) -> list[tuple[str, int]]:
    words = dict(Institution.Typ.choices)
    rows = (
        there.values_list("institution__typ").annotate(personen=Count("pk")).order_by("-personen", "institution__typ")
    )
    return [(str(words.get(typ, OHNE)), number) for typ, number in rows]


def _by_place(there: QuerySet[Anmeldung]) -> list[tuple[str, int]]:
    name = "institution__gemeinde__name"
    rows = there.values_list(name).annotate(personen=Count("pk")).order_by("-personen", name)
    return [(place or OHNE, number) for place, number in rows]
