"""What an account may see of itself besides the pages of allauth."""

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, allow
from bildungskommune.accounts.models import FRIST, Zutritt
from bildungskommune.accounts.rollen import works_here

LETZTE = 10


@require_safe
@allow(works_here)
def konto(request: Request) -> HttpResponse:
    """Show the account of the one who asks, and the ways to protect it. Only the Stabsstelle changes what it is."""
    kinds = set(Authenticator.objects.filter(user=request.user.pk).values_list("type", flat=True))
    zutritte = Zutritt.objects.filter(konto=request.user.pk)[:LETZTE]
    context = {"app": "totp" in kinds, "passkey": "webauthn" in kinds, "zutritte": zutritte, "tage": FRIST.days}
    return render(request, "konten/konto.html", context)
