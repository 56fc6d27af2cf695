"""What stands behind an Abschnitt: its sources and footnotes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bildungskommune.access import Request, load
from bildungskommune.einmal import einmal
from bildungskommune.ui.paging import page
from leitbild import access, drafting, quellen
from leitbild.forms import FussnoteForm, HerleitungForm, QuellenFilter
from leitbild.models import Abschnitt, Fussnote, Herleitung
from leitbild.views_staff import confirm_delete


@require_http_methods(["GET", "POST"])
@einmal
@load(access.abschnitte, may=access.may_edit_this)
def herleitung_new(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    """Search a Thema or Beitrag and name it as a source, with the reason."""
    suche = QuellenFilter(request.GET or None)
    seite = page(request, suche.candidates(abschnitt), 20)
    form = HerleitungForm(request.POST or None, choices=quellen.choices(seite))
    if form.is_valid():
        drafting.save(quellen.herleitung(abschnitt, **form.cleaned_data), by=request.user)
        messages.success(request, "Die Quelle ist eingetragen.")
        return redirect(_place(abschnitt))
    status = 422 if form.is_bound else 200
    return render(
        request,
        "leitbild/v_herleitung.html",
        {"form": form, "suche": suche, "seite": seite, "abschnitt": abschnitt, "leitbild": abschnitt.leitbild},
        status=status,
    )


@require_http_methods(["GET", "POST"])
@einmal
@load(access.herleitungen, may=access.may_edit_this)
def herleitung_loeschen(request: Request, herleitung: Herleitung) -> HttpResponse:
    abschnitt = herleitung.abschnitt
    return confirm_delete(request, herleitung, _place(abschnitt), [_crumb(abschnitt)])


@require_http_methods(["GET", "POST"])
@einmal
@load(access.abschnitte, may=access.may_edit_this)
def fussnote_new(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    return _fussnote(request, Fussnote(abschnitt=abschnitt), "Neue Fußnote")


@require_http_methods(["GET", "POST"])
@einmal
@load(access.fussnoten, may=access.may_edit_this)
def fussnote_edit(request: Request, fussnote: Fussnote) -> HttpResponse:
    return _fussnote(request, fussnote, "Fußnote ändern")


def _fussnote(request: Request, fussnote: Fussnote, titel: str) -> HttpResponse:
    form = FussnoteForm(request.POST or None, instance=fussnote)
    if form.is_valid():
        drafting.save(form.save(commit=False), by=request.user)
        messages.success(request, "Die Fußnote ist gespeichert.")
        return redirect(_edit(fussnote.abschnitt))
    status = 422 if form.is_bound else 200
    context = {"form": form, "titel": titel, "pfad": [_crumb(fussnote.abschnitt)]}
    return render(request, "leitbild/v_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.fussnoten, may=access.may_edit_this)
def fussnote_loeschen(request: Request, fussnote: Fussnote) -> HttpResponse:
    return confirm_delete(request, fussnote, _edit(fussnote.abschnitt), [_crumb(fussnote.abschnitt)])


def _crumb(abschnitt: Abschnitt) -> tuple[str, str]:
    return (abschnitt.leitbild.titel, reverse("v-leitbild", args=(abschnitt.leitbild_id,)))


def _edit(abschnitt: Abschnitt) -> str:
    return reverse("v-abschnitt-edit", args=(abschnitt.pk,))


def _place(abschnitt: Abschnitt) -> str:
    return f"{reverse('v-leitbild', args=(abschnitt.leitbild_id,))}#{abschnitt.kennung}"
