"""Rounds on the desk: prepare, open, follow, close."""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune import addresses
from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.beteiligung import runden
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.auswahl_runde import RUNDEN, STELLUNGNAHMEN, RundenFilter, StellungnahmenFilter
from bildungskommune.beteiligung.forms_runde import GrundForm, RundeForm
from bildungskommune.beteiligung.models import Beteiligungsrunde
from bildungskommune.fassungen import liste
from bildungskommune.lifecycle import MoveRefused, ReasonMissing
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, edit, forms, moves, number, opens, sent, take

EINGEGANGEN = Count("stellungnahmen", filter=Q(stellungnahmen__status="eingegangen"))
ABBRECHEN = (
    "Danach nimmt die Runde nichts mehr an. Was eingegangen ist, bleibt. Ausgelegt bleibt auch der Text: Links darauf "
    "sollen nicht ins Leere führen."
)


def rounds(user: Nutzer) -> QuerySet[Beteiligungsrunde]:
    return Beteiligungsrunde.objects.with_fassung()


def crumbs(runde: Beteiligungsrunde | None = None) -> Krumen:
    way = [("Beteiligung", reverse("v-runde-list"))]
    return way if runde is None else [*way, (runde.titel, address(runde))]


def address(runde: Beteiligungsrunde) -> str:
    return reverse("v-runde", args=(runde.pk,))


def may_read(user: Nutzer, thing: object) -> bool:
    return may_read_all(user)


@opens(may_read_all)
def runde_list(request: Request) -> HttpResponseBase:
    """Show the rounds with how many comments each has."""
    rows = Beteiligungsrunde.objects.with_fassung().annotate(eingegangen=EINGEGANGEN)
    return Liste(request, rows, RUNDEN, filter_by=RundenFilter, name="beteiligung").answer("beteiligung/v_runden.html")


@forms(is_stabsstelle)
def runde_new(request: Request) -> HttpResponse:
    """Prepare a round; nobody sees it before it is opened."""
    form = RundeForm(sent(request), initial={"fassung": number(request.GET.get("fassung"))})

    def save() -> str:
        runde = form.save(commit=False)
        runden.create(runde, by=request.user)
        return address(runde)

    seite = Seite("Neue Beteiligung", crumbs(), vorspann="Öffentlich wird sie erst, wenn Sie sie eröffnen.")
    return take(request, form, seite, save, "Die Beteiligung ist vorbereitet. Eröffnen Sie sie, wenn alles stimmt.")


@forms(may_enter, rounds)
def runde_edit(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    form = RundeForm(sent(request), instance=runde)
    return edit(request, form, Seite("Angaben ändern", crumbs(runde), ueber=runde.titel), address, rule=runden.change)


@opens(may_read, rounds)
def runde(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Show the state of a round, and its comments as they came."""
    return _page(request, runde)


def _page(request: Request, runde: Beteiligungsrunde, fehler: str = "") -> HttpResponseBase:
    rows = runde.stellungnahmen.numbered().prefetch_related("anmerkungen").order_by("nummer")
    found = Liste(request, rows, STELLUNGNAHMEN, filter_by=StellungnahmenFilter, name="stellungnahmen")
    response = found.answer("beteiligung/v_runde.html", lambda: _about(runde) | {"fehler": fehler})
    if fehler:
        response.status_code = 422
    return response


def _about(runde: Beteiligungsrunde) -> dict[str, object]:
    is_received = Q(status="eingegangen")
    zahlen = runde.stellungnahmen.aggregate(
        alle=Count("pk", filter=is_received),
        einrichtungen=Count("pk", filter=is_received & Q(art="einrichtung")),
        unbestaetigt=Count("pk", filter=Q(status="unbestaetigt")),
        zurueckgezogen=Count("pk", filter=Q(status="zurueckgezogen")),
        offen=Count("pk", filter=is_received & Q(freigegeben_am=None, verborgen_weil="")),
    )
    return {
        "runde": runde,
        "zahlen": zahlen,
        "zuege": {zug.value for zug in runde.moves()},
        "warum_nicht": runden.why_not(runde) if runde.status == runde.Status.ENTWURF else "",
        "laeuft": runde.takes_comments(),
        "link": addresses.absolute(runde.get_absolute_url()),
        "fassung_url": liste.link(runde.fassung),
    }


@moves(may_enter, rounds)
def runde_open(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Open the round."""
    was_closed = runde.status != runde.Status.ENTWURF
    try:
        runden.open_round(runde, by=request.user)
    except (runden.NotToBeOpened, MoveRefused) as refused:
        return _page(request, runde, str(refused))
    messages.success(request, "Die Runde ist wieder offen." if was_closed else "Die Beteiligung ist eröffnet.")
    return redirect(address(runde))


@moves(may_enter, rounds)
def runde_close(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Close the round once its time is over."""
    try:
        runden.close(runde, by=request.user)
    except (runden.NotYetOver, MoveRefused) as refused:
        return _page(request, runde, str(refused))
    messages.success(request, "Die Beteiligung ist abgeschlossen.")
    return redirect(address(runde))


@forms(may_enter, rounds)
def runde_cancel(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Ask why, then end the round before its time."""
    form = GrundForm(sent(request), senden="Abbrechen", hilfe="Steht öffentlich auf der Seite der Beteiligung.")

    def save() -> str:
        try:
            runden.cancel(runde, form.cleaned_data["grund"], by=request.user)
        except (MoveRefused, ReasonMissing) as refused:
            form.add_error(None, str(refused))
        return address(runde)

    seite = Seite("Beteiligung abbrechen?", crumbs(runde), ueber=runde.titel, vorspann=ABBRECHEN)
    return take(request, form, seite, save, "Die Beteiligung ist abgebrochen.")
