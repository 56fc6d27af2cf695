"""Hand in a contribution, find it again by its code, and read them all."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune import throttle
from bildungskommune.access import Request, load
from bildungskommune.beteiligung.models import Stellungnahme
from bildungskommune.codes import find, normal_code
from bildungskommune.once import once
from bildungskommune.post.grenzen import TooManyMails
from bildungskommune.tracing.registry import whole
from bildungskommune.ui.paging import page
from workshops import access, codes, limits
from workshops.beitraege import beitragsweg, contributions, suche, verlauf
from workshops.beitraege.forms import BeitragFilter, BeitragForm
from workshops.models import Beitrag, Thema, Workshop
from workshops.wand import herkunft, rangfolge

UNBEKANNT = (
    "Diesen Code kennen wir nicht. Er hat sechs Zeichen, zum Beispiel K7M-4QX. "
    "Bitte vergleichen Sie ihn noch einmal mit Ihrem Zettel oder Ihrer E-Mail."
)
LEER = "Bitte geben Sie den Code von Ihrem Zettel ein. Er hat sechs Zeichen, zum Beispiel K7M-4QX."


@require_http_methods(["GET", "POST"])
@throttle.guard(lambda: limits.CONTRIBUTIONS)
@once
@load(access.workshops, by="slug")
def beitrag_new(request: Request, workshop: Workshop) -> HttpResponse:
    form = BeitragForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    closed = contributions.closed_reason(workshop)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            beitrag = contributions.submit(workshop, form.einreichung())
        except contributions.ContributionsClosed as refusal:
            form.add_error(None, str(refusal))
        except TooManyMails as refusal:
            form.add_error("autor_email", str(refusal))
        else:
            return redirect("beitrag-danke", beitrag.code)
    context = {"form": form, "workshop": workshop, "closed": "" if form.is_bound else closed}
    return render(request, "workshops/beitraege/formular.html", context, status=status)


@require_safe
def beitrag_danke(request: Request, code: str) -> HttpResponse:
    if throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return _ask_code(request, code[:100], throttle.sentence(limits.UNKNOWN_CODES), 429)
    beitrag = Beitrag.objects.select_related("workshop").filter(code=normal_code(code)).first()
    if beitrag is None:
        throttle.count(request, limits.UNKNOWN_CODES)
        raise Http404
    response = render(request, "workshops/beitraege/danke.html", {"beitrag": beitrag})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def beitrag_suchen(request: Request) -> HttpResponse:
    if "code" not in request.GET:
        return _ask_code(request, "", "", 200)
    typed = request.GET["code"].strip()[:100]
    if not typed:
        return _ask_code(request, typed, LEER, 422)
    if throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return _ask_code(request, typed, throttle.sentence(limits.UNKNOWN_CODES), 429)
    found = codes.find(typed) or find(Stellungnahme.objects.numbered(), typed)
    if found is None:
        throttle.count(request, limits.UNKNOWN_CODES)
        return _ask_code(request, typed, UNBEKANNT, 422)
    return redirect(found)


def _ask_code(request: Request, typed: str, fehler: str, status: int) -> HttpResponse:
    return render(request, "workshops/beitraege/suchen.html", {"typed": typed, "fehler": fehler}, status=status)


@require_safe
def beitrag(request: Request, code: str) -> HttpResponse:
    if throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return _ask_code(request, code[:100], throttle.sentence(limits.UNKNOWN_CODES), 429)
    found = codes.find(code)
    if found is None:
        throttle.count(request, limits.UNKNOWN_CODES)
        return _ask_code(request, code[:100], UNBEKANNT, 404)
    if found.code != code:
        return redirect(found)
    context = {
        "weg": beitragsweg.follow(found),
        "beitrag": found,
        "wurde": herkunft.became(found),
        "aus": herkunft.came_from(found),
        "frueher": verlauf.earlier(found),
        "ziel": verlauf.public_target(found),
        "listed": access.is_listed(found),
        "foto": access.shows_photo(found),
        "autor": found.autor_name if access.names_author(found) else "",
    }
    response = render(request, "workshops/beitraege/beitrag.html", context)
    if not context["listed"]:
        response.headers["X-Robots-Tag"] = "noindex"
    elif not request.user.is_authenticated:
        response.headers["Cache-Control"] = "public, no-cache"  # its code stands on pages that everybody reads
    return response


@require_safe
def beitrag_list(request: Request) -> HttpResponse:
    form = BeitragFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    seite = page(request, suche.contributions(wanted), per_page=24)
    return render(
        request, "workshops/beitraege/liste.html", {"form": form, "page_obj": seite, "filtered": any(wanted.values())}
    )


@require_safe
@load(access.themen)
def thema_alt(request: Request, thema: Thema) -> HttpResponse:
    """Lead on from the address that a Thema had before."""
    return redirect(thema, permanent=True)


@require_safe
def thema(request: Request, reihe: str, kennung: str) -> HttpResponse:
    """Show one Thema with its cards and what followed from it."""
    thema = get_object_or_404(access.themen(request.user), reihe__kennung=reihe, kennung=kennung)
    context = {
        "thema": thema,
        "rang": rangfolge.of_thema(thema),
        "page_obj": page(request, suche.contributions({"thema": thema}), per_page=24),
        "folgen": beitragsweg.consequences([thema]),
        "entscheidungen": list(thema.entscheidungen.decided().filter(workshop__in=access.workshops(request.user))),
        "ganz": whole("thema", thema.faden_kennung, f"Thema „{thema.titel}“"),
        "unterthemen": list(thema.unterthemen.select_related("reihe")),
    }
    return render(request, "workshops/beitraege/thema.html", context)
