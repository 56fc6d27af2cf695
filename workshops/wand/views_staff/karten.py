"""The card wall: one line and Enter lays a card, plain buttons move it.

The script of the page sends cards in the background and says so in a header; it is led to the card as a piece of the
wall, so a card sent twice is answered twice and hangs once.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import Seite, forms, moves, number, opens, sent, show
from workshops.access_staff import cards_in_hand, may_open, may_see_this, may_work_card, may_work_cards
from workshops.models import Beitrag, Thema, Workshop
from workshops.pages import any_workshop, kopf, krumen
from workshops.wand import cardwall, themen
from workshops.wand.forms import KarteForm, WandFilter, WortlautForm, ZugForm, in_one_line
from workshops.wand.spalten import JE_SPALTE, OHNE, WOANDERS, Wand
from workshops.wand.views_staff import zurueck

SKRIPT = "X-Karten"
"""The header by which script and server know each other; a page for people never carries it."""
STEPS = {"o": -1, "u": 1}
SIDES = {"l": -1, "r": 1}


@opens(may_see_this, any_workshop, first=may_open)
def kartenwand(request: Request, workshop: Workshop) -> HttpResponse:
    form = KarteForm(
        workshop=workshop,
        initial={"thema": number(request.GET.get("thema")), "vorzeichen": request.GET.get("art", "-")},
    )
    return _wall(request, workshop, form)


@moves(may_work_cards, any_workshop, first=may_open)
def karte_new(request: Request, workshop: Workshop) -> HttpResponse:
    form = KarteForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return _refuse_card(request, workshop, form)
    wand = _wand(request, workshop)
    karte = form.karte(wand)
    beitrag = cardwall.lay(workshop, karte, by=request.user)
    if _by_script(request):
        query = {**zurueck.kept(request), "thema": karte.thema.pk if karte.thema else ""}
        return redirect(f"{reverse('v-karte-zettel', args=(beitrag.pk,))}?{urlencode(query)}")
    messages.success(request, f"Die Karte {beitrag.code} liegt in „{karte.thema or 'Ohne Thema'}“.")
    thema = karte.thema.pk if karte.thema else ""
    return zurueck.to_wall(workshop, {**zurueck.kept(request), "thema": thema, "art": karte.vorzeichen})


def _by_script(request: Request) -> bool:
    return SKRIPT in request.headers


def _refuse_card(request: Request, workshop: Workshop, form: KarteForm) -> HttpResponse:
    if _by_script(request):
        return HttpResponse(in_one_line(form), status=422, content_type="text/plain; charset=utf-8")
    return _wall(request, workshop, form, status=422)


@opens(may_work_card, cards_in_hand, first=may_open)
def karte_zettel(request: Request, beitrag: Beitrag) -> HttpResponse:
    """Show one card as it hangs at the end of its column, for the script that sent it."""
    workshop = beitrag.workshop
    if workshop is None:
        return redirect("v-beitrag", beitrag.pk)
    wand, alle = _wand(request, workshop), list(cardwall.columns(workshop))
    thema = next((thema for thema in alle if thema.pk == number(request.GET.get("thema"))), None)
    context = {
        "spalte": wand.mit_neuer(thema, beitrag, alle),
        "may_work_cards": True,
        "frisch": set(cardwall.correctable(workshop, by=request.user).values_list("pk", flat=True)),
        "bleibt": urlencode(zurueck.kept(request)),
    }
    response = render(request, "workshops/wand/verwaltung/_zettel_neu.html", context)
    response.headers[SKRIPT] = beitrag.code
    return response


@forms(may_work_card, cards_in_hand, first=may_open)
def karte_wortlaut(request: Request, beitrag: Beitrag) -> HttpResponse:
    """Correct a slip in a card just copied; later its words stand."""
    workshop = beitrag.workshop
    if workshop is None:
        return redirect("v-beitrag", beitrag.pk)
    thema = cardwall.columns(workshop).filter(beitraege=beitrag).first()
    back = zurueck.to_card(request, _wand(request, workshop), beitrag, thema)
    form = WortlautForm(sent(request), initial={"text": beitrag.text})
    if form.is_valid():
        try:
            cardwall.correct(beitrag, form.cleaned_data["text"], by=request.user)
        except cardwall.WordsStand as refused:
            form.add_error("text", str(refused))
        else:
            messages.success(request, f"Der Wortlaut der Karte {beitrag.code} ist berichtigt.")
            return back
    elif not form.is_bound and not cardwall.correctable(workshop, by=request.user).filter(pk=beitrag.pk).exists():
        messages.error(request, str(cardwall.WordsStand()))
        return back
    eltern = krumen(workshop, ("Karten", reverse("v-kartenwand", args=(workshop.pk,))))
    return show(request, form, Seite(f"Wortlaut der Karte {beitrag.code}", eltern))


@moves(may_work_card, cards_in_hand, first=may_open)
def karte_move(request: Request, beitrag: Beitrag) -> HttpResponse:
    workshop = beitrag.workshop
    if workshop is None:
        return redirect("v-beitrag", beitrag.pk)
    form = ZugForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return _wall(
            request, workshop, KarteForm(workshop=workshop), status=422, fehler=in_one_line(form), gewaehlt=beitrag.pk
        )
    wand, data = _wand(request, workshop), form.cleaned_data
    thema, sentence = _move(request, wand, beitrag, data)
    messages.success(request, sentence)
    return zurueck.to_card(request, wand, beitrag, thema, zug=data["zug"])


def _move(request: Request, wand: Wand, beitrag: Beitrag, data: dict[str, Any]) -> tuple[Thema | None, str]:
    """Do the step; return the column where the card lies now, and say so in a sentence."""
    zug, von, by = data["zug"], data["von"], request.user
    if zug in STEPS:
        shown = set(wand.spalte(von).values_list("pk", flat=True))
        platz = cardwall.shift(beitrag, STEPS[zug], in_thema=von, by=by, shown=shown)
        return von, f"Die Karte {beitrag.code} liegt auf Platz {platz} in „{von or 'Ohne Thema'}“."
    ziel: Thema | None = cardwall.neighbour(wand.workshop, von, SIDES[zug]) if zug in SIDES else data["ziel"]
    if zug == "thema" and data["thema"] == "neu":
        ziel = themen.find_or_create(wand.workshop, data["titel"], by=by)
    cardwall.put(beitrag, ziel, von=von, by=by)
    return ziel, f"Die Karte {beitrag.code} liegt in „{ziel or 'Ohne Thema'}“."


def _wand(request: Request, workshop: Workshop) -> Wand:
    return WandFilter(request.GET or None, workshop=workshop).wand() if request.GET else Wand(workshop=workshop)


def _wall(
    request: Request, workshop: Workshop, form: KarteForm, *, status: int = 200, fehler: str = "", gewaehlt: int = 0
) -> HttpResponse:
    wand, alle = _wand(request, workshop), list(cardwall.columns(workshop))
    context = kopf(request, workshop, "v-kartenwand") | _columns(request, wand, alle)
    context |= {
        "form": form,
        "wand": wand,
        "wandfilter": WandFilter(request.GET or None, workshop=workshop),
        "fehler": fehler,
        "gewaehlt": gewaehlt or number(request.GET.get("karte")),
        "themen": alle,
        "anzahl": wand.karten().count(),
        "frisch": set(cardwall.correctable(workshop, by=request.user).values_list("pk", flat=True)),
        "bleibt": urlencode(zurueck.kept(request)),
    }
    return render(request, "workshops/wand/verwaltung/kartenwand.html", context, status=status)


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


@opens(may_see_this, any_workshop, first=may_open)
def karten_druck(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the whole wall for paper, page by page of five hundred cards."""
    context = kopf(request, workshop, "v-kartenwand") | {"page_obj": page(request, cardwall.printed(workshop), 500)}
    return render(request, "workshops/wand/verwaltung/karten_druck.html", context)
