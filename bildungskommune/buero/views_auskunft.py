"""What is kept of an address: seen, taken as a file, and the way to have it erased."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bildungskommune.access import Request, allow
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.audit.log import record
from bildungskommune.buero import loeschung
from bildungskommune.buero.auskunft import as_zip
from bildungskommune.buero.formulare_auskunft import AdresseForm, LoeschauftragForm
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.seiten.models import Kommune
from bildungskommune.werkbank.seiten import forms, sent


@forms(is_stabsstelle)
def auskunft(request: Request) -> HttpResponse:
    """Ask for an address and show what there is of it. It is no redirect: the address would stand in it."""
    form = AdresseForm(sent(request))
    if not form.is_valid():
        return render(request, "buero/auskunft.html", {"form": form}, status=422 if form.is_bound else 200)
    email = form.cleaned_data["email"]
    befund = loeschung.finding(email)
    antrag = LoeschauftragForm(gleiche=befund.gleiche).about(email)
    antrag.helper.form_action = reverse("v-loeschauftrag-new")
    context = {
        "email": email,
        "befund": befund,
        "antrag": antrag,
        "auftraege": Loeschauftrag.objects.about(email),
    }
    return render(request, "buero/auskunft_befund.html", context)


@require_http_methods(["POST"])
@allow(is_stabsstelle)
def auskunft_datei(request: Request) -> HttpResponseBase:
    """Hand out all that is kept of an address. Nothing is changed, so it may be sent twice."""
    form = AdresseForm(request.POST)
    if not form.is_valid():
        return render(request, "buero/auskunft.html", {"form": form}, status=422)
    record(request.user, "auskunft.erteilt", Kommune.objects.current())
    headers = {"Content-Disposition": 'attachment; filename="auskunft.zip"', "Cache-Control": "private, no-store"}
    return HttpResponse(as_zip(form.cleaned_data["email"]), content_type="application/zip", headers=headers)
