"""Who is invited to a workshop, with how many seats."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.einmal import einmal
from bildungskommune.ui.paging import page
from workshops import changes
from workshops.access_staff import may_edit_this, may_open
from workshops.anmeldung import invitations
from workshops.anmeldung.forms_staff import EinladungForm
from workshops.models import Einladung, Workshop
from workshops.pages import any_workshop, formular, kopf, krumen, sent


def _einladungen(user: Nutzer) -> QuerySet[Einladung]:
    return Einladung.objects.select_related("workshop", "institution")


@require_GET
@allow(may_open)
@load(any_workshop, may=may_edit_this)
def einladung_list(request: Request, workshop: Workshop) -> HttpResponse:
    rows = page(request, invitations.of_workshop(workshop))
    context = kopf(request, workshop, "v-einladung-list") | {
        "page_obj": rows,
        "zeilen": [(einladung, invitations.link(einladung)) for einladung in rows],
    }
    return render(request, "workshops/verwaltung/einladungen.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(any_workshop, may=may_edit_this)
@einmal
def einladung_new(request: Request, workshop: Workshop) -> HttpResponse:
    return _einladung(request, Einladung(workshop=workshop), "Neue Einladung")


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@load(_einladungen)
@einmal
def einladung_edit(request: Request, einladung: Einladung) -> HttpResponse:
    return _einladung(request, einladung, "Einladung bearbeiten")


def _einladung(request: Request, einladung: Einladung, titel: str) -> HttpResponse:
    listed = ("Einladungen", reverse("v-einladung-list", args=(einladung.workshop_id,)))
    eltern = krumen(einladung.workshop, listed)
    weg = reverse("v-einladung-loeschen", args=(einladung.pk,)) if einladung.pk else ""
    form = EinladungForm(sent(request), instance=einladung)
    if form.is_valid():
        invitations.invite(form.save(commit=False), by=request.user)
        messages.success(request, f"{einladung.institution} ist eingeladen. Den Link finden Sie in der Liste.")
        return redirect("v-einladung-list", einladung.workshop_id)
    return formular(request, form, titel=titel, eltern=eltern, loeschen=weg)


@require_POST
@allow(is_stabsstelle)
@load(_einladungen)
@einmal
def einladung_sent(request: Request, einladung: Einladung) -> HttpResponse:
    invitations.mark_sent(einladung, by=request.user)
    messages.success(request, f"Vermerkt: Die Einladung an {einladung.institution} ist verschickt.")
    return redirect("v-einladung-list", einladung.workshop_id)


@require_POST
@allow(is_stabsstelle)
@load(_einladungen)
@einmal
def einladung_delete(request: Request, einladung: Einladung) -> HttpResponse:
    changes.removed(einladung, by=request.user)
    messages.success(request, "Die Einladung ist zurückgenommen. Ihr Code gilt nicht mehr.")
    return redirect("v-einladung-list", einladung.workshop_id)
