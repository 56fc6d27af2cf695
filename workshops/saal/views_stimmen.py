"""Vote with a phone: a new ballot by the page, or one from a printed slip."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune import throttle
from bildungskommune.access import Request
from bildungskommune.once import once
from workshops import limits
from workshops.models import Punktabfrage, Saal, Stimmzettel
from workshops.saal import sitzung, stand, stimmen
from workshops.saal.finden import ask, find, hidden
from workshops.saal.forms import StimmForm
from workshops.wand import cardwall

KEY = "key"
"""Name of the code of a ballot in addresses: an answer to one with it is kept by nobody."""
UNBEKANNT = "Diesen Stimmzettel kennen wir nicht. Sein Code hat zehn Zeichen. Bitte vergleichen Sie ihn noch einmal."
NOCH_ZU = "Der Saal zu diesem Stimmzettel ist gerade nicht offen."
REFUSALS = (
    sitzung.NotOpen,
    stimmen.VoteEnded,
    stimmen.TooManyGiven,
    stimmen.NoneGiven,
    stimmen.OnlyOnSlips,
    stimmen.NoMoreSlips,
)


@require_http_methods(["GET", "HEAD", "POST"])
@throttle.guard(lambda: limits.SAAL_VOTES)
@once
def saal_stimme(request: Request, saal: str) -> HttpResponse:
    """Give dots on a new ballot, or go on to the one of a printed slip."""
    found = find(request, saal)
    if not isinstance(found, Saal):
        return found
    if KEY in request.GET:
        return _to_slip(request, found, request.GET[KEY].strip()[:100])
    abfrage = _asked(found)
    if abfrage is None or (request.method != "POST" and abfrage.nur_gedruckt):
        return _page(request, found, abfrage, status=422 if request.method == "POST" else 200)
    return _vote(request, found, abfrage, None, lambda punkte: stimmen.hand_in(found, abfrage, punkte))


@require_http_methods(["GET", "HEAD", "POST"])
@throttle.guard(lambda: limits.SAAL_VOTES)
@once
def saal_stimmzettel(request: Request, saal: str, key: str) -> HttpResponse:
    """Show one ballot, and change its dots while the vote runs."""
    found = find(request, saal)
    if not isinstance(found, Saal):
        return found
    zettel = _slip(request, found, key)
    if zettel is None:
        return _page(request, found, _asked(found), typed=key[:100], fehler=UNBEKANNT, status=404)

    def save(punkte: dict[int, int]) -> Stimmzettel:
        stimmen.change(found, zettel, punkte)
        return zettel

    return _vote(request, found, zettel.abfrage, zettel, save)


@require_safe
def to_slip(request: Request, key: str) -> HttpResponse:
    """Lead from a printed slip into the hall in which it counts."""
    if throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return ask(request, "", throttle.sentence(limits.UNKNOWN_CODES), 429)
    zettel = stimmen.find(key)
    if zettel is None:
        throttle.count(request, limits.UNKNOWN_CODES)
        return ask(request, "", UNBEKANNT, 404)
    saal = sitzung.of_workshop(zettel.abfrage.workshop)
    if saal is None:
        return ask(request, "", NOCH_ZU, 404)
    return redirect("saal-stimmzettel", saal.code, zettel.code)


def _asked(saal: Saal) -> Punktabfrage | None:
    """Return the question that is voted on just now."""
    now = stand.now(saal, cards=0)
    return saal.schritt.abfrage if saal.schritt and now.stimmt_ab and now.offen and not now.beendet else None


def _slip(request: Request, saal: Saal, typed: str) -> Stimmzettel | None:
    """Return the ballot with this code, counting those who guess."""
    if throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return None
    zettel = stimmen.find(typed, saal)
    if zettel is None:
        throttle.count(request, limits.UNKNOWN_CODES)
    return zettel


def _to_slip(request: Request, saal: Saal, typed: str) -> HttpResponse:
    zettel = _slip(request, saal, typed)
    if zettel is None:
        return _page(request, saal, _asked(saal), typed=typed, fehler=UNBEKANNT, status=422)
    return redirect("saal-stimmzettel", saal.code, zettel.code)


def _vote(
    request: Request,
    saal: Saal,
    abfrage: Punktabfrage,
    zettel: Stimmzettel | None,
    save: Callable[[dict[int, int]], Stimmzettel],
) -> HttpResponse:
    form = StimmForm(
        request.POST if request.method == "POST" else None,
        abfrage=abfrage,
        themen=list(cardwall.columns(abfrage.workshop)),
        given=stimmen.given(zettel) if zettel else {},
    )
    if form.is_valid():
        try:
            saved = save(form.punkte())
        except REFUSALS as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(f"{reverse('saal-stimmzettel', args=(saal.code, saved.code))}?danke=1")
    return _page(request, saal, abfrage, form=form, zettel=zettel, status=422 if form.is_bound else 200)


def _page(
    request: Request,
    saal: Saal,
    abfrage: Punktabfrage | None,
    *,
    form: StimmForm | None = None,
    zettel: Stimmzettel | None = None,
    typed: str = "",
    fehler: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "saal": saal,
        "stand": stand.now(saal, cards=0),
        "abfrage": abfrage,
        "form": form,
        "zettel": zettel,
        "danke": "danke" in request.GET and form is not None and not form.is_bound,
        "typed": typed,
        "fehler": fehler,
    }
    return hidden(render(request, "workshops/saal/stimme.html", context, status=status))
