"""The working groups of a workshop: look at the assignment, then store it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.ui.paging import PARAMETER
from bildungskommune.werkbank.seiten import forms
from workshops.access_staff import may_edit_this, may_open
from workshops.anmeldung import gruppen
from workshops.models import Workshop
from workshops.pages import any_workshop, kopf

JE_SEITE = 100


@forms(may_edit_this, any_workshop, first=may_open)
def gruppen_zuteilen(request: Request, workshop: Workshop) -> HttpResponse:
    status = 200
    if request.method == "POST":
        try:
            done = gruppen.assign(workshop, seen=request.POST.get("gesehen", ""), by=request.user)
        except gruppen.Changed as refused:
            messages.error(request, str(refused))
            status = 422
        else:
            messages.success(request, f"{len(done.zeilen)} Personen sind zugeteilt. Jede sieht es auf ihrer Seite.")
            return redirect("v-anmeldung-gruppen", workshop.pk)
    proposed = gruppen.propose(workshop)
    context = kopf(request, workshop, "v-anmeldung-list") | {
        "vorschlag": proposed,
        "page_obj": Paginator(proposed.ohne_ersten_wunsch, JE_SEITE).get_page(request.GET.get(PARAMETER, "1")),
        "gespeichert": all(row.anmeldung.gruppe == row.gruppe for row in proposed.zeilen),
    }
    return render(request, "workshops/anmeldung/verwaltung/gruppen.html", context, status=status)
