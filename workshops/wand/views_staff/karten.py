"""The card wall: one line and Enter lays a card, plain buttons move it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bildungskommune.access import Request, allow, load
from bildungskommune.einmal import einmal
from bildungskommune.ui.paging import page
from workshops.access_staff import cards_in_hand, may_open, may_see_this, may_work_card, may_work_cards
from workshops.models import Beitrag, Thema, Workshop
from workshops.pages import any_workshop, kopf, number
from workshops.wand import cardwall, themen
from workshops.wand.forms import KarteForm, WandFilter, ZugForm
from workshops.wand.spalten import Spalte, Wand

SPALTEN = 11
JE_SEITE = 60
OHNE = "ohne"
STEPS = {"o": -1, "u": 1}
SIDES = {"l": -1, "r": 1}
KEPT = ("gruppe", "phase", "spalte", "seite")
"""What of the address stays when a card is laid or moved."""


@require_GET
@allow(may_open)
@load(any_workshop, may=may_see_this)
def kartenwand(request: Request, workshop: Workshop) -> HttpResponse:
    form = KarteForm(
        workshop=workshop,
        initial={"thema": number(request.GET.get("thema")), "vorzeichen": request.GET.get("art", "-")},
    )
    return _wall(request, workshop, form)


@require_POST
@allow(may_open)
@load(any_workshop, may=may_work_cards)
@einmal
def karte_new(request: Request, workshop: Workshop) -> HttpResponse:
    form = KarteForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return _wall(request, workshop, form, status=422)
    karte = form.karte(_wand(request, workshop))
    beitrag = cardwall.lay(workshop, karte, by=request.user)
    messages.success(request, f"Die Karte {beitrag.code} liegt in „{karte.thema or 'Ohne Thema'}“.")
    return _back(request, workshop, thema=karte.thema.pk if karte.thema else "", art=karte.vorzeichen)


@require_POST
@allow(may_open)
@load(cards_in_hand, may=may_work_card)
@einmal
def karte_move(request: Request, beitrag: Beitrag) -> HttpResponse:
    workshop = beitrag.workshop
    if workshop is None:
        return redirect("v-beitrag", beitrag.pk)
    form = ZugForm(request.POST, workshop=workshop)
    if not form.is_valid():
        return _wall(
            request, workshop, KarteForm(workshop=workshop), status=422, fehler=form.fehler, gewaehlt=beitrag.pk
        )
    data = form.cleaned_data
    messages.success(request, _move(request, workshop, beitrag, data))
    return _back(request, workshop, karte=beitrag.pk, zug=data["zug"])


def _move(request: Request, workshop: Workshop, beitrag: Beitrag, data: dict[str, Any]) -> str:
    """Do the step and say in a sentence where the card lies now."""
    zug, von, by = data["zug"], data["von"], request.user
    if zug in STEPS:
        shown = set(_wand(request, workshop).spalte(von).values_list("pk", flat=True))
        platz = cardwall.shift(beitrag, STEPS[zug], in_thema=von, by=by, shown=shown)
        return f"Die Karte {beitrag.code} liegt auf Platz {platz} in „{von or 'Ohne Thema'}“."
    ziel: Thema | None = cardwall.neighbour(workshop, von, SIDES[zug]) if zug in SIDES else data["ziel"]
    if zug == "thema" and data["thema"] == "neu":
        ziel = themen.find_or_create(workshop, data["titel"], by=by)
    cardwall.put(beitrag, ziel, von=von, by=by)
    return f"Die Karte {beitrag.code} liegt in „{ziel or 'Ohne Thema'}“."


def _wand(request: Request, workshop: Workshop) -> Wand:
    return WandFilter(request.GET or None, workshop=workshop).wand() if request.GET else Wand(workshop=workshop)


def _kept(request: Request) -> dict[str, str]:
    return {name: request.GET[name] for name in KEPT if request.GET.get(name)}


def _back(request: Request, workshop: Workshop, **more: object) -> HttpResponse:
    query = urlencode({**_kept(request), **{name: value for name, value in more.items() if value != ""}})
    anchor = f"#karte-{more['karte']}" if "karte" in more else ""
    return redirect(f"{reverse('v-kartenwand', args=(workshop.pk,))}?{query}{anchor}")


def _wall(
    request: Request, workshop: Workshop, form: KarteForm, *, status: int = 200, fehler: str = "", gewaehlt: int = 0
) -> HttpResponse:
    wand = _wand(request, workshop)
    context = kopf(request, workshop, "v-kartenwand") | _columns(request, wand)
    context |= {
        "form": form,
        "wand": wand,
        "wandfilter": WandFilter(request.GET or None, workshop=workshop),
        "fehler": fehler,
        "gewaehlt": gewaehlt or number(request.GET.get("karte")),
        "zug": request.GET.get("zug", ""),
        "themen": list(cardwall.columns(workshop)),
        "anzahl": wand.karten().count(),
        "bleibt": urlencode(_kept(request)),
    }
    return render(request, "workshops/verwaltung/kartenwand.html", context, status=status)


def _columns(request: Request, wand: Wand) -> dict[str, object]:
    """Return the columns of this page, or one of them with all its cards."""
    spalte = request.GET.get("spalte", "")
    thema = wand.workshop.themen.filter(pk=number(spalte) or 0).first()
    if thema is None and spalte != OHNE:
        themen = page(request, cardwall.columns(wand.workshop), SPALTEN)
        return {"page_obj": themen, "spalten": wand.spalten(themen)}
    karten = page(request, wand.spalte(thema), JE_SEITE)
    only = Spalte(thema, list(karten), karten.paginator.count, 0)
    return {"page_obj": karten, "spalten": [only], "allein": True}


@require_GET
@allow(may_open)
@load(any_workshop, may=may_see_this)
def karten_druck(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the whole wall for paper, page by page of five hundred cards."""
    context = kopf(request, workshop, "v-kartenwand") | {"page_obj": page(request, cardwall.printed(workshop), 500)}
    return render(request, "workshops/verwaltung/karten_druck.html", context)
