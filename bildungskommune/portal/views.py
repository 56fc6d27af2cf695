"""The pages about the whole process, for everybody."""

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.auslage.teile import Teile
from bildungskommune.portal import mitwirkende, suche
from bildungskommune.portal.start import front_page
from bildungskommune.seiten.models import Kommune
from bildungskommune.ui.paging import PARAMETER
from bildungskommune.verfahren.chronik import chronicle
from bildungskommune.verfahren.stufen import stages

EREIGNISSE = 40


@require_safe
def start(request: Request) -> HttpResponse:
    return render(request, "start/start.html", {"teile": Teile("start", _front_page)})


def _front_page() -> dict[str, object]:
    return {"kommune": Kommune.objects.current(), **front_page()}


@require_safe
def verfahren(request: Request) -> HttpResponse:
    """Explain the process: how it works, who takes part, what happened when."""
    seite = Paginator(chronicle(timezone.localdate()), EREIGNISSE).get_page(request.GET.get(PARAMETER, "1"))
    context = {
        "stufen": stages(),
        "seite": seite,
        "institutionen": mitwirkende.institutions(),
        "gremien": mitwirkende.committees(),
    }
    return render(request, "verfahren/verfahren.html", context)


@require_safe
def search(request: Request) -> HttpResponse:
    """Search what is public, also when somebody of the office asks."""
    fund = suche.find(request.GET.get("q", ""), AnonymousUser(), request.GET.get(PARAMETER, "1"))
    return render(request, "suche/suche.html", {"fund": fund})
