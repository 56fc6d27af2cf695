"""What an account may see of itself besides the pages of allauth."""

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, allow
from bildungskommune.accounts.rollen import works_here


@require_safe
@allow(works_here)
def konto(request: Request) -> HttpResponse:
    """Show the account of the one who asks, and the ways to protect it. Only the Stabsstelle changes what it is."""
    kinds = set(Authenticator.objects.filter(user=request.user.pk).values_list("type", flat=True))
    return render(request, "konten/konto.html", {"app": "totp" in kinds, "passkey": "webauthn" in kinds})
