"""The page that changes many measures: choose what, look at what would happen to each, do it."""

import hashlib
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.text import counted
from bildungskommune.werkbank.seiten import forms, sent
from massnahmen import access, prioritaeten
from massnahmen.sammel import rules
from massnahmen.sammel.auswahl import HOECHSTENS, Gewaehlt, chosen
from massnahmen.sammel.forms import SammelForm
from massnahmen.sammel.rules import Zeile

STUFE = 4
AENDERN, STAND = "aendern", "vorschau"
VERALTET = "Inzwischen hat sich an diesen Maßnahmen etwas geändert. Bitte prüfen Sie die Vorschau noch einmal."


@forms(access.may_edit)
def massnahmen_aendern(request: Request) -> HttpResponse:
    gewaehlt = chosen(request)
    if refusal := _refusal(len(gewaehlt.massnahmen)):
        messages.warning(request, refusal)
        return redirect(gewaehlt.liste)
    form = SammelForm(sent(request), worte=prioritaeten.known_words())
    if not form.is_valid():
        return _page(request, gewaehlt, form, status=422 if form.is_bound else 200)
    wunsch = rules.wish(form.cleaned_data)
    zeilen = rules.plan(gewaehlt.massnahmen, wunsch)
    if AENDERN not in request.POST:
        return _page(request, gewaehlt, form, zeilen)
    if request.POST.get(STAND, "") != _stand(zeilen):
        messages.error(request, VERALTET)
        return _page(request, gewaehlt, form, zeilen)
    count = rules.take(zeilen, wunsch, by=request.user)
    messages.success(request, f"{counted(count, 'Maßnahme ist', 'Maßnahmen sind')} geändert.")
    return redirect(gewaehlt.liste)


def _refusal(count: int) -> str:
    """Say why so many are not changed together, empty when they are."""
    if not count:
        return "Bitte haken Sie zuerst die Maßnahmen an, die Sie ändern wollen."
    if count > HOECHSTENS:
        return (
            f"Mehr als {HOECHSTENS} Maßnahmen auf einmal gehen nicht. Bitte grenzen Sie die Liste mit dem Filter ein."
        )
    return ""


def _stand(zeilen: Sequence[Zeile]) -> str:
    """Return what is equal as long as the same would happen to the same measures."""
    told = [(one.massnahme.pk, one.massnahme.version, one.aenderungen, one.gruende) for one in zeilen]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _page(
    request: Request, gewaehlt: Gewaehlt, form: SammelForm, zeilen: Sequence[Zeile] | None = None, status: int = 200
) -> HttpResponse:
    form.abbrechen = gewaehlt.liste
    context = {
        "form": form,
        "stufe": STUFE,
        "eltern": [("Maßnahmen", gewaehlt.liste)],
        "massnahmen": gewaehlt.massnahmen,
        "knopf": AENDERN,
        "name_stand": STAND,
        "adresse": request.get_full_path(),
    }
    if zeilen is not None:
        context |= {"zeilen": zeilen, "stand": _stand(zeilen)}
        context["tun"] = sum(bool(one.aenderungen) and not one.gruende for one in zeilen)
    return render(request, "massnahmen/verwaltung/sammel.html", context, status=status)
