"""The order to freeze a long document, as its sender follows it."""

from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.fassungen import einfrieren
from bildungskommune.fassungen.models import Einfrierauftrag
from bildungskommune.ui import fortschritt
from bildungskommune.werkbank.seiten import moves, opens


def _orders(user: Nutzer) -> models.QuerySet[Einfrierauftrag]:
    return Einfrierauftrag.objects.select_related("konto").defer("angaben")


def may_read(user: Nutzer, auftrag: Einfrierauftrag) -> bool:
    return may_read_all(user)


def may_work(user: Nutzer, auftrag: Einfrierauftrag) -> bool:
    return is_stabsstelle(user)


def _page(request: Request, auftrag: Einfrierauftrag) -> dict[str, object]:
    return {"auftrag": auftrag, "darf": may_work(request.user, auftrag)}


@opens(may_read, _orders)
def einfrierauftrag(request: Request, auftrag: Einfrierauftrag) -> HttpResponse:
    """Say how far the order is; once it is done, lead on to the Fassung."""
    if auftrag.fassung_id is not None:
        return redirect("v-fassung", auftrag.fassung_id)
    return render(request, "fassungen/verwaltung/auftrag.html", _page(request, auftrag))


@opens(may_read, _orders)
def einfrierauftrag_stand(request: Request, auftrag: Einfrierauftrag) -> HttpResponse:
    """Answer the part of the page that is asked for meanwhile."""
    context = _page(request, auftrag)
    return fortschritt.part(request, "fassungen/verwaltung/_auftrag.html", context, offen=auftrag.ist_offen)


@moves(may_work, _orders)
def einfrierauftrag_again(request: Request, auftrag: Einfrierauftrag) -> HttpResponse:
    einfrieren.again(auftrag)
    return redirect("v-einfrierauftrag", auftrag.pk)
