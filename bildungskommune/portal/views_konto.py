"""What an account may see of itself besides the pages of allauth."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, allow
from bildungskommune.accounts import faktor
from bildungskommune.accounts.models import FRIST, Konto, Zutritt
from bildungskommune.accounts.rollen import works_here

LETZTE = 10


@require_safe
@allow(works_here)
def konto(request: Request) -> HttpResponse:
    """Show the account of the one who asks, and the ways to protect it. Only the Stabsstelle changes what it is."""
    mine = request.user
    assert isinstance(mine, Konto)
    kinds = faktor.kinds(mine)
    context = {
        "app": "totp" in kinds,
        "passkey": "webauthn" in kinds,
        "fehlt": faktor.is_missing(mine),
        "zutritte": Zutritt.objects.filter(konto=mine)[:LETZTE],
        "tage": FRIST.days,
    }
    return render(request, "konten/konto.html", context)
