"""What the office and the Leitung read about a Reihe in numbers."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import may_read_all
from bildungskommune.werkbank.liste import DATEI, NAMES, as_file
from bildungskommune.werkbank.seiten import number, opens
from workshops.access_staff import may_edit, may_evaluate
from workshops.auswertung import haeufung, tafeln
from workshops.auswertung.luecken import gaps, next_workshop
from workshops.auswertung.umfang import Umfang
from workshops.models import Reihe
from workshops.pages import krumen


@opens(may_evaluate, Reihe.objects.visible_to, first=may_read_all)
def auswertung(request: Request, reihe: Reihe) -> HttpResponseBase:
    """Show the numbers of a Reihe, or of the workshop that the address names, or give them as a file."""
    umfang = _asked_for(request, reihe)
    found = tafeln.tables(umfang)
    if (art := request.GET.get(DATEI, "")) in tafeln.DATEIEN:
        return as_file(f"auswertung-{umfang.name}", art, tafeln.DATEIEN[art](found))
    context = {
        "umfang": umfang,
        "tafeln": found,
        "befund": haeufung.of(umfang),
        "dateien": [(word, _address(umfang, art)) for art, word in NAMES.items()],
        "eltern": krumen(umfang.workshop),
    }
    return render(request, "workshops/auswertung/verwaltung/auswertung.html", context)


@opens(may_evaluate, Reihe.objects.visible_to, first=may_read_all)
def luecken(request: Request, reihe: Reihe) -> HttpResponse:
    """Show who of the directory was invited and who was there, with a way to invite those who are missing."""
    umfang = Umfang(reihe)
    context = {
        "reihe": reihe,
        "gliederungen": gaps(umfang),
        "naechster": next_workshop(umfang),
        "may_edit": may_edit(request.user),
        "eltern": krumen(None, (reihe.titel, reverse("v-auswertung", args=(reihe.pk,)))),
    }
    return render(request, "workshops/auswertung/verwaltung/luecken.html", context)


def _asked_for(request: Request, reihe: Reihe) -> Umfang:
    """Return the workshop that the address names; one that is not of this Reihe selects nothing away."""
    key = number(request.GET.get("workshop"))
    return Umfang(reihe, reihe.workshops.filter(pk=key).first() if key else None)


def _address(umfang: Umfang, art: str) -> str:
    scope = f"workshop={umfang.workshop.pk}&" if umfang.workshop else ""
    return f"?{scope}{DATEI}={art}"
