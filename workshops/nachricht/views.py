"""Ask for a mail when something new is known of a contribution, confirm it from the mailbox, end it by one click."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune import throttle
from bildungskommune.access import Request
from bildungskommune.antwortzeit import in_even_time
from bildungskommune.geheimnis import private
from bildungskommune.once import once
from bildungskommune.post.grenzen import TooManyMails
from bildungskommune.throttle import guard
from workshops import codes, limits, zweischritt
from workshops.models import Beitrag
from workshops.nachricht import wuensche
from workshops.nachricht.forms import NachrichtForm

FORM = ["GET", "HEAD", "POST"]


@in_even_time
@private
@require_http_methods(FORM)
@guard(lambda: limits.REGISTRATIONS)
@once
def neues(request: Request, code: str) -> HttpResponseBase:
    """Take an address; the answer is the same whether it gets mails already or not."""
    beitrag = _by_code(request, code)
    form = NachrichtForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            wuensche.ask(beitrag, form.cleaned_data["email"])
        except TooManyMails as refusal:
            form.add_error("email", str(refusal))
        else:
            return redirect("beitrag-neues-gesendet", beitrag.code)
    context = {"form": form, "beitrag": beitrag}
    return render(request, "workshops/nachricht/formular.html", context, status=422 if form.is_bound else 200)


@private
@require_safe
def neues_gesendet(request: Request, code: str) -> HttpResponse:
    """Say where to go on; the page knows of nobody."""
    return render(request, "workshops/nachricht/gesendet.html", {"beitrag": _by_code(request, code)})


def _by_code(request: Request, code: str) -> Beitrag:
    found = None if throttle.is_exceeded(request, limits.UNKNOWN_CODES) else codes.find(code)
    if found is None:
        throttle.count(request, limits.UNKNOWN_CODES)
        raise Http404
    return found


neues_bestaetigen = zweischritt.confirm_view(wuensche.find, wuensche.confirm, "workshops/nachricht/bestaetigen.html")
neues_ab = zweischritt.leave_view(wuensche.find_leaving, wuensche.leave, "workshops/nachricht/ab.html")
