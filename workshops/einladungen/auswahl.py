"""Whom the office can invite to a workshop: the directory, narrowed by what an institution is and whether it came."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django_filters.filters import ChoiceFilter

from bildungskommune.akteure.models import Institution
from bildungskommune.werkbank.liste import Spalte
from bildungskommune.werkbank.verzeichnis import VerzeichnisFilter
from workshops.models import Anmeldung, Einladung, Workshop
from workshops.models.enums import AnmeldungStatus, WorkshopStatus

LETZTER, ANGEMELDET, NIE = "letzter", "angemeldet", "nie"


def previous(workshop: Workshop) -> Workshop | None:
    """Return the workshop of the same Reihe before this one, if there was one."""
    before = Workshop.objects.filter(reihe=workshop.reihe_id, beginn__lt=workshop.beginn)
    return before.exclude(status=WorkshopStatus.ABGESAGT).order_by("-beginn", "-pk").first()


def institutions(workshop: Workshop) -> QuerySet[Institution]:
    """Return the directory, each annotated with `eingeladen`, `war_im_letzten` and `hat_sich_angemeldet`."""
    seats = Anmeldung.objects.filter(institution=OuterRef("pk")).exclude(status=AnmeldungStatus.STORNIERT)
    last = previous(workshop)
    came = seats.filter(workshop=last.pk if last else None, status=AnmeldungStatus.TEILGENOMMEN)
    return (
        Institution.objects.select_related("gemeinde")
        .annotate(
            eingeladen=Exists(Einladung.objects.filter(institution=OuterRef("pk"), workshop=workshop)),
            war_im_letzten=Exists(came),
            hat_sich_angemeldet=Exists(seats.filter(workshop__reihe=workshop.reihe_id)),
        )
        .order_by("name", "pk")
    )


class InstitutionenFilter(VerzeichnisFilter):
    dabei = ChoiceFilter(
        label="In dieser Reihe",
        empty_label="egal",
        method="by_part",
        choices=[
            (LETZTER, "war im letzten Workshop"),
            (ANGEMELDET, "hat sich schon angemeldet"),
            (NIE, "war noch nie angemeldet"),
        ],
    )

    def by_part(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == LETZTER:
            return rows.filter(war_im_letzten=True)
        return rows.filter(hat_sich_angemeldet=value == ANGEMELDET)


def part(row: Institution) -> str:
    """Say in words whether somebody of this institution came before."""
    if _flag(row, "war_im_letzten"):
        return "war im letzten Workshop"
    return "hat sich schon angemeldet" if _flag(row, "hat_sich_angemeldet") else ""


def _flag(row: Institution, name: str) -> bool:
    return bool(getattr(row, name))


SPALTEN: tuple[Spalte[Institution], ...] = (
    Spalte("Name", lambda row: row.name, ("name",), 50),
    Spalte("Art", lambda row: row.get_typ_display(), ("typ",), 26),
    Spalte("Gemeinde", lambda row: str(row.gemeinde or ""), ("gemeinde__name",), 26),
    Spalte("E-Mail-Adresse", lambda row: row.email, ("email",), 36),
    Spalte("In dieser Reihe", part, breite=30),
    Spalte("Einladung", lambda row: "eingeladen" if _flag(row, "eingeladen") else "", ("-eingeladen",), 14),
)
