"""What an account may see of itself besides the pages of allauth."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, allow
from bildungskommune.accounts import faktor, sitzungen
from bildungskommune.accounts.models import FRIST, Konto, Sitzung, Zutritt
from bildungskommune.accounts.rollen import Nutzer, works_here
from bildungskommune.text import counted
from bildungskommune.werkbank.seiten import moves

LETZTE = 10


def _own(user: Nutzer) -> QuerySet[Sitzung]:
    return sitzungen.own(user) if isinstance(user, Konto) else Sitzung.objects.none()


def _may_end(user: Nutzer, sitzung: Sitzung) -> bool:
    return works_here(user)


@require_safe
@allow(works_here)
def konto(request: Request) -> HttpResponse:
    """Show the account of the one who asks, and the ways to protect it. Only the Stabsstelle changes what it is."""
    mine = request.user
    assert isinstance(mine, Konto)
    kinds = faktor.kinds(mine)
    sitzungen.note(request, mine)
    context = {
        "app": "totp" in kinds,
        "passkey": "webauthn" in kinds,
        "fehlt": faktor.is_missing(mine),
        "sitzungen": sitzungen.own(mine)[:LETZTE],
        "diese": request.session.session_key,
        "zutritte": Zutritt.objects.filter(konto=mine)[:LETZTE],
        "tage": FRIST.days,
        "ruhe": counted(settings.SESSION_COOKIE_AGE // 60, "Minute", "Minuten"),
        "stunden": settings.SESSION_HOURS,
    }
    return render(request, "konten/konto.html", context)


@moves(_may_end, _own, first=works_here)
def sitzung_abmelden(request: Request, sitzung: Sitzung) -> HttpResponse:
    """Log the account out in one of its browsers."""
    sitzungen.end_these(Sitzung.objects.filter(pk=sitzung.pk))
    messages.success(request, f"{sitzung.geraet}: Sie sind dort abgemeldet.")
    return redirect("konto")


@moves(works_here)
def sitzungen_abmelden(request: Request) -> HttpResponse:
    """Log the account out everywhere but here."""
    assert isinstance(request.user, Konto)
    ended = sitzungen.end_these(sitzungen.others(request, request.user))
    wo = counted(ended, "anderen Browser", "anderen Browsern")
    messages.success(request, f"Sie sind in {wo} abgemeldet." if ended else "Sie sind nur hier angemeldet.")
    return redirect("konto")
