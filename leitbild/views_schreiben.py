"""The writing desk of one Abschnitt: the whole text beside it, its preview, and what it comes from."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.werkbank.entwuerfe import edit_with_draft
from bildungskommune.werkbank.notizblatt import beside
from bildungskommune.werkbank.seiten import Seite, forms, moves, show
from leitbild import access, desk, drafting, quellen
from leitbild.forms import AbschnittForm
from leitbild.models import Abschnitt
from leitbild.views_quellen import wahl
from leitbild.views_staff import STUFE, krumen

VORSCHAU = "vorschau"
"""Name of the button that shows the text as it will be read, and stores nothing."""


def url(abschnitt: Abschnitt) -> str:
    return reverse("v-abschnitt-edit", args=(abschnitt.pk,))


def blatt(request: Request, abschnitt: Abschnitt) -> Seite:
    """Return the page around the form of an Abschnitt."""
    leitbild = abschnitt.leitbild
    mehr = {
        "abschnitt": abschnitt,
        "leitbild": leitbild,
        "vorschau": VORSCHAU in request.POST,
        "gliederung": desk.outline(leitbild),
        "quellen": desk.sources(abschnitt),
        "entfernt": quellen.removed(abschnitt),
        "wahl": wahl(request, abschnitt),
        "fussnoten": abschnitt.fussnoten.all(),
        "notizen": beside(request.user, abschnitt),
    }
    template = "leitbild/v_abschnitt.html"
    return Seite(str(abschnitt), krumen(leitbild), stufe=STUFE, template=template, mehr=mehr)


@forms(access.may_edit_this, access.abschnitte)
def abschnitt_edit(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    seite = blatt(request, abschnitt)

    def form(data: QueryDict | None) -> AbschnittForm:
        return AbschnittForm(data, instance=abschnitt)

    if VORSCHAU in request.POST:
        shown = form(request.POST)
        return show(request, shown, seite, refused=bool(shown.errors))
    return edit_with_draft(request, form, seite, url, rule=drafting.change_abschnitt)


@moves(access.may_edit_this, access.abschnitte)
def abschnitt_vorschau(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    """Show what was typed as it will be read; nothing is stored."""
    form = AbschnittForm(request.POST, instance=abschnitt)
    form.is_valid()
    context = {"form": form, "abschnitt": abschnitt, "fussnoten": abschnitt.fussnoten.all()}
    return render(request, "leitbild/_vorschau.html", context)
