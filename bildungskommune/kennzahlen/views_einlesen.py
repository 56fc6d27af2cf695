"""Read figures in from a file: choose it, see what was understood, choose, look at what would happen, do it.

Nothing is kept of the file: it travels with the form until it is read in or the page is left.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.kennzahlen import datei
from bildungskommune.kennzahlen.forms import AuswahlForm, DateiForm
from bildungskommune.kennzahlen.genesis import Datei, NichtErkannt, recognise
from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.kennzahlen.plan import fingerprint, plan
from bildungskommune.kennzahlen.uebernehmen import take
from bildungskommune.seiten.models import Kommune
from bildungskommune.tabellen_lesen import Unlesbar
from bildungskommune.text import counted
from bildungskommune.werkbank.seiten import Krumen, forms
from bildungskommune.werkbank.tabelle import EINLESEN, STAND, VERALTET

HIER = "v-zahlenreihe-einlesen"


def krumen() -> Krumen:
    return [("Kennzahlen", reverse("v-zahlenreihe-list"))]


@forms(is_stabsstelle)
def einlesen(request: Request) -> HttpResponse:
    """Answer each step of the page."""
    if request.method != "POST":
        return _page(request, {"form": DateiForm()})
    if "inhalt" in request.POST:
        return _chosen(request)
    form = DateiForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, {"form": form}, status=422)
    carried = {"inhalt": form.tabelle.in_one_line(), "name": form.name}
    choice = AuswahlForm(gelesen=form.inhalt, eigene=_own(), initial=carried)
    return _page(request, {"form": choice, "gelesen": form.inhalt})


def _own() -> str:
    return Kommune.objects.current().regionalschluessel


def _chosen(request: Request) -> HttpResponse:
    """Show what would be read in; with the second button, do it."""
    try:
        gelesen = recognise(datei.of_one_line(request.POST["inhalt"]), request.POST.get("name", ""))
    except (Unlesbar, NichtErkannt) as error:
        messages.error(request, f"{error} Bitte wählen Sie die Datei noch einmal.")
        return redirect(HIER)
    form = AuswahlForm(request.POST, gelesen=gelesen, eigene=_own())
    if not form.is_valid():
        return _page(request, {"form": form, "gelesen": gelesen}, status=422)
    return _previewed(request, form, gelesen)


def _previewed(request: Request, form: AuswahlForm, gelesen: Datei) -> HttpResponse:
    previews = plan(gelesen, form.auswahl)
    if EINLESEN in request.POST:
        if request.POST.get(STAND, "") == fingerprint(previews):
            return _done(request, *take(previews, form.auswahl, by=request.user))
        messages.error(request, VERALTET)
    context = {"form": form, "gelesen": gelesen, "vorschau": previews, "stand": fingerprint(previews)}
    context["anzahl"] = sum(one.wird_gelesen for one in previews)
    return _page(request, context)


def _done(request: Request, reihen: list[Zahlenreihe], mit: list[str]) -> HttpResponse:
    messages.success(request, " ".join([f"{counted(len(reihen), 'Zahlenreihe', 'Zahlenreihen')} eingelesen.", *mit]))
    return redirect("v-zahlenreihe", reihen[0].pk) if len(reihen) == 1 else redirect("v-zahlenreihe-list")


def _page(request: Request, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    named = {"eltern": krumen(), "hier": HIER, "name": EINLESEN, "name_stand": STAND}
    return render(request, "kennzahlen/einlesen.html", {**named, **context}, status=status)
