"""What the staff pages of this app share: crumbs, tabs, the form page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.ui.forms import Form, ModelForm
from workshops import access_staff
from workshops.models import Workshop

Krumen = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Reiter:
    wort: str
    url: str
    hier: bool


_FOR_ALL = (("Überblick", "v-workshop"), ("Programm", "v-programm"))
_FOR_OFFICE = (("Einladungen", "v-einladung-list"), ("Anmeldungen", "v-anmeldung-list"), ("Tag", "v-anwesenheit"))
_ON_THE_DAY = (("Karten", "v-kartenwand"), ("Punkte", "v-punkte"), ("Dokumentation", "v-dokumentation"))


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


def formular(
    request: Request, form: Form | ModelForm, *, titel: str, eltern: Krumen, vorspann: str = "", loeschen: str = ""
) -> HttpResponse:
    """Show a form on a page of its own; a refused one answers 422. `loeschen` is the address that deletes the thing."""
    if eltern and not form.abbrechen:
        form.abbrechen = eltern[-1][1]
    context = {"form": form, "titel": titel, "eltern": eltern, "vorspann": vorspann, "loeschen": loeschen}
    status = 422 if form.is_bound else 200
    return render(request, "workshops/verwaltung/formular.html", context, status=status)


def sent(request: Request) -> QueryDict | None:
    """Return what a form sent, None before it did; an empty POST is sent too."""
    return request.POST if request.method == "POST" else None


def number(text: str | None) -> int | None:
    """Return the number that an address names, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
