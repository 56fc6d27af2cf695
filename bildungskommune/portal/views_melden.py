"""Report a barrier: without a name, without an account, without JavaScript."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune.access import Request
from bildungskommune.once import once
from bildungskommune.portal import limits
from bildungskommune.portal.forms import MeldenForm
from bildungskommune.post.grenzen import TooManyMails
from bildungskommune.seiten import meldung
from bildungskommune.throttle import guard
from bildungskommune.ui.eingaben import came_from


@require_http_methods(["GET", "POST"])
@guard(lambda: limits.REPORTS)
@once
def melden(request: Request) -> HttpResponse:
    form = MeldenForm(request.POST if request.method == "POST" else None, initial={"seite": came_from(request)})
    if form.is_valid():
        try:
            meldung.report(form.save(commit=False))
        except TooManyMails as refused:
            form.add_error("email", str(refused))
        else:
            return redirect("barriere-danke")
    status = 422 if form.is_bound else 200
    return render(request, "seiten/melden.html", {"form": form}, status=status)


@require_safe
def danke(request: Request) -> HttpResponse:
    return render(request, "seiten/melden_danke.html")
