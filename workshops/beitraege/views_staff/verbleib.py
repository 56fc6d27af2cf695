"""Say what became of contributions: of one, of some that are ticked, or of all that a filter finds."""

from dataclasses import dataclass

from django.contrib import messages
from django.http.response import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.tracing import ziele
from bildungskommune.werkbank.bausteine import UEBERNEHMEN, offered, with_block
from bildungskommune.werkbank.seiten import Seite, forms, numbers, sent, show, take
from workshops.access_staff import cards_in_hand, may_edit
from workshops.beitraege import auswahl, verbleib
from workshops.beitraege.forms_staff import VerbleibForm
from workshops.models import Beitrag

EINZELN, ALLE, GEZEIGT = 500, 2000, 25
"""So many are answered at once when each is ticked, and when a filter finds them; so many are named beside the form."""


@dataclass(frozen=True)
class Gewaehlt:
    """Whom the answer is for. `liste` is the address of the list that they were chosen in."""

    beitraege: list[Beitrag]
    liste: str
    alle: bool = False


@forms(may_edit)
def beitrag_verbleib(request: Request) -> HttpResponse:
    """Give one Verbleib to all contributions chosen by ?b=… or by ?alle=1 and a filter, with its Begründung."""
    gewaehlt = _chosen(request)
    chosen = gewaehlt.beitraege
    if not chosen:
        messages.warning(request, "Bitte haken Sie zuerst die Beiträge an, denen Sie einen Verbleib geben wollen.")
        return redirect(gewaehlt.liste)
    if len(chosen) > ALLE:
        zu_viele = f"Mehr als {ALLE} Beiträge auf einmal gehen nicht. Bitte grenzen Sie die Liste mit dem Filter ein."
        messages.warning(request, zu_viele)
        return redirect(gewaehlt.liste)
    seite = _page(gewaehlt)
    if request.method == "POST" and UEBERNEHMEN in request.POST:
        return show(request, with_block(request, VerbleibForm, VerbleibForm.base_fields, anzahl=len(chosen)), seite)
    form = _form(request, gewaehlt)

    def save() -> str:
        if gewaehlt.alle and form.cleaned_data["anzahl"] != len(chosen):
            form.add_error(None, _changed(len(chosen)))
            form.data = {**request.POST.dict(), "anzahl": str(len(chosen))}
            return ""
        count = verbleib.give(chosen, form.antwort(), by=request.user)
        one = "Der Verbleib ist eingetragen."
        messages.success(request, f"{count} Beiträge haben jetzt einen Verbleib." if count != 1 else one)
        return gewaehlt.liste

    return take(request, form, seite, save, danke="")


def _changed(count: int) -> str:
    return (
        f"Inzwischen passen {count} Beiträge auf den Filter, nicht mehr so viele wie vorhin. "
        "Bitte sehen Sie die Auswahl noch einmal an und senden Sie dann wieder."
    )


def _chosen(request: Request) -> Gewaehlt:
    query = auswahl.kept_again(request.GET.get("filter", ""))
    liste = reverse("v-beitrag-list") + (f"?{query}" if query else "")
    if request.GET.get("alle"):
        found = list(auswahl.hits(request, query)[: ALLE + 1])
        return Gewaehlt(found, liste, alle=True)
    keys = numbers(request.GET.getlist("b"))
    chosen = list(cards_in_hand(request.user).select_related("workshop").filter(pk__in=keys[:EINZELN]))
    if len(chosen) == 1 and "filter" not in request.GET:
        return Gewaehlt(chosen, reverse("v-beitrag", args=(chosen[0].pk,)))
    return Gewaehlt(chosen, liste)


def _page(gewaehlt: Gewaehlt) -> Seite:
    chosen = gewaehlt.beitraege
    mehr = {
        "beitraege": chosen[:GEZEIGT],
        "anzahl": len(chosen),
        "rest": len(chosen) - GEZEIGT,
        "bausteine": offered(),
    }
    eltern = [("Beiträge", gewaehlt.liste)]
    return Seite("Verbleib eintragen", eltern, template="workshops/beitraege/verwaltung/verbleib.html", mehr=mehr)


def _form(request: Request, gewaehlt: Gewaehlt) -> VerbleibForm:
    chosen = gewaehlt.beitraege
    initial = _answered_before(chosen, request.GET.get("v", "")) | {"anzahl": len(chosen)}
    return VerbleibForm(sent(request), initial=initial, codes=frozenset(one.code for one in chosen))


def _answered_before(chosen: list[Beitrag], wish: str) -> dict[str, object]:
    """Start from what is there when a single answer is changed, else from the choice in the list."""
    if len(chosen) != 1 or not chosen[0].verbleib:
        return {"verbleib": wish}
    only = chosen[0]
    is_card = only.ziel_art == "beitrag"
    return {
        "verbleib": only.verbleib,
        "begruendung": only.verbleib_begruendung,
        "weitergeleitet_an": only.weitergeleitet_an,
        "ziel": "" if is_card else ziele.name(only.ziel_art, only.ziel_kennung),
        "ziel_karte": only.ziel_kennung if is_card else "",
    }
