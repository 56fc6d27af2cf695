"""The pages of a hall, for phones and the screen: no account, and no cookie for whoever only reads.

What all see alike lies out as files (`auslage`), so that sixty phones may ask again and again.
"""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune import addresses, qr, throttle
from bildungskommune.access import Request
from bildungskommune.once import once
from workshops import limits
from workshops.models import Beitrag, Saal
from workshops.saal import karten, sitzung, stand
from workshops.saal.finden import ask, find, hidden
from workshops.saal.forms import HandkarteForm
from workshops.saal.telefon import TOKEN, Telefon

LEER = "Bitte geben Sie den Code von der Leinwand ein. Er hat sechs Zeichen, zum Beispiel K7M-4QX."
VOLL = f"Von diesem Telefon kamen schon {limits.CARDS_A_PHONE} Karten. Bitte geben Sie weitere auf Papier ab."


@require_safe
def saal_suchen(request: Request) -> HttpResponse:
    """Ask for the code on the screen, and lead to its hall."""
    if "code" not in request.GET:
        return ask(request, "", "", 200)
    typed = request.GET["code"].strip()[:100]
    found = find(request, typed, 422) if typed else ask(request, typed, LEER, 422)
    return redirect(found) if isinstance(found, Saal) else found


@require_safe
def saal(request: Request, saal: str) -> HttpResponse:
    """Show on a phone what is asked now, what others wrote, and how a vote came out."""
    found = find(request, saal)
    if not isinstance(found, Saal):
        return found
    if found.code != saal:
        return redirect(found)
    telefon = Telefon.read(found.pk, request.GET.get(TOKEN, ""))
    now = stand.now(found, cards=stand.AUF_DEM_TELEFON)
    context = {"saal": found, "stand": now, "telefon": telefon.query() if telefon.codes else ""}
    return hidden(render(request, "workshops/saal/saal.html", context))


@require_safe
def leinwand(request: Request, saal: str) -> HttpResponse:
    """Show the same full screen, with the code and the way in."""
    found = find(request, saal)
    if not isinstance(found, Saal):
        return found
    address = addresses.absolute(found.get_absolute_url())
    context = {
        "saal": found,
        "stand": stand.now(found, cards=stand.AUF_DER_LEINWAND),
        "qr": qr.svg(address),
    }
    return hidden(render(request, "workshops/saal/leinwand.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@throttle.guard(lambda: limits.SAAL_CARDS)
@once
def saal_karte(request: Request, saal: str) -> HttpResponse:
    """Write a card; afterwards the page is ready for the next one and lists those of this phone."""
    found = find(request, saal)
    if not isinstance(found, Saal):
        return found
    telefon = Telefon.read(found.pk, request.GET.get(TOKEN, ""))
    form = HandkarteForm(
        request.POST if request.method == "POST" else None, saal=found, initial={"gruppe": telefon.gruppe}
    )
    if form.is_valid() and telefon.is_full:
        form.add_error(None, VOLL)
    if form.is_valid():
        karte = form.karte()
        try:
            beitrag = karten.write(found, karte)
        except (sitzung.NotOpen, karten.NoCardsNow) as refused:
            form.add_error(None, str(refused))
        else:
            telefon = telefon.wrote(beitrag.code, karte.gruppe.pk if karte.gruppe else None)
            return redirect(f"{reverse('saal-karte', args=(found.code,))}?{telefon.query()}&{urlencode({'danke': 1})}")
    context = {
        "saal": found,
        "stand": stand.now(found, cards=0),
        "form": form,
        "telefon": telefon.query(),
        "meine": _written(telefon),
        "zuhause": addresses.lasting(reverse("beitrag-suchen")) if settings.KOFFER else "",
        "danke": telefon.codes[-1] if telefon.codes and "danke" in request.GET and not form.is_bound else "",
    }
    return hidden(render(request, "workshops/saal/karte.html", context, status=422 if form.is_bound else 200))


def _written(telefon: Telefon) -> list[Beitrag]:
    """Return the cards of this phone, the last one first."""
    return list(Beitrag.objects.filter(code__in=telefon.codes).order_by("-eingereicht_am", "-pk"))
