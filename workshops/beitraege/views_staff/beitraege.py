"""Every contribution: find it, decide about it, say what became of it."""

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
from bildungskommune.werkbank.seiten import Krumen, Seite, edit, forms, number, opens, sent, show, take
from bildungskommune.werkbank.staende import way
from workshops.access_staff import cards_in_hand, may_edit, may_edit_this, may_open, may_work_card
from workshops.beitraege import auswahl, contributions, verbleib
from workshops.beitraege.forms_staff import AutorForm, VerbleibForm
from workshops.forms import GrundForm
from workshops.models import Beitrag

HOECHSTENS = 500


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
        },
    )


@opens(lambda user, beitrag: may_open(user), _karten, first=may_open)
def beitrag(request: Request, beitrag: Beitrag) -> HttpResponse:
    context = {
        "beitrag": beitrag,
        "folgen": netz([beitrag], "wohin", oeffentlich=False).schritte(beitrag),
        "may_edit": may_edit(request.user),
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


@forms(may_edit)
def beitrag_verbleib(request: Request) -> HttpResponse:
    """Give one Verbleib to all contributions chosen by ?b=…, with its Begründung."""
    chosen = _chosen(request)
    if not chosen:
        messages.warning(request, "Bitte haken Sie zuerst die Beiträge an, denen Sie einen Verbleib geben wollen.")
        return redirect("v-beitrag-list")
    form = VerbleibForm(sent(request), initial=_answered_before(chosen, request.GET.get("v", "")))

    def save() -> str:
        count = verbleib.give(chosen, form.antwort(), by=request.user)
        one = "Der Verbleib ist eingetragen."
        messages.success(request, f"{count} Beiträge haben jetzt einen Verbleib." if count != 1 else one)
        if len(chosen) == 1:
            return reverse("v-beitrag", args=(chosen[0].pk,))
        return f"{reverse('v-beitrag-list')}?verbleib={auswahl.OHNE}"

    mehr = {"beitraege": chosen, "rest": len(chosen) - 25}
    seite = Seite("Verbleib eintragen", _eltern(), template="workshops/beitraege/verwaltung/verbleib.html", mehr=mehr)
    return take(request, form, seite, save, danke="")


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
