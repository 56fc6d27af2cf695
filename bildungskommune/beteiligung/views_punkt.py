"""Weighing on the desk: the points of a round, one point with its passage, and the answer to all."""

from functools import partial

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.beteiligung import abwaegung, drucksachen, einarbeitung
from bildungskommune.beteiligung.access import may_enter, may_release
from bildungskommune.beteiligung.auswahl_punkt import PUNKTE, PunkteFilter
from bildungskommune.beteiligung.forms_punkt import PunktForm, TeilenForm
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt
from bildungskommune.beteiligung.models.punkt import PunktQuerySet
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.beteiligung.views_runde import address as round_address
from bildungskommune.beteiligung.views_runde import crumbs, may_read, rounds
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.lifecycle import MoveRefused
from bildungskommune.text import counted
from bildungskommune.ui.forms import Form
from bildungskommune.verfahren.folgen import steps
from bildungskommune.werkbank import auswahl
from bildungskommune.werkbank.bausteine import UEBERNEHMEN, offered, with_block
from bildungskommune.werkbank.formular import STAND
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, edit, forms, moves, opens, sent, show, take

ANTWORTEN = (
    "Alle Entscheidungen stehen dann öffentlich, und wer eine Adresse genannt hat, bekommt die Antwort per E-Mail. "
    "Danach ändert sich an ihnen nichts mehr."
)


def points(user: Nutzer) -> PunktQuerySet:
    found = Punkt.objects.select_related("stellungnahme__runde__fassung", "anmerkung", "entschieden_von")
    return found.select_related("bestaetigt_von", "zustaendig", "eingearbeitet_von").defer(
        "stellungnahme__runde__fassung__snapshot"
    )


def address(punkt: Punkt) -> str:
    return reverse("v-punkt", args=(punkt.pk,))


def _list(runde: Beteiligungsrunde) -> str:
    return reverse("v-punkt-list", args=(runde.pk,))


def way(runde: Beteiligungsrunde) -> Krumen:
    return [*crumbs(runde), ("Abwägung", _list(runde))]


@opens(may_read, rounds)
def punkt_list(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Show the points of a round, and what is still missing before it can be answered."""
    rows = points(request.user).filter(stellungnahme__runde=runde).counting().in_order()
    found = Liste(request, rows, PUNKTE, filter_by=PunkteFilter, name="abwaegung")
    return found.answer(
        "beteiligung/v_punkte.html",
        lambda: _about(runde, request.user) | {"adresse": auswahl.kept(PunkteFilter, request.GET)},
    )


def _about(runde: Beteiligungsrunde, user: Nutzer) -> dict[str, object]:
    punkte = Punkt.objects.filter(stellungnahme__runde=runde).counting()
    return {
        "runde": runde,
        "stellen": Stellen(runde.fassung),
        "alle": punkte.count(),
        "offen": punkte.undecided().count(),
        "zu_bestaetigen": punkte.unconfirmed().count(),
        "warum_nicht": abwaegung.why_not(runde),
        "darf_freigeben": may_release(user, runde) and not runde.ist_beantwortet and not abwaegung.open_points(runde),
        "darf": may_enter(user, runde) and not runde.ist_beantwortet,
        "kann_antworten": runde.Status.BEANTWORTET in runde.moves(),
    }


@opens(may_read, rounds)
def punkte_pdf(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Print all points with what the office alone reads."""
    return answer(request, drucksachen.for_the_office(runde))


@moves(may_enter, rounds)
def punkte_prepare(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Make points of the remarks that have none."""
    try:
        made = abwaegung.prepare(runde)
    except abwaegung.Answered as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"{counted(made, 'Punkt ist', 'Punkte sind')} angelegt.")
    return redirect(_list(runde))


@forms(may_enter, points)
def punkt(request: Request, punkt: Punkt) -> HttpResponse:
    """Show a point beside its passage, then and now, and take the decision."""
    runde = punkt.stellungnahme.runde
    stellen = Stellen(runde.fassung)
    before, after = _neighbours(punkt)
    mehr = {
        "punkt": punkt,
        "runde": runde,
        "stellen": stellen,
        "wo": stellen.words(punkt.teil, punkt.absatz),
        "stelle": stellen.find(punkt.teil, punkt.absatz),
        "davor": before,
        "danach": after,
        "bausteine": offered(),
        "einziger": punkt.anmerkung.punkte.count() == 1,
        **_draft(punkt, stellen),
        "folgen": steps(request.user, [punkt])[punkt.pk],
    }
    seite = Seite(str(punkt), way(runde), ueber=runde.titel, template="beteiligung/v_punkt.html", mehr=mehr)
    if request.method == "POST" and UEBERNEHMEN in request.POST:
        return show(request, _with_block(request, punkt), seite)
    form = PunktForm(sent(request), instance=punkt)
    if not form.is_bound or not runde.ist_beantwortet:
        return edit(request, form, seite, lambda _: address(after or punkt), rule=abwaegung.change)
    messages.warning(request, str(abwaegung.Answered()))
    return redirect(address(punkt))


def _with_block(request: Request, punkt: Punkt) -> PunktForm:
    """Return the form as it was typed, with a block behind the Begründung; it still knows what it showed at first."""
    form = with_block(request, partial(PunktForm, instance=punkt), PunktForm.base_fields)
    form.initial[STAND] = request.POST.get(STAND, "")
    return form


def _draft(punkt: Punkt, stellen: Stellen) -> dict[str, object]:
    """Return how the passage of an accepted wording stands in the draft."""
    if not (punkt.ist_angenommen and punkt.neuer_wortlaut):
        return {}
    try:
        lage = einarbeitung.look(punkt, stellen)
    except einarbeitung.NotPossible as refused:
        return {"entwurf_nicht": str(refused)}
    return {"lage": lage, "gesehen": einarbeitung.mark(lage.ausgelegt)}


def _neighbours(punkt: Punkt) -> tuple[Punkt | None, Punkt | None]:
    """Return the points before and after this one, in the order of the list."""
    rows = Punkt.objects.filter(stellungnahme__runde=punkt.stellungnahme.runde_id).counting()
    nummer, here = punkt.stellungnahme.nummer, (punkt.position, punkt.pk)
    later = Q(stellungnahme__nummer__gt=nummer) | Q(stellungnahme=punkt.stellungnahme_id, position__gt=here[0])
    earlier = Q(stellungnahme__nummer__lt=nummer) | Q(stellungnahme=punkt.stellungnahme_id, position__lt=here[0])
    return rows.filter(earlier).in_order().last(), rows.filter(later).in_order().first()


@moves(may_enter, points)
def punkt_confirm(request: Request, punkt: Punkt) -> HttpResponse:
    """Confirm what somebody else has decided."""
    try:
        abwaegung.confirm(punkt, by=request.user)
    except (abwaegung.SameEyes, abwaegung.NothingDecided, abwaegung.Answered) as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"{punkt} ist bestätigt.")
    return redirect(address(punkt))


@forms(may_enter, points)
def punkt_split(request: Request, punkt: Punkt) -> HttpResponse:
    """Make one more point of the same remark."""
    form = TeilenForm(sent(request))

    def save() -> str:
        try:
            return address(abwaegung.split(punkt, form.cleaned_data["text"], by=request.user))
        except abwaegung.Answered as refused:
            form.add_error(None, str(refused))
            return ""

    runde = punkt.stellungnahme.runde
    seite = Seite(
        "Punkt abtrennen", [*way(runde), (str(punkt), address(punkt))], ueber=str(punkt), vorspann=punkt.worte[:600]
    )
    return take(request, form, seite, save, "Der Punkt ist abgetrennt.")


@moves(may_enter, points)
def punkt_remove(request: Request, punkt: Punkt) -> HttpResponse:
    """Delete a point that was split off by mistake."""
    try:
        abwaegung.remove(punkt, by=request.user)
    except (abwaegung.LastPoint, abwaegung.Answered) as refused:
        messages.warning(request, str(refused))
        return redirect(address(punkt))
    messages.success(request, f"{punkt} ist gelöscht.")
    return redirect(_list(punkt.stellungnahme.runde))


@moves(may_release, rounds)
def runde_release(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Let the Leitung confirm the whole weighing."""
    try:
        abwaegung.release(runde, by=request.user)
    except (abwaegung.NotReady, abwaegung.Answered) as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Die Abwägung ist bestätigt. Die Stabsstelle kann jetzt antworten.")
    return redirect(_list(runde))


class AntwortForm(Form):
    senden = "Beteiligung beantworten"


@forms(may_enter, rounds)
def runde_answer(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Ask, then answer everybody."""
    form = AntwortForm(sent(request))

    def save() -> str:
        try:
            sent_mails = abwaegung.answer(runde, by=request.user)
        except (abwaegung.NotReady, MoveRefused) as refused:
            form.add_error(None, str(refused))
            return ""
        messages.success(request, f"Die Beteiligung ist beantwortet, {counted(sent_mails, 'E-Mail', 'E-Mails')}.")
        return round_address(runde)

    seite = Seite("Beteiligung beantworten?", way(runde), ueber=runde.titel, vorspann=ANTWORTEN)
    return take(request, form, seite, save, "")
