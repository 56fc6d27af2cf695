"""A measure begins at a Strategie, or at a point of a Stellungnahme: one click, and it stands there with its origin."""

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.werkbank.seiten import moves
from konzept.models import Strategie
from massnahmen import access, drafting
from massnahmen.models import Massnahme, Massnahmenbezug

BENENNEN = "Die Maßnahme ist angelegt. Geben Sie ihr nun einen eigenen Titel."


def from_strategie(strategie: Strategie, *, by: Nutzer) -> Massnahme:
    """Return a new measure that carries out this Strategie; its title is a beginning."""
    massnahme = Massnahme(titel=strategie.titel)
    with transaction.atomic():
        drafting.add_massnahme(massnahme, by=by)
        Massnahmenbezug.objects.create(massnahme=massnahme, strategie=strategie)
    return massnahme


def from_punkt(punkt: Punkt, *, by: Nutzer) -> Massnahme:
    """Return a new measure that a point gave rise to, and which names it.

    It takes what the office put together of the point, never the words of its author: those are forgotten in time.
    """
    runde = punkt.stellungnahme.runde
    anlass = f"{punkt} der Beteiligung „{runde.titel}“."
    massnahme = Massnahme(
        titel=f"Aus {punkt}: {runde.titel}"[:TITEL_LAENGE], anlass=anlass, kurzbeschreibung=punkt.text
    )
    with transaction.atomic():
        drafting.add_massnahme(massnahme, by=by)
        massnahme.aus_beteiligung.add(punkt)
    return massnahme


def _strategien(user: Nutzer) -> QuerySet[Strategie]:
    return Strategie.objects.all()


def _punkte(user: Nutzer) -> QuerySet[Punkt]:
    return Punkt.objects.counting().select_related("stellungnahme__runde")


def _may(user: Nutzer, thing: Strategie | Punkt) -> bool:
    return access.may_edit(user)


@moves(_may, _strategien, first=access.may_edit)
def strategie_massnahme(request: Request, strategie: Strategie) -> HttpResponse:
    return _begin(request, from_strategie(strategie, by=request.user))


@moves(_may, _punkte, first=access.may_edit)
def punkt_massnahme(request: Request, punkt: Punkt) -> HttpResponse:
    return _begin(request, from_punkt(punkt, by=request.user))


def _begin(request: Request, massnahme: Massnahme) -> HttpResponse:
    messages.success(request, BENENNEN)
    return redirect(f"{reverse('v-massnahme-edit', args=(massnahme.pk,))}?teil=worum")
