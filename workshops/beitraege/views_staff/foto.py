"""The photo of a contribution: see it in any state, add, replace and remove it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.einmal import einmal
from workshops.access_staff import cards_in_hand, may_open, may_work_card
from workshops.beitraege import fotos
from workshops.beitraege.forms_staff import FotoForm
from workshops.beitraege.views.foto import deliver
from workshops.models import Beitrag
from workshops.pages import formular


def _karten(user: Nutzer) -> QuerySet[Beitrag]:
    return cards_in_hand(user).select_related("workshop")


@require_GET
@allow(may_open)
@load(_karten)
def foto_file(request: Request, beitrag: Beitrag) -> HttpResponseBase:
    if not beitrag.foto:
        raise Http404
    return deliver(request, beitrag, cache="private")


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(_karten, may=may_work_card)
@einmal
def foto_edit(request: Request, beitrag: Beitrag) -> HttpResponse:
    form = FotoForm(*(request.POST, request.FILES) if request.method == "POST" else (), beitrag=beitrag)
    if form.is_valid():
        _keep(request, beitrag, form)
        return redirect("v-beitrag", beitrag.pk)
    eltern = [("Beiträge", reverse("v-beitrag-list")), (beitrag.code, reverse("v-beitrag", args=(beitrag.pk,)))]
    return formular(request, form, titel=f"Foto zu Beitrag {beitrag.code}", eltern=eltern)


def _keep(request: Request, beitrag: Beitrag, form: FotoForm) -> None:
    foto, beschreibung = form.cleaned_data["foto"], form.cleaned_data.get("beschreibung", "")
    if form.cleaned_data.get("entfernen"):
        fotos.remove(beitrag, by=request.user)
        messages.success(request, "Das Foto ist gelöscht.")
    elif foto is not None:
        fotos.put(beitrag, foto, beschreibung=beschreibung, by=request.user)
        messages.success(request, "Das Foto steht jetzt beim Beitrag.")
    else:
        fotos.describe(beitrag, beschreibung, by=request.user)
        messages.success(request, "Die Beschreibung des Fotos ist gespeichert.")
