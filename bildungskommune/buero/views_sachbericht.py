"""The Anlage zum Sachbericht: what happened in a period, on screen, as PDF and as a workbook."""

from datetime import date
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.buero.drucksachen import anlage
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.tabellen import TYPES, xlsx_book
from bildungskommune.ui.forms import FilterForm
from bildungskommune.verfahren.sachbericht import tables
from bildungskommune.werkbank.seiten import opens

UMGEKEHRT = "Das Ende liegt vor dem Beginn. Bitte vertauschen Sie die beiden Tage."


class ZeitraumForm(FilterForm):
    senden = "Zeigen"
    von = forms.DateField(label="Von", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    bis = forms.DateField(label="Bis", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        """Fill in what was left empty: from the first of January to today."""
        cleaned = super().clean() or self.cleaned_data
        today = timezone.localdate()
        cleaned["bis"] = cleaned.get("bis") or today
        cleaned["von"] = cleaned.get("von") or cleaned["bis"].replace(month=1, day=1)
        if cleaned["bis"] < cleaned["von"]:
            raise forms.ValidationError(UMGEKEHRT)
        return cleaned


@opens(is_stabsstelle)
def sachbericht(request: Request) -> HttpResponse:
    """Show all tables of the period that the address names; a period that cannot be answers 422."""
    form = ZeitraumForm(request.GET)
    if not form.is_valid():
        return render(request, "buero/sachbericht.html", {"form": form}, status=422)
    zeitraum = (form.cleaned_data["von"], form.cleaned_data["bis"])
    context = {
        "form": ZeitraumForm({"von": zeitraum[0], "bis": zeitraum[1]}),
        "tafeln": tables(*zeitraum),
        "pdf": reverse("v-sachbericht-pdf", args=zeitraum),
        "xlsx": reverse("v-sachbericht-xlsx", args=zeitraum),
    }
    return render(request, "buero/sachbericht.html", context)


@opens(is_stabsstelle)
def sachbericht_pdf(request: Request, von: str, bis: str) -> HttpResponseBase:
    return answer(request, anlage(*_period(von, bis)))


@opens(is_stabsstelle)
def sachbericht_xlsx(request: Request, von: str, bis: str) -> FileResponse:
    """Give all tables as a workbook, one sheet each."""
    book = xlsx_book([(one.titel, one.kopf, one.zeilen, ()) for one in tables(*_period(von, bis))])
    name = f"anlage-sachbericht-{von}-{bis}.xlsx"
    return FileResponse(book, content_type=TYPES["xlsx"], as_attachment=True, filename=name)


def _period(von: str, bis: str) -> tuple[date, date]:
    try:
        first, last = date.fromisoformat(von), date.fromisoformat(bis)
    except ValueError:
        raise Http404 from None
    if last < first:
        raise Http404
    return first, last
