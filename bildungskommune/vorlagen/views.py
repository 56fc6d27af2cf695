"""The page of a Vorlage: for everybody, and in the frame of the desk."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.beteiligung.models import Vorlage
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.vorlagen.drucksachen import bundle
from bildungskommune.vorlagen.folge import folge
from bildungskommune.vorlagen.sicht import bundled, visible_to
from bildungskommune.werkbank.seiten import opens


@require_safe
@load(visible_to, by="nummer")
def vorlage(request: Request, vorlage: Vorlage) -> HttpResponse:
    """Tell the way of a Vorlage through the committees, and what changed since each of them had it."""
    context = {"folge": folge(vorlage, request.user), "vorlage": vorlage, "alles": may_read_all(request.user)}
    context["mappe"] = bundled(vorlage, request.user)
    return render(request, "vorlagen/vorlage.html", context)


@require_safe
@load(visible_to, by="nummer")
def vorlage_pdf(request: Request, vorlage: Vorlage) -> HttpResponseBase:
    """Give the Vorlage with all its Fassungen in one file; everybody gets it once each of them is public."""
    fassungen = bundled(vorlage, request.user)
    if fassungen is None:
        raise Http404("Nicht alle Fassungen dieser Vorlage sind veröffentlicht.")
    return answer(request, bundle(vorlage, fassungen, request.user))


def _all(user: Nutzer) -> QuerySet[Vorlage]:
    return Vorlage.objects.all()


def _may_read(user: Nutzer, vorlage: Vorlage) -> bool:
    return may_read_all(user)


@opens(_may_read, _all)
def vorlage_folge(request: Request, vorlage: Vorlage) -> HttpResponse:
    """Tell the same at the desk, with the ways to enter what is missing."""
    context = {
        "folge": folge(vorlage, request.user),
        "vorlage": vorlage,
        "alles": True,
        "mappe": bundled(vorlage, request.user),
        "darf": is_stabsstelle(request.user),
        "oeffentlich": visible_to(AnonymousUser()).filter(pk=vorlage.pk).exists(),
    }
    return render(request, "vorlagen/pult.html", context)
