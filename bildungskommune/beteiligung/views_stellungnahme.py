"""Hand in a comment; see by its link or its code what became of it."""

from contextlib import suppress

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune import codes, throttle
from bildungskommune.access import Request, load
from bildungskommune.akteure.models import Institution
from bildungskommune.antwortzeit import in_even_time
from bildungskommune.beteiligung import einladen, einreichen, limits
from bildungskommune.beteiligung.anhaenge import FileRefused
from bildungskommune.beteiligung.forms_public import CodeForm, StellungnahmeForm, WeitereForm
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt, Stellungnahme
from bildungskommune.beteiligung.stellen import Stelle, Stellen
from bildungskommune.beteiligung.views_public import about, kept_close, visible
from bildungskommune.geheimnis import private
from bildungskommune.lifecycle import MoveRefused
from bildungskommune.once import PAGE_ABOVE, SAME_PAGE, once
from bildungskommune.post.grenzen import TooManyMails
from bildungskommune.throttle import guard
from bildungskommune.tracing.faden import Schritt, bring
from bildungskommune.tracing.netz import netz
from bildungskommune.ui.forms import Form

FORM = ["GET", "HEAD", "POST"]


def _stelle(request: Request, stellen: Stellen) -> Stelle:
    """Return the place that the address names; what it does not know is the whole text."""
    return stellen.named(request.GET.get("stelle", "")[:400]) or Stelle()


@in_even_time
@require_http_methods(FORM)
@guard(lambda: limits.COMMENTS)
@once
@load(visible, by="kennung")
@kept_close
def stellungnahme_new(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Take a comment on one place; its mailbox is asked to confirm it."""
    stelle = _stelle(request, Stellen(runde.fassung))
    eingeladen = einladen.invited(request.GET.get("einladung", "")[:20])
    if eingeladen is not None and eingeladen.runde_id != runde.pk:
        eingeladen = None
    institution = eingeladen.institution if eingeladen else None
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StellungnahmeForm(*data, stelle=stelle, initial=_of(institution))
    if form.is_valid():
        try:
            einreichen.submit(runde, form.absender(institution), form.stimme(), form.cleaned_data["anlagen"])
        except (einreichen.NoComments, FileRefused) as refusal:
            form.add_error(None, str(refusal))
        except TooManyMails as refusal:
            form.add_error("email", str(refusal))
        else:
            return redirect("stellungnahme-gesendet", runde.kennung)
    return _asked(request, "formular", form, about(runde) | {"stelle": stelle})


def _asked(request: Request, template: str, form: Form, context: dict[str, object]) -> HttpResponse:
    """Show a form. Once it was sent it says itself why nothing is taken, and keeps what was typed."""
    context |= {"form": form} | ({"zu": ""} if form.is_bound else {})
    return render(request, f"beteiligung/{template}.html", context, status=422 if form.is_bound else 200)


def _of(institution: Institution | None) -> dict[str, object]:
    """Return what is known of the sender: the invited institution."""
    return {"art": "einrichtung", "einrichtung": institution.name} if institution else {}


@private
@require_safe
@load(visible, by="kennung")
def stellungnahme_gesendet(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Say where to go on; the page knows of nobody."""
    return render(request, "beteiligung/gesendet.html", about(runde))


def _mine(request: Request, secret: str) -> Stellungnahme:
    """Return the comment that the link opens; raises Http404, and counts those who guess."""
    found = None if throttle.is_exceeded(request, limits.UNKNOWN_SECRETS) else einreichen.find(secret)
    if found is None:
        throttle.count(request, limits.UNKNOWN_SECRETS)
        raise Http404("Dieser Link öffnet nichts. Bitte sehen Sie in Ihrer E-Mail nach.")
    return found


@private
@require_http_methods(FORM)
@guard(lambda: limits.COMMENTS)
@once
def stellungnahme_mein(request: Request, secret: str) -> HttpResponseBase:
    """Show one's own comment; a button confirms it, as programs open links."""
    stellungnahme = _mine(request, secret)
    fehler = ""
    if request.method == "POST":
        try:
            einreichen.confirm(stellungnahme)
        except einreichen.LinkExpired as refusal:
            fehler = str(refusal)
        else:
            return redirect(SAME_PAGE)
    context = _page(stellungnahme) | {"secret": secret, "fehler": fehler}
    return render(request, "beteiligung/mein.html", context, status=422 if fehler else 200)


def _page(stellungnahme: Stellungnahme) -> dict[str, object]:
    """Return what the page of a comment shows: each remark with its place."""
    stellen = Stellen(stellungnahme.runde.fassung)
    remarks, punkte = list(stellungnahme.anmerkungen.all()), _answered(stellungnahme)
    return about(stellungnahme.runde) | {
        "stellungnahme": stellungnahme,
        "anmerkungen": [(one, stellen.words(one.teil, one.absatz)) for one in remarks],
        "stellen": stellen,
        "punkte": _with_places(punkte),
        "zusammengefasst": any(punkt.text for punkt in punkte),
    }


def _with_places(punkte: list[Punkt]) -> list[tuple[Punkt, list[Schritt]]]:
    """Return the points, each with the public passages that it changed."""
    net = netz(punkte, "wohin")
    found = [(punkt, net.naechste(punkt)) for punkt in punkte]
    bring(step for _, steps in found for step in steps)
    return found


def _answered(stellungnahme: Stellungnahme) -> list[Punkt]:
    """Return the points with their decisions, once the round is answered."""
    if not stellungnahme.runde.ist_beantwortet or stellungnahme.status != Stellungnahme.Status.EINGEGANGEN:
        return []
    return list(stellungnahme.punkte.select_related("anmerkung"))


@private
@require_http_methods(FORM)
@guard(lambda: limits.COMMENTS)
@once
def stellungnahme_anmerkung(request: Request, secret: str) -> HttpResponseBase:
    """Add a remark: first the part is chosen, then the paragraph, then comes the form."""
    stellungnahme = _mine(request, secret)
    runde = stellungnahme.runde
    stellen = Stellen(runde.fassung)
    if "stelle" not in request.GET:
        if request.method == "POST":
            return redirect(SAME_PAGE)
        teil = stellen.find(request.GET.get("teil", "")[:400])
        context = {"stellungnahme": stellungnahme, "stellen": stellen, "teil": teil.teil if teil else None}
        return render(request, "beteiligung/stelle_waehlen.html", about(runde) | context)
    stelle = _stelle(request, stellen)
    form = WeitereForm(request.POST if request.method == "POST" else None, stelle=stelle)
    form.abbrechen = reverse("stellungnahme-mein", args=(secret,))
    if form.is_valid():
        try:
            einreichen.add(stellungnahme, form.stimme())
        except (einreichen.NoComments, einreichen.TooManyRemarks) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(PAGE_ABOVE)
    return _asked(request, "weitere", form, about(runde) | {"stelle": stelle, "stellungnahme": stellungnahme})


@private
@require_http_methods(FORM)
@guard(lambda: limits.COMMENTS)
@once
def stellungnahme_zurueckziehen(request: Request, secret: str) -> HttpResponseBase:
    """Ask, then take one's own comment back."""
    stellungnahme = _mine(request, secret)
    if request.method == "POST":
        with suppress(MoveRefused):  # it was taken back before
            einreichen.withdraw(stellungnahme, by=None)
        return redirect(PAGE_ABOVE)
    context = about(stellungnahme.runde) | {"stellungnahme": stellungnahme, "secret": secret}
    return render(request, "beteiligung/zurueckziehen.html", context)


@require_safe
def stellungnahme_suchen(request: Request) -> HttpResponse:
    """Take a code, and lead on to what became of the comment."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("stellungnahme", form.cleaned_data["code"])
    return render(request, "beteiligung/suchen.html", {"form": form}, status=422 if form.is_bound else 200)


@private
@require_safe
def stellungnahme(request: Request, code: str) -> HttpResponse:
    """Show what became of a comment to whoever has its code."""
    found = None
    if not throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        known = Stellungnahme.objects.numbered().select_related("runde__fassung").defer("runde__fassung__snapshot")
        found = codes.find(known, code)
    if found is None:
        throttle.count(request, limits.UNKNOWN_CODES)
        raise Http404("Diesen Code kennen wir nicht. Bitte vergleichen Sie ihn mit Ihrer E-Mail oder Ihrem Brief.")
    if found.code != code:
        return redirect(found)
    return render(request, "beteiligung/stellungnahme.html", _page(found))
