"""What everybody reads about measures."""

import re
from typing import Unpack

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.auslage.teile import Teile
from bildungskommune.beteiligung.lesefassung import read_in_full
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.fassungen import ausgaben, lesen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.paging import page
from massnahmen import drucksachen, fassungsseite, plaetze, steckbrief
from massnahmen.bericht import oeffentlich
from massnahmen.fassungen import KEY, verzeichnis
from massnahmen.listen import ListenFilter, with_newest_report
from massnahmen.models import Massnahme
from massnahmen.uebersicht import overview

OLD_ADDRESS = re.compile(r"(\d{1,9})-")


@require_safe
def massnahme_list(request: Request) -> HttpResponse:
    oeffentliche = Massnahme.objects.public()
    chosen = ListenFilter(request.GET, queryset=oeffentliche)
    found = page(request, with_newest_report(chosen.qs), per_page=20)
    context = {"filter": chosen, "massnahmen": found, "box": fassungsseite.current_box()}
    return render(request, "massnahmen/massnahme_list.html", context)


@require_safe
def massnahme(request: Request, kennung: str) -> HttpResponse:
    """Show one measure; the address it had before, with its key and title, leads on."""
    visible = Massnahme.objects.visible_to(request.user)
    massnahme = visible.filter(kennung=kennung).first()
    if massnahme is None:
        old = OLD_ADDRESS.match(kennung)
        return redirect(get_object_or_404(visible, pk=old[1] if old else 0), permanent=True)
    pk = massnahme.pk
    teile = Teile(f"massnahme {pk}", lambda: steckbrief.context(plaetze.named(Massnahme.objects.get(pk=pk))))
    return render(request, "massnahmen/massnahme.html", {"massnahme": plaetze.named(massnahme), "teile": teile})


@require_safe
def massnahme_pdf(request: Request, kennung: str) -> HttpResponseBase:
    """Print the Steckbrief of one measure."""
    massnahme = get_object_or_404(Massnahme.objects.visible_to(request.user), kennung=kennung)
    return answer(request, drucksachen.steckbrief(massnahme.pk))


@require_safe
def umsetzung(request: Request) -> HttpResponse:
    context = {
        "uebersicht": overview(Massnahme.objects.public()),
        "box": fassungsseite.current_box(),
        "berichte": oeffentlich.newest(),
    }
    return render(request, "massnahmen/uebersicht.html", context)


@require_safe
def massnahmenplan_kurz(request: Request, nummer: int) -> HttpResponse:
    return ausgaben.lead_on(KEY, nummer)


@require_safe
def massnahmenplan_am(request: Request, tag: str) -> HttpResponse:
    """Lead to what held on a day."""
    return ausgaben.as_of(KEY, tag)


@require_safe
def massnahmenplan_fassung(request: Request, **adresse: Unpack[ausgaben.Adresse]) -> HttpResponse:
    """Show one edition in full under its permanent address."""
    return read_in_full(request, KEY, "massnahmen/fassung.html", _edition, adresse)


def _edition(fassung: Fassung) -> dict[str, object]:
    """Return what the page of an edition shows of the plan."""
    return {"inhaltszeilen": [line for line in verzeichnis(lesen.inhalt(fassung)) if line["anker"] != "alle"]}
