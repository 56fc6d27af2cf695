"""The photo of a contribution: see it in any state, add, replace and remove it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.seiten import Seite, forms, opens, take
from workshops.access_staff import cards_in_hand, may_open, may_work_card
from workshops.beitraege import fotos
from workshops.beitraege.forms_staff import FotoForm
from workshops.beitraege.views.foto import deliver
from workshops.models import Beitrag


def _karten(user: Nutzer) -> QuerySet[Beitrag]:
    return cards_in_hand(user).select_related("workshop")


@opens(lambda user, beitrag: may_open(user), _karten, first=may_open)
def foto_file(request: Request, beitrag: Beitrag) -> HttpResponseBase:
    if not beitrag.foto:
        raise Http404
    return deliver(request, beitrag, cache="private")


@forms(may_work_card, _karten, first=may_open)
def foto_edit(request: Request, beitrag: Beitrag) -> HttpResponse:
    form = FotoForm(*(request.POST, request.FILES) if request.method == "POST" else (), beitrag=beitrag)
    back = reverse("v-beitrag", args=(beitrag.pk,))

    def save() -> str:
        _keep(request, beitrag, form)
        return back

    eltern = [("Beiträge", reverse("v-beitrag-list")), (beitrag.code, back)]
    return take(request, form, Seite(f"Foto zu Beitrag {beitrag.code}", eltern), save, danke="")


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
