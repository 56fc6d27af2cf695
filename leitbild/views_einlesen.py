"""The text as a file: out as it stands, in after a preview of what would happen."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.fassungen.docx import MEDIA_TYPE
from bildungskommune.text import counted
from bildungskommune.textdatei import Datei, Unlesbar, of_one_line
from bildungskommune.werkbank.aendern import StillNeeded
from bildungskommune.werkbank.seiten import forms, opens
from leitbild import access, ausfuhr
from leitbild.einlesen import Plan
from leitbild.forms_einlesen import EINLESEN, DateiForm, VorschauForm, name
from leitbild.models import Leitbild
from leitbild.uebernahme import Veraltet, take
from leitbild.views_staff import STUFE, krumen, url

VERALTET = "Inzwischen wurde am Leitbild etwas geändert. Bitte prüfen Sie die Vorschau noch einmal."


@opens(access.may_open_this, access.leitbilder)
def leitbild_ausgeben(request: Request, leitbild: Leitbild) -> HttpResponse:
    """Hand out the working text as a DOCX."""
    headers = {"Content-Disposition": f'attachment; filename="{leitbild.kennung}-entwurf.docx"'}
    return HttpResponse(ausfuhr.draft(leitbild), content_type=MEDIA_TYPE, headers=headers)


@forms(access.may_edit_this, access.leitbilder)
def leitbild_einlesen(request: Request, leitbild: Leitbild) -> HttpResponse:
    """Ask for a file, show what it would do, and do it when that was confirmed."""
    if request.method != "POST":
        return _page(request, leitbild, {"form": DateiForm()})
    if "text" in request.POST:
        return _again(request, leitbild)
    form = DateiForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, leitbild, {"form": form}, status=422)
    return _preview(request, Plan(leitbild, form.text, frozenset()))


def _again(request: Request, leitbild: Leitbild) -> HttpResponse:
    """Take what was chosen; with the second button, read it in."""
    try:
        datei = of_one_line(request.POST["text"])
    except Unlesbar as error:
        messages.error(request, f"{error} Bitte wählen Sie die Datei noch einmal.")
        return redirect("v-leitbild-einlesen", leitbild.pk)
    plan = Plan(leitbild, datei, _wanted(request.POST, datei))
    form = VorschauForm(_with_proposals(request.POST, plan), plan=plan)
    if EINLESEN not in request.POST or not form.is_valid():
        return _preview(request, plan, form, status=422 if form.errors else 200)
    try:
        ergebnis = take(plan, form.wahl, by=request.user)
    except Veraltet:
        messages.error(request, VERALTET)
        return _preview(request, plan, form)
    except StillNeeded as error:
        form.add_error("loeschen", str(error))
        return _preview(request, plan, form, status=422)
    neu = counted(ergebnis.neu, "Abschnitt ist neu", "Abschnitte sind neu")
    messages.success(request, f"{neu}, {ergebnis.geaendert} geändert, {ergebnis.geloescht} gelöscht.")
    return redirect(url(leitbild))


def _wanted(data: QueryDict, datei: Datei) -> frozenset[int]:
    """Return the places of the supposed headings that were ticked."""
    return frozenset(nr for nr, teil in enumerate(datei.teile) if teil.vermutet and f"ueberschrift-{nr}" in data)


def _with_proposals(sent: QueryDict, plan: Plan) -> QueryDict:
    """Fill in what is proposed for a part that the page before did not show."""
    data = sent.copy()
    for zeile in plan.zeilen:
        data.setdefault(name(zeile.nr), zeile.vorschlag)
    return data


def _preview(request: Request, plan: Plan, form: VorschauForm | None = None, status: int = 200) -> HttpResponse:
    form = form or VorschauForm(plan=plan)
    vermutet = [form[key] for key in form.fields if key.startswith("ueberschrift-")]
    context = {
        "form": form,
        "plan": plan,
        "zeilen": [(zeile, form[name(zeile.nr)]) for zeile in plan.zeilen],
        "vermutet": vermutet,
        "verluste": plan.datei.verluste,
        "text": plan.datei.in_one_line(),
        "stand": plan.stand,
        "knopf": EINLESEN,
    }
    return _page(request, plan.leitbild, context, status=status)


def _page(request: Request, leitbild: Leitbild, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    named = {"leitbild": leitbild, "eltern": krumen(leitbild), "stufe": STUFE}
    return render(request, "leitbild/v_einlesen.html", {**named, **context}, status=status)
