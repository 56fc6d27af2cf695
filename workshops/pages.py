"""What the staff pages of this app share: crumbs and tabs."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.seiten import Krumen
from workshops import access_staff
from workshops.models import Workshop


@dataclass(frozen=True)
class Reiter:
    wort: str
    url: str
    hier: bool


_FOR_ALL = (("Überblick", "v-workshop"), ("Programm", "v-programm"))
_FOR_OFFICE = (
    ("Einladungen", "v-einladung-list"),
    ("Anmeldungen", "v-anmeldung-list"),
    ("Sendungen", "v-sendung-list"),
    ("Tag", "v-anwesenheit"),
)
_ON_THE_DAY = (
    ("Saal", "v-saal"),
    ("Karten", "v-kartenwand"),
    ("Punkte", "v-punkte"),
    ("Dokumentation", "v-dokumentation"),
)


def any_workshop(user: Nutzer) -> QuerySet[Workshop]:
    """Return the workshops this person may know of, with what every page about one needs."""
    return Workshop.objects.visible_to(user).select_related("reihe", "ort")


def kopf(request: Request, workshop: Workshop, hier: str) -> dict[str, object]:
    """Return the context of a page about one workshop: itself, its tabs, and what this person may do."""
    may_edit = access_staff.may_edit(request.user)
    tabs = (*_FOR_ALL, *(_FOR_OFFICE if may_edit else ()), *_ON_THE_DAY)
    return {
        "workshop": workshop,
        "reiter": [Reiter(wort, reverse(name, args=(workshop.pk,)), name == hier) for wort, name in tabs],
        "may_edit": may_edit,
        "may_work_cards": access_staff.may_work_cards(request.user, workshop),
    }


def krumen(workshop: Workshop | None = None, *more: tuple[str, str]) -> Krumen:
    """Return the crumbs down to this workshop."""
    start = [("Workshops", reverse("v-workshop-list"))]
    if workshop is not None and workshop.pk:
        start.append((workshop.titel, reverse("v-workshop", args=(workshop.pk,))))
    return [*start, *more]
