"""The notes at a text, a page for each thing, and all that are open."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.ui.forms import ModelForm
from bildungskommune.ui.paging import page
from bildungskommune.werkbank import notizen
from bildungskommune.werkbank.liste import Liste, Spalte
from bildungskommune.werkbank.notiz import Notiz
from bildungskommune.werkbank.seiten import forms, moves, opens, sent
from bildungskommune.werkbank.views_staende import named

JE_SEITE = 50
OEFFNEN = "oeffnen"
"""Name of the button that opens a note again: two who settle one at the same time both mean it."""


class NotizForm(ModelForm):
    senden = "Notiz schreiben"
    eigene_angaben = False

    class Meta:
        model = Notiz
        fields = ("text",)
        widgets = {"text": django_forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": "Was Sie Ihren Kolleginnen und Kollegen zu dieser Stelle sagen möchten."}


def _notizen(user: Nutzer) -> QuerySet[Notiz]:
    return Notiz.objects.all()


def _may_settle(user: Nutzer, notiz: Notiz) -> bool:
    return may_read_all(user)


@opens(may_read_all)
def notiz_list(request: Request) -> HttpResponseBase:
    """List what is open everywhere, the oldest first."""
    rows = Notiz.objects.open().select_related("von")
    spalten: tuple[Spalte[Notiz], ...] = (
        Spalte("Wo", lambda row: row.objekt_name, ("objekt_name", "pk"), 50),
        Spalte("Notiz", lambda row: row.text, breite=80),
        Spalte("Von", lambda row: str(row.von or ""), ("von__name", "pk"), 24),
        Spalte("Geschrieben", lambda row: f"{localtime(row.created):%Y-%m-%d %H:%M}", ("created", "pk"), 18),
    )
    liste = Liste(request, rows, spalten, name="notizen", sortiert="geschrieben")

    def more() -> dict[str, object]:
        notizen.locate(liste.seite)
        return {}

    return liste.answer("werkbank/notizliste.html", more)


@forms(may_read_all)
def notizen_am_text(request: Request, art: str, pk: int) -> HttpResponse:
    """Show the notes at a thing, what is open first, and take a new one."""
    gemerkt, thing = named(request.user, art, pk)
    form = NotizForm(sent(request))
    if form.is_bound and form.is_valid():
        notizen.write(form.save(commit=False), thing, by=request.user)
        messages.success(request, "Ihre Notiz steht jetzt bei diesem Text.")
        return redirect(request.path)
    every = Notiz.objects.about(thing).select_related("von", "erledigt_von")
    found = page(request, every.order_by(F("erledigt_am").desc(nulls_first=True), "created", "pk"), JE_SEITE)
    context: dict[str, Any] = {
        "form": form,
        "ding": thing,
        "art": gemerkt.modell._meta.verbose_name,
        "eltern": [(str(thing), gemerkt.seite(thing))],
        "seite": found,
        "offen": [one for one in found if one.erledigt_am is None],
        "erledigt": [one for one in found if one.erledigt_am],
    }
    return render(request, "werkbank/notizen.html", context, status=422 if form.is_bound else 200)


@moves(_may_settle, _notizen, first=may_read_all)
def notiz_erledigt(request: Request, notiz: Notiz) -> HttpResponse:
    """Settle a note, or open it again."""
    if OEFFNEN in request.POST:
        notizen.reopen(notiz)
        messages.success(request, "Die Notiz ist wieder offen.")
    else:
        notizen.settle(notiz, by=request.user)
        messages.success(request, "Die Notiz ist erledigt.")
    return redirect(notiz.seite)
