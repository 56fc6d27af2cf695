"""The desk and the search of the office."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, allow
from bildungskommune.accounts.rollen import works_here
from bildungskommune.buero.pult import desk
from bildungskommune.portal.suche import find
from bildungskommune.ui.paging import PARAMETER


@require_safe
@allow(works_here)
def pult(request: Request) -> HttpResponse:
    return render(request, "buero/pult.html", desk(request.user))


@require_safe
@allow(works_here)
def search(request: Request) -> HttpResponse:
    fund = find(request.GET.get("q", ""), request.user, request.GET.get(PARAMETER, "1"))
    return render(request, "buero/suche.html", {"fund": fund})
