"""The desk: Leitbilder side by side, and the tree of one of them."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bildungskommune.access import Request, allow, load
from bildungskommune.einmal import einmal
from bildungskommune.fassungen import liste
from bildungskommune.ui.paging import page
from leitbild import access, desk, drafting
from leitbild.forms import AbschnittForm, LeitbildForm
from leitbild.models import Abschnitt, Leitbild


@require_safe
@allow(access.may_open)
def leitbild_list(request: Request) -> HttpResponse:
    seite = page(request, desk.documents())
    stand = desk.newest_states("leitbild", [leitbild.pk for leitbild in seite])
    rows = [(leitbild, stand.get(leitbild.pk)) for leitbild in seite]
    may_edit = access.may_edit(request.user)
    return render(request, "leitbild/v_liste.html", {"seite": seite, "zeilen": rows, "may_edit": may_edit})


@require_http_methods(["GET", "POST"])
@einmal
@allow(access.may_edit)
def leitbild_new(request: Request) -> HttpResponse:
    form = LeitbildForm(request.POST or None)
    if form.is_valid():
        leitbild = form.save(commit=False)
        drafting.add_leitbild(leitbild, by=request.user)
        messages.success(request, "Das Leitbild ist angelegt. Legen Sie nun den ersten Abschnitt an.")
        return redirect("v-leitbild", pk=leitbild.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "titel": "Neues Leitbild", "pfad": []}
    return render(request, "leitbild/v_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.leitbilder, may=access.may_edit_this)
def leitbild_edit(request: Request, leitbild: Leitbild) -> HttpResponse:
    form = LeitbildForm(request.POST or None, instance=leitbild)
    if form.is_valid():
        drafting.save(form.save(commit=False), by=request.user)
        messages.success(request, "Die Änderungen sind gespeichert.")
        return redirect("v-leitbild", pk=leitbild.pk)
    status = 422 if form.is_bound else 200
    return render(
        request,
        "leitbild/v_form.html",
        {"form": form, "titel": "Angaben zum Leitbild", "pfad": [_crumb(leitbild)]},
        status=status,
    )


@require_safe
@load(access.leitbilder, may=access.may_open_this)
def leitbild(request: Request, leitbild: Leitbild) -> HttpResponse:
    """Show the tree with the sources beside each Abschnitt, and the Fassungen."""
    plaetze = desk.places(leitbild)
    fassungen = page(request, desk.fassungen_of(leitbild), 10)
    return render(
        request,
        "leitbild/v_leitbild.html",
        {
            "leitbild": leitbild,
            "plaetze": plaetze,
            "ohne_quelle": [platz for platz in plaetze if platz.ohne_quelle],
            "fassungen": fassungen,
            "fassung_zeilen": liste.rows(fassungen),
            "may_edit": access.may_edit(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@einmal
@load(access.leitbilder, may=access.may_edit_this)
def abschnitt_new(request: Request, leitbild: Leitbild) -> HttpResponse:
    abschnitt = Abschnitt(leitbild=leitbild)
    form = AbschnittForm(request.POST or None, instance=abschnitt, initial={"uebergeordnet": request.GET.get("unter")})
    if form.is_valid():
        drafting.add_abschnitt(form.save(commit=False), by=request.user)
        messages.success(request, "Der Abschnitt ist angelegt.")
        return redirect(_place(abschnitt))
    status = 422 if form.is_bound else 200
    context = {"form": form, "titel": "Neuer Abschnitt", "pfad": [_crumb(leitbild)]}
    return render(request, "leitbild/v_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.abschnitte, may=access.may_edit_this)
def abschnitt_edit(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    form = AbschnittForm(request.POST or None, instance=abschnitt)
    if form.is_valid():
        drafting.change_abschnitt(form.save(commit=False), by=request.user)
        messages.success(request, "Die Änderungen sind gespeichert.")
        return redirect(_place(abschnitt))
    status = 422 if form.is_bound else 200
    return render(
        request,
        "leitbild/v_abschnitt.html",
        {
            "form": form,
            "abschnitt": abschnitt,
            "leitbild": abschnitt.leitbild,
            "quellen": desk.sources(abschnitt),
        },
        status=status,
    )


@require_POST
@einmal
@load(access.abschnitte, may=access.may_edit_this)
def abschnitt_verschieben(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    """Move up, down, or to the place that was typed in."""
    drafting.rearrange(abschnitt, drafting.siblings(abschnitt), request.POST, by=request.user)
    return redirect(_place(abschnitt))


@require_http_methods(["GET", "POST"])
@einmal
@load(access.abschnitte, may=access.may_edit_this)
def abschnitt_loeschen(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    zurueck = reverse("v-leitbild", args=(abschnitt.leitbild_id,))
    return confirm_delete(request, abschnitt, zurueck, [_crumb(abschnitt.leitbild)])


def confirm_delete(
    request: Request,
    thing: Model,
    zurueck: str,
    pfad: list[tuple[str, str]],
    template: str = "leitbild/v_loeschen.html",
) -> HttpResponse:
    """Ask before anything is deleted, and say what still hangs on it."""
    fehler = ""
    if request.method == "POST":
        try:
            drafting.delete(thing, by=request.user)
        except drafting.StillNeeded as refused:
            fehler = str(refused)
        else:
            messages.success(request, f"„{str(thing)[:120]}“ ist gelöscht.")
            return redirect(zurueck)
    context = {"ding": thing, "zurueck": zurueck, "fehler": fehler, "pfad": pfad}
    return render(request, template, context, status=422 if fehler else 200)


def _crumb(leitbild: Leitbild) -> tuple[str, str]:
    return (leitbild.titel, reverse("v-leitbild", args=(leitbild.pk,)))


def _place(abschnitt: Abschnitt) -> str:
    return f"{reverse('v-leitbild', args=(abschnitt.leitbild_id,))}#{abschnitt.kennung}"
