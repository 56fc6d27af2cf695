"""What an account may see of itself besides the pages of allauth."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, allow
from bildungskommune.accounts.rollen import works_here


@require_safe
@allow(works_here)
def adresse(request: Request) -> HttpResponse:
    """Show the address of the account. Only the Stabsstelle changes it: allauth's own page keeps a second list."""
    return render(request, "konten/adresse.html")
