"""The door, on a phone: find a name, let the person in; whoever has no registration takes one form.

The script of the page sends what was done in the background, also later when the line was down, and says so in a
header; it is led to the row of the person as it stands then.
"""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.ui.fehler import in_one_line
from bildungskommune.ui.paging import page
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank.seiten import Seite, forms, moves, number, opens, sent, take
from bildungskommune.werkbank.suchen import matching
from workshops.access_staff import may_edit, may_edit_this, may_open
from workshops.anmeldung import einlass, nummern
from workshops.anmeldung.angaben import AlreadyRegistered, RegistrationClosed
from workshops.anmeldung.anwesenheit import PRESENT
from workshops.anmeldung.forms_einlass import EinlassForm, EinlassSuche, OhneAnmeldungForm
from workshops.models import Anmeldung, Workshop
from workshops.pages import any_workshop, kopf, krumen

SKRIPT = "X-Einlass"
"""The header by which script and server know each other; a page for people never carries it."""
JE_SEITE = 250
"""So many people stand on a page: those of a whole evening, so that the search goes on without a line."""


def _people(user: Nutzer) -> QuerySet[Anmeldung]:
    return Anmeldung.objects.select_related(
        "workshop__reihe", "workshop__ort", "ag_wunsch_1", "gruppe", "teilnahme__arbeitsgruppe"
    )


@forms(may_edit_this, any_workshop, first=may_open)
def einlass_page(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the list; what is sent here is the form for somebody without a registration."""
    form = OhneAnmeldungForm(sent(request), workshop=workshop)
    if not form.is_bound:
        return _page(request, workshop, form)
    if form.is_valid():
        try:
            return _done(request, einlass.walk_in(workshop, form.daten(), by=request.user))
        except AlreadyRegistered as refused:
            form.add_error(None, f"{refused.anmeldung.name} steht schon auf der Liste. Suchen Sie nach dem Namen.")
        except RegistrationClosed as refused:
            form.add_error(None, str(refused))
    if SKRIPT in request.headers:
        return _in_words(in_one_line(form))
    return _page(request, workshop, form, status=422)


@moves(may_edit_this, any_workshop, first=may_open)
def einlass_tick(request: Request, workshop: Workshop) -> HttpResponse:
    """Let the person in whose key stands under `da`, or take back the tick of the one under `fort`."""
    comes = number(request.POST.get("da"))
    pressed = comes or number(request.POST.get("fort")) or 0
    anmeldung = workshop.anmeldungen.filter(pk=nummern.now_kept_as(pressed)).first()
    if anmeldung is None:
        return _refuse(request, workshop, "Diese Anmeldung gibt es nicht mehr. Bitte laden Sie die Seite neu.")
    try:
        done = einlass.let_in(anmeldung, by=request.user) if comes else einlass.send_back(anmeldung, by=request.user)
    except (RegistrationClosed, AlreadyRegistered) as refused:
        return _refuse(request, workshop, str(refused))
    return _done(request, done)


def _done(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    if SKRIPT in request.headers:
        return redirect("v-einlass-zeile", anmeldung.pk)
    is_there = "ist da" if anmeldung.status == PRESENT else "ist als nicht erschienen eingetragen"
    messages.success(request, f"{anmeldung.vertretung or anmeldung.name} {is_there}.")
    return redirect("v-einlass", anmeldung.workshop_id)


def _refuse(request: Request, workshop: Workshop, satz: str) -> HttpResponse:
    if SKRIPT in request.headers:
        return _in_words(satz)
    messages.error(request, satz)
    return redirect("v-einlass", workshop.pk)


def _in_words(satz: str) -> HttpResponse:
    return HttpResponse(satz, status=422, content_type="text/plain; charset=utf-8")


@opens(may_edit_this, _people, first=may_edit)
def einlass_zeile(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    """Show the row of one person and the numbers of now, for the script that sent it."""
    context = {"zeile": anmeldung, "da": PRESENT}
    response = render(request, "workshops/anmeldung/verwaltung/_einlass_zeile.html", context)
    response.headers[SKRIPT] = _numbers(anmeldung.workshop)
    return response


def _numbers(workshop: Workshop) -> str:
    zahlen = einlass.seated(workshop.anmeldungen.all())
    zuviel = zahlen["da"] + zahlen["erwartet"] - workshop.kapazitaet
    mehr = f", {zuviel} mehr als es Plätze gibt" if zuviel > 0 else ""
    return f"{zahlen['da']} da, {zahlen['erwartet']} noch erwartet{mehr}"


@nummern.by_any_number
@forms(may_edit_this, _people, first=may_edit)
def einlass_person(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    """Show one person, as the QR code on their phone leads here: who comes, to which table, and let them in."""
    back = reverse("v-einlass", args=(anmeldung.workshop_id,))
    gruppe = _table(anmeldung)
    form = EinlassForm(
        sent(request), workshop=anmeldung.workshop, initial={"vertretung": anmeldung.vertretung, "gruppe": gruppe}
    )
    form.senden = "Speichern" if anmeldung.status == PRESENT else "Ist da"

    def save() -> str:
        try:
            einlass.let_in_as(anmeldung, **form.cleaned_data, by=request.user)
        except (RegistrationClosed, AlreadyRegistered) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{form.cleaned_data['vertretung'] or anmeldung.name} ist da.")
        return back

    seite = Seite(
        anmeldung.vertretung or anmeldung.name,
        krumen(anmeldung.workshop, ("Einlass", back)),
        ueber=anmeldung.workshop.titel,
        vorspann=_what_is_known(anmeldung),
    )
    return take(request, form, seite, save, danke="")


def _table(anmeldung: Anmeldung) -> int | None:
    teilnahme = getattr(anmeldung, "teilnahme", None)
    return teilnahme.arbeitsgruppe_id if teilnahme else anmeldung.gruppe_id or anmeldung.ag_wunsch_1_id


def _what_is_known(anmeldung: Anmeldung) -> str:
    kind = f" Zur Betreuung: {anmeldung.kinder_worte}." if anmeldung.kinder_worte else ""
    essen = f" Verpflegung: {anmeldung.get_verpflegung_display()}."
    return f"{anmeldung.einrichtung}. {anmeldung.get_status_display().capitalize()}.{essen}{kind}"


def _page(request: Request, workshop: Workshop, form: OhneAnmeldungForm, *, status: int = 200) -> HttpResponse:
    suche = EinlassSuche(request.GET or None)
    wort = suche.cleaned_data["wort"] if suche.is_valid() else ""
    people = einlass.at_the_door(workshop)
    found = people.filter(matching(wort, "name", "einrichtung", "vertretung")) if wort else people
    shown = page(request, found, JE_SEITE)
    context = kopf(request, workshop, "v-anwesenheit") | {
        "page_obj": shown,
        "suche": suche,
        "wort": wort,
        "treffer": f"{shown.paginator.count} {plural(shown.paginator.count, 'Person,Personen')} gefunden",
        "zahlen": _numbers(workshop),
        "da": PRESENT,
        "form": form,
    }
    return render(request, "workshops/anmeldung/verwaltung/einlass.html", context, status=status)
