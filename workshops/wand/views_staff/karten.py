"""The card wall: one line and Enter lays a card, plain buttons move it.

The script of the page sends cards in the background and says so in a header; it is led to the card as a piece of the
wall, so a card sent twice is answered twice and hangs once.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.ui.fehler import in_one_line
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import Seite, forms, moves, number, opens, sent, show
from workshops.access_staff import cards_in_hand, may_open, may_see_this, may_work_card, may_work_cards
from workshops.models import Beitrag, Workshop
from workshops.pages import any_workshop, kopf, krumen
from workshops.wand import cardwall, zuege
from workshops.wand.forms import KarteForm, WortlautForm, ZugForm
from workshops.wand.spalten import Wand
from workshops.wand.views_staff import zurueck
from workshops.wand.views_staff.wand import narrowed, of_cards, show_wall

SKRIPT = "X-Karten"
"""The header by which script and server know each other; a page for people never carries it."""
JE_DRUCKSEITE = 200


@opens(may_see_this, any_workshop, first=may_open)
def kartenwand(request: Request, workshop: Workshop) -> HttpResponse:
    form = KarteForm(
        workshop=workshop,
        initial={"thema": number(request.GET.get("thema")), "vorzeichen": request.GET.get("art", "-")},
    )
    return show_wall(request, workshop, form)


@moves(may_work_cards, any_workshop, first=may_open)
def karte_new(request: Request, workshop: Workshop) -> HttpResponse:
    form = KarteForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return _refuse_card(request, workshop, form)
    wand = narrowed(request, workshop)
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
    return show_wall(request, workshop, form, status=422)


@opens(may_work_card, cards_in_hand, first=may_open)
def karte_zettel(request: Request, beitrag: Beitrag) -> HttpResponse:
    """Show one card as it hangs at the end of its column, for the script that sent it."""
    workshop = beitrag.workshop
    if workshop is None:
        return redirect("v-beitrag", beitrag.pk)
    wand, alle = narrowed(request, workshop), list(cardwall.columns(workshop))
    thema = next((thema for thema in alle if thema.pk == number(request.GET.get("thema"))), None)
    context = {"spalte": wand.mit_neuer(thema, beitrag, alle), "may_work_cards": True} | of_cards(request, workshop)
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
    back = zurueck.to_card(request, narrowed(request, workshop), beitrag, thema)
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
    form = ZugForm(_sent_step(request), workshop=workshop)
    if not form.is_valid():
        empty = KarteForm(workshop=workshop)
        return show_wall(request, workshop, empty, status=422, fehler=in_one_line(form), gewaehlt=beitrag.pk)
    wand, zug = narrowed(request, workshop), form.step()
    thema, sentence = zuege.move(wand, beitrag, zug, by=request.user)
    messages.success(request, sentence)
    if following := _next_one(request, wand, beitrag):
        return zurueck.to_card(request, wand, following, None)
    return zurueck.to_card(request, wand, beitrag, thema, zug=zug.art)


def _sent_step(request: Request) -> dict[str, object]:
    """Return what the button sent: its arrows share one form, so the column stands in their address."""
    return {"von": request.GET.get("von"), "zug": request.GET.get("zug"), **request.POST.dict()}


def _next_one(request: Request, wand: Wand, beitrag: Beitrag) -> Beitrag | None:
    """Return the card without Thema that is sorted next, when one after the other is."""
    if "weiter" not in request.GET:
        return None
    loose = wand.spalte(None).exclude(pk=beitrag.pk)
    return loose.filter(position__gte=beitrag.position).first() or loose.first()


@opens(may_see_this, any_workshop, first=may_open)
def karten_druck(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the whole wall for paper, page by page."""
    context = kopf(request, workshop, "v-kartenwand") | {
        "page_obj": page(request, cardwall.printed(workshop), JE_DRUCKSEITE)
    }
    return render(request, "workshops/wand/verwaltung/karten_druck.html", context)
