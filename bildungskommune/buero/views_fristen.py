"""What will be forgotten in the next nights, before it happens."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bildungskommune import aufbewahrung
from bildungskommune.access import Request
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.werkbank.seiten import opens


@opens(is_stabsstelle)
def frist_list(request: Request) -> HttpResponse:
    context = {
        "bevorstehend": aufbewahrung.ahead(timezone.now()),
        "fristen": aufbewahrung.declared(),
        "tage": aufbewahrung.VORSCHAU.days,
    }
    return render(request, "buero/fristen.html", context)
