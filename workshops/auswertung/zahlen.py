"""How many were invited, answered, registered and came. Numbers only, no names; each function asks once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bildungskommune.akteure.models import Institution
from workshops.auswertung.gliederung import NIRGENDS, Gliederung, Gruppe, groups_of
from workshops.auswertung.umfang import Umfang
from workshops.models import Anmeldung, Einladung, Workshop, Zuordnung
from workshops.models.counting import count_of
from workshops.models.enums import HOLDS_SEAT, AnmeldungStatus, EinladungAntwort

DA = AnmeldungStatus.TEILGENOMMEN
GEZAEHLT = ("eingeladen", "geantwortet", "angemeldet", "da")


@dataclass
class Summe:
    """What the institutions of one group come to. An institution that was invited twice has two invitations."""

    haeuser: int = 0
    haeuser_eingeladen: int = 0
    haeuser_da: int = 0
    eingeladen: int = 0
    geantwortet: int = 0
    angemeldet: int = 0
    da: int = 0


def answered() -> QuerySet[Einladung]:
    """Return the invitations that somebody declined or registered with."""
    came = Anmeldung.objects.filter(einladung=OuterRef("pk")).exclude(status=AnmeldungStatus.STORNIERT)
    return Einladung.objects.filter(Q(antwort=EinladungAntwort.ABGESAGT) | Exists(came))


def by_workshop(umfang: Umfang) -> QuerySet[Workshop]:
    """Return the workshops with `eingeladen`, `geantwortet`, `angemeldet`, `da` and `auf_karten`."""
    return umfang.termine().annotate(
        eingeladen=count_of(Einladung.objects.all(), "workshop"),
        geantwortet=count_of(answered(), "workshop"),
        angemeldet=count_of(Anmeldung.objects.filter(status__in=HOLDS_SEAT), "workshop"),
        da=count_of(Anmeldung.objects.filter(status=DA), "workshop"),
        auf_karten=count_of(umfang.karten(), "workshop"),
    )


def by_group(umfang: Umfang) -> dict[Gruppe, Summe]:
    """Return the sums of each group of the directory, and those of people without an institution in it."""
    found: dict[Gruppe, Summe] = defaultdict(Summe)
    for row in _institutions(umfang):
        for gruppe in groups_of(row):
            _add(found[gruppe], row)
    alone = Anmeldung.objects.filter(workshop__in=umfang.termine(), institution=None).aggregate(
        angemeldet=Count("pk", filter=Q(status__in=HOLDS_SEAT)), da=Count("pk", filter=Q(status=DA))
    )
    for gruppe in NIRGENDS if alone["angemeldet"] else ():
        found[gruppe].angemeldet += alone["angemeldet"]
        found[gruppe].da += alone["da"]
    return dict(found)


def _institutions(umfang: Umfang) -> QuerySet[Institution]:
    termine = umfang.termine()
    people = Anmeldung.objects.filter(workshop__in=termine)
    return Institution.objects.select_related("gemeinde").annotate(
        eingeladen=count_of(Einladung.objects.filter(workshop__in=termine), "institution"),
        geantwortet=count_of(answered().filter(workshop__in=termine), "institution"),
        angemeldet=count_of(people.filter(status__in=HOLDS_SEAT), "institution"),
        da=count_of(people.filter(status=DA), "institution"),
    )


def _add(summe: Summe, row: Institution) -> None:
    eingeladen, geantwortet, angemeldet, da = numbers(row)
    summe.haeuser += 1
    summe.haeuser_eingeladen += bool(eingeladen)
    summe.haeuser_da += bool(da)
    summe.eingeladen += eingeladen
    summe.geantwortet += geantwortet
    summe.angemeldet += angemeldet
    summe.da += da


def numbers(row: object) -> tuple[int, ...]:
    """Return what was counted of a workshop or an institution."""
    return tuple(int(getattr(row, name)) for name in GEZAEHLT)


def of_kind(found: Mapping[Gruppe, Summe], art: Gliederung) -> list[tuple[Gruppe, Summe]]:
    """Return the groups of one kind by name, those without an answer last."""
    rows = [(gruppe, summe) for gruppe, summe in found.items() if gruppe.art == art]
    return sorted(rows, key=lambda row: (not row[0].wert, row[0].wort.casefold()))


def by_verbleib(umfang: Umfang) -> dict[str, int]:
    """Return how many contributions have which Verbleib; what was made of other cards was not handed in."""
    rows: Iterable[tuple[str, int]] = (
        umfang.karten().contributed().order_by().values_list("verbleib").annotate(Count("pk"))
    )
    return dict(rows)


def by_thema(umfang: Umfang) -> list[tuple[str, dict[str, int]]]:
    """Return how many cards of each Thema have which Verbleib, most cards first. A card of two Themen counts twice."""
    rows = Zuordnung.objects.filter(beitrag__in=umfang.karten().standing()).order_by()
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    counted = rows.values_list("thema", "thema__titel", "beitrag__verbleib").annotate(Count("pk"))
    for pk, titel, verbleib, number in counted:
        found[pk, titel][verbleib] = number
    ranked = sorted(found.items(), key=lambda row: (-sum(row[1].values()), row[0][1], row[0][0]))
    return [(titel, each) for (_, titel), each in ranked]
