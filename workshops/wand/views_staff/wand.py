"""The page of the wall, for every view that shows it."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import number
from workshops.fotos import bestand
from workshops.models import Thema, Workshop
from workshops.pages import kopf
from workshops.wand import cardwall, quote, schritte, vorschlaege
from workshops.wand.forms import KarteForm, WandFilter
from workshops.wand.forms_auswahl import AuswahlForm
from workshops.wand.spalten import JE_SPALTE, OHNE, WOANDERS, Wand
from workshops.wand.views_staff import zurueck

KUERZEN = 240
"""So many characters of a card stand on the wall, the whole text on its page."""


def narrowed(request: Request, workshop: Workshop) -> Wand:
    """Return the wall as the address narrows it to a group or a phase."""
    return WandFilter(request.GET or None, workshop=workshop).wand() if request.GET else Wand(workshop=workshop)


def show_wall(
    request: Request,
    workshop: Workshop,
    form: KarteForm,
    *,
    status: int = 200,
    fehler: str = "",
    gewaehlt: int = 0,
    auswahl: AuswahlForm | None = None,
) -> HttpResponse:
    """Show the wall; `fehler` says why a card stayed where it was, `auswahl` is what was refused for several."""
    wand, alle = narrowed(request, workshop), list(cardwall.columns(workshop))
    chosen = workshop.beitraege.filter(pk=gewaehlt or number(request.GET.get("karte")) or 0).first()
    context = kopf(request, workshop, "v-kartenwand") | of_cards(request, workshop) | _columns(request, wand, alle)
    context |= {
        "form": form,
        "auswahl": auswahl or AuswahlForm(workshop=workshop, themen=alle),
        "wand": wand,
        "wandfilter": WandFilter(request.GET or None, workshop=workshop),
        "fehler": fehler,
        "gewaehlt": chosen.pk if chosen else None,
        "vorschlaege": vorschlaege.of_card(chosen) if chosen else None,
        "quote": quote.of_wall(workshop),
        "erste": wand.spalte(None).first(),
        "themen": alle,
        "anzahl": wand.karten().count(),
        "schritte": schritte.of_person(workshop, request.user),
        "fotos": bestand.of_workshop(workshop),
    }
    return render(request, "workshops/wand/verwaltung/kartenwand.html", context, status=status)


def of_cards(request: Request, workshop: Workshop) -> dict[str, object]:
    """Return what every card on the wall needs to be shown."""
    return {
        "pfad": reverse("v-kartenwand", args=(workshop.pk,)),
        "kuerzen": KUERZEN,
        "frisch": set(cardwall.correctable(workshop, by=request.user).values_list("pk", flat=True)),
        "bleibt": urlencode(zurueck.kept(request)),
    }


def _columns(request: Request, wand: Wand, alle: list[Thema]) -> dict[str, object]:
    """Return the columns of this page, or one of them with all its cards."""
    asked = request.GET.get("spalte", "")
    thema = wand.workshop.themen.filter(pk=number(asked) or 0).first()
    if thema is None and asked not in {OHNE, WOANDERS}:
        shown = page(request, cardwall.columns(wand.workshop), zurueck.SPALTEN)
        return {"page_obj": shown, "spalten": wand.spalten(list(shown), alle)}
    karten = page(request, wand.elsewhere() if asked == WOANDERS else wand.spalte(thema), JE_SPALTE)
    only = wand.allein(thema, karten, alle, woanders=asked == WOANDERS)
    return {"page_obj": karten, "spalten": [only], "allein": True}
