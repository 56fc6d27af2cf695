"""Every contribution: find it and decide about it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.lifecycle import MoveRefused, move
from bildungskommune.tracing.netz import netz
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, edit, forms, opens, sent, show
from bildungskommune.werkbank.staende import way
from workshops.access_staff import cards_in_hand, may_edit, may_edit_this, may_open, may_work_card
from workshops.beitraege import auswahl, contributions, verlauf
from workshops.beitraege.forms_staff import AutorForm
from workshops.forms import GrundForm
from workshops.models import Beitrag
from workshops.wand import herkunft


def _karten(user: Nutzer) -> QuerySet[Beitrag]:
    return cards_in_hand(user).select_related("workshop", "reihe", "gruppe", "institution").prefetch_related("themen")


def _eltern(*more: tuple[str, str]) -> Krumen:
    return [("Beiträge", reverse("v-beitrag-list")), *more]


@opens(may_open)
def beitrag_list(request: Request) -> HttpResponseBase:
    rows = auswahl.beitraege(request.user)
    liste = Liste(request, rows, auswahl.SPALTEN, filter_by=auswahl.BeitraegeFilter, name="beitraege", titel="Beiträge")
    return liste.answer(
        "workshops/beitraege/verwaltung/beitraege.html",
        lambda: {
            "gesamt": rows.count(),
            "may_edit": may_edit(request.user),
            "verbleibe": Beitrag.Verbleib.choices,
            "adresse": auswahl.kept(request.GET),
        },
    )


@opens(lambda user, beitrag: may_open(user), _karten, first=may_open)
def beitrag(request: Request, beitrag: Beitrag) -> HttpResponse:
    context = {
        "beitrag": beitrag,
        "wurde": herkunft.became(beitrag),
        "aus": herkunft.came_from(beitrag),
        "folgen": netz([beitrag], "wohin", oeffentlich=False).schritte(beitrag),
        "may_edit": may_edit(request.user),
        "frueher": verlauf.earlier(beitrag),
        "ziel": verlauf.target(beitrag),
        "verlaufweg": way(beitrag),
        "may_work": may_work_card(request.user, beitrag),
    }
    return render(request, "workshops/beitraege/verwaltung/beitrag.html", context)


@forms(may_edit_this, _karten, first=may_edit)
def beitrag_autor(request: Request, beitrag: Beitrag) -> HttpResponse:
    """Mend who wrote it, or take the name off the public page and out of the Fassungen."""
    back = reverse("v-beitrag", args=(beitrag.pk,))
    form = AutorForm(sent(request), instance=beitrag)
    seite = Seite("Angaben zur Person", _eltern((beitrag.code, back)), ueber=f"Beitrag {beitrag.code}")
    return edit(request, form, seite, lambda thing: back, rule=contributions.mend_author)


@forms(may_edit_this, _karten, first=may_edit)
def beitrag_move(request: Request, beitrag: Beitrag, to: str) -> HttpResponse:
    """Take the next step; rejecting asks for its Begründung on a page of its own."""
    back, grund = reverse("v-beitrag", args=(beitrag.pk,)), ""
    if to not in {state.value for state in beitrag.moves()}:
        messages.error(request, "Dieser Schritt ist jetzt nicht möglich. Hier sehen Sie den Stand von heute.")
        return redirect(back)
    if to in Beitrag.NUR_BEGRUENDET:
        hilfe = "Sie wird zum Beitrag gespeichert und beim Beitrag gezeigt."
        form = GrundForm(sent(request), senden="Zurückweisen", hilfe=hilfe, zurueck=back)
        if not form.is_valid():
            return show(request, form, Seite(f"Beitrag {beitrag.code} zurückweisen", _eltern((beitrag.code, back))))
        grund = form.cleaned_data["grund"]
    if request.method == "POST":
        _move(request, beitrag, to, grund)
    return redirect(back)


def _move(request: Request, beitrag: Beitrag, to: str, grund: str) -> None:
    try:
        move(beitrag, to, by=request.user, grund=grund)
    except MoveRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Beitrag {beitrag.code}: {beitrag.get_status_display()}.")
