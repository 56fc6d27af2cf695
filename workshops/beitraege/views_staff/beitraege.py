"""Every contribution: find it, decide about it, say what became of it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.einmal import einmal
from bildungskommune.lifecycle import MoveRefused, move
from bildungskommune.tracing.netz import netz
from bildungskommune.ui.paging import page
from workshops.access_staff import cards_in_hand, in_hand, may_edit, may_open, may_work_card, themen_in_hand
from workshops.beitraege import auswahl, verbleib
from workshops.beitraege.forms_staff import BeitraegeFilter, VerbleibForm
from workshops.forms import GrundForm
from workshops.models import Beitrag
from workshops.pages import Krumen, formular, number, sent

HOECHSTENS = 500


def _karten(user: Nutzer) -> QuerySet[Beitrag]:
    return cards_in_hand(user).select_related("workshop", "reihe", "gruppe", "institution").prefetch_related("themen")


def _eltern(*more: tuple[str, str]) -> Krumen:
    return [("Beiträge", reverse("v-beitrag-list")), *more]


@require_GET
@allow(may_open)
def beitrag_list(request: Request) -> HttpResponse:
    themen = list(themen_in_hand(request.user).order_by("titel", "pk"))
    form = BeitraegeFilter(request.GET or None, workshops=in_hand(request.user), themen=themen)
    wanted = form.wanted() if form.is_bound else auswahl.BeitragsFilter()
    context = {
        "filter": form,
        "page_obj": page(request, auswahl.beitraege(request.user, wanted), 50),
        "gesamt": cards_in_hand(request.user).count(),
        "may_edit": may_edit(request.user),
        "verbleibe": Beitrag.Verbleib.choices,
    }
    return render(request, "workshops/verwaltung/beitraege.html", context)


@require_GET
@allow(may_open)
@load(_karten)
def beitrag(request: Request, beitrag: Beitrag) -> HttpResponse:
    context = {
        "beitrag": beitrag,
        "lob": beitrag.vorzeichen == Beitrag.Vorzeichen.PLUS,
        "folgen": netz([beitrag], "wohin", oeffentlich=False).schritte(beitrag),
        "may_edit": may_edit(request.user),
        "may_work": may_work_card(request.user, beitrag),
    }
    return render(request, "workshops/verwaltung/beitrag.html", context)


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@load(_karten)
@einmal
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
            titel = f"Beitrag {beitrag.code} zurückweisen"
            return formular(request, form, titel=titel, eltern=_eltern((beitrag.code, back)))
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


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@einmal
def beitrag_verbleib(request: Request) -> HttpResponse:
    """Give one Verbleib to all contributions chosen by ?b=…, with its Begründung."""
    chosen = _chosen(request)
    if not chosen:
        messages.warning(request, "Bitte haken Sie zuerst die Beiträge an, denen Sie einen Verbleib geben wollen.")
        return redirect("v-beitrag-list")
    form = VerbleibForm(sent(request), initial=_answered_before(chosen, request.GET.get("v", "")))
    if form.is_valid():
        count = verbleib.give(chosen, form.antwort(), by=request.user)
        messages.success(
            request, f"{count} Beiträge haben jetzt einen Verbleib." if count != 1 else "Der Verbleib ist eingetragen."
        )
        if len(chosen) == 1:
            return redirect("v-beitrag", chosen[0].pk)
        return redirect(f"{reverse('v-beitrag-list')}?verbleib={auswahl.OHNE}")
    form.abbrechen = reverse("v-beitrag-list")
    context = {"form": form, "beitraege": chosen, "eltern": _eltern(), "rest": len(chosen) - 25}
    return render(request, "workshops/verwaltung/verbleib.html", context, status=422 if form.is_bound else 200)


def _chosen(request: Request) -> list[Beitrag]:
    keys = [key for text in request.GET.getlist("b") if (key := number(text)) is not None]
    return list(cards_in_hand(request.user).select_related("workshop").filter(pk__in=keys[:HOECHSTENS]))


def _answered_before(chosen: list[Beitrag], wish: str) -> dict[str, str]:
    """Start from what is there when a single answer is changed, else from the choice in the list."""
    if len(chosen) == 1 and chosen[0].verbleib:
        only = chosen[0]
        return {
            "verbleib": only.verbleib,
            "begruendung": only.verbleib_begruendung,
            "weitergeleitet_an": only.weitergeleitet_an,
        }
    return {"verbleib": wish}
