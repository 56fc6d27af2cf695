"""Ask for circulars, confirm from the mailbox, and leave by one click."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune.access import Request
from bildungskommune.antwortzeit import in_even_time
from bildungskommune.once import once
from bildungskommune.post.grenzen import TooManyMails
from bildungskommune.throttle import guard
from workshops import limits, zweischritt
from workshops.models import Verteilereintrag
from workshops.verteiler import eintragen
from workshops.verteiler.forms import VerteilerForm

FORM = ["GET", "HEAD", "POST"]


@in_even_time
@require_http_methods(FORM)
@guard(lambda: limits.REGISTRATIONS)
@once
def verteiler(request: Request) -> HttpResponse:
    """Take an address; the answer is the same whether it is in the list already or not."""
    form = VerteilerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            eintragen.ask(form.cleaned_data["email"], quelle=Verteilereintrag.Quelle.SEITE)
        except TooManyMails as refusal:
            form.add_error("email", str(refusal))
        else:
            return redirect("verteiler-gesendet")
    return render(request, "workshops/verteiler/formular.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def verteiler_gesendet(request: Request) -> HttpResponse:
    """Say where to go on; the page knows of nobody."""
    return render(request, "workshops/verteiler/gesendet.html")


verteiler_bestaetigen = zweischritt.confirm_view(
    eintragen.find, eintragen.confirm, "workshops/verteiler/bestaetigen.html"
)
verteiler_ab = zweischritt.leave_view(eintragen.find_leaving, eintragen.leave, "workshops/verteiler/ab.html")
