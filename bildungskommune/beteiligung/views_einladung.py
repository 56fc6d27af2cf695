"""The desk of invitations to a round: choose whom, write to them, see who answered, remind the silent."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.akteure.models import Institution
from bildungskommune.beteiligung import auswahl_einladung as auswahl
from bildungskommune.beteiligung import briefe, einladen
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.einladen import HOECHSTENS, NobodyLeft, NotOpen
from bildungskommune.beteiligung.forms_einladung import EINLADUNG, ERINNERUNG, EinladungenForm, RundenbriefForm
from bildungskommune.beteiligung.models import Beteiligungsrunde, Rundeneinladung
from bildungskommune.beteiligung.models.einladung import Antwortstand
from bildungskommune.beteiligung.views_runde import crumbs, may_read, rounds
from bildungskommune.text import counted
from bildungskommune.werkbank.auswahl import carried, kept_fields
from bildungskommune.werkbank.brief import VORSCHAU
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, forms, moves, opens, sent

PER_PAGE = 100
VORDRUCK = "beteiligung/v_einladung_schreiben.html"


def _eltern(runde: Beteiligungsrunde, *more: tuple[str, str]) -> Krumen:
    return [*crumbs(runde), ("Einladungen", reverse("v-rundeneinladung-list", args=(runde.pk,))), *more]


@opens(may_read, rounds)
def einladung_list(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Show who is invited and who has answered."""
    rows = Rundeneinladung.objects.filter(runde=runde).select_related("institution").with_antwort()
    liste = Liste(
        request,
        rows.order_by("institution__name", "pk"),
        auswahl.EINLADUNGEN,
        filter_by=auswahl.EinladungenFilter,
        name=f"einladungen-{runde.pk}",
        titel="Einladungen",
    )

    def context() -> dict[str, object]:
        shown = [(row, auswahl.link(row), stand.label, auswahl.ART[stand]) for row, stand in _with_stand(liste)]
        return {
            "runde": runde,
            "eltern": crumbs(runde),
            "zeilen": shown,
            "zahlen": Rundeneinladung.objects.filter(runde=runde).answers(),
            "zu_erinnern": einladen.silent(runde).count(),
            "zu": "" if einladen.takes_invitations(runde) else str(NotOpen()),
        }

    return liste.answer("beteiligung/v_einladungen.html", context)


def _with_stand(liste: Liste[Rundeneinladung]) -> list[tuple[Rundeneinladung, Antwortstand]]:
    return [(row, auswahl.stand(row)) for row in liste.seite]


def _liste(request: Request, runde: Beteiligungsrunde) -> Liste[Institution]:
    return Liste(
        request,
        auswahl.institutions(runde),
        auswahl.AUSWAHL,
        filter_by=auswahl.AuswahlFilter,
        name=f"auswahl-{runde.pk}",
        titel="Einrichtungen",
        per_page=PER_PAGE,
    )


@opens(may_enter, rounds)
def auswahl_list(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Offer the directory, narrowed by a filter."""
    if not einladen.takes_invitations(runde):
        return _closed(request, runde)
    liste = _liste(request, runde)

    def context() -> dict[str, object]:
        return {"runde": runde, "eltern": _eltern(runde), "behalten": kept_fields(request, liste)}

    return liste.answer("beteiligung/v_einladung_auswahl.html", context)


@forms(may_enter, rounds)
def schreiben(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Write the invitation to those chosen, look at it, and send it."""
    if not (request.method == "POST" or einladen.takes_invitations(runde)):
        return _closed(request, runde)
    asked = _asked_for(request, runde)
    if not asked or len(asked) > HOECHSTENS:
        grund = f"Höchstens {HOECHSTENS} Einrichtungen auf einmal." if asked else "Sie haben keine Einrichtung gewählt."
        messages.error(request, f"{grund} Bitte wählen Sie aus, wen Sie einladen.")
        return redirect("v-rundeneinladung-auswahl", runde.pk)
    chosen = einladen.sort_out(runde, asked)
    keys = ",".join(str(one.pk) for one in asked)
    start = {"institutionen": keys, "betreff": f"Ihre Stellungnahme: {runde.titel}"[:250], "text": EINLADUNG}
    form = EinladungenForm(sent(request), initial=start)
    form.senden = _send_word(chosen)
    form.abbrechen = reverse("v-rundeneinladung-auswahl", args=(runde.pk,))
    if form.is_valid() and VORSCHAU not in request.POST:
        try:
            einladen.invite_all(runde, asked, form.brief(), by=request.user)
        except (NotOpen, NobodyLeft) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Die Einladungen sind auf dem Weg.")
            return redirect("v-rundeneinladung-list", runde.pk)
    eltern = _eltern(runde, ("Auswahl", form.abbrechen))
    more = {"gewaehlt": chosen, "titel": "Einladung schreiben", "eltern": eltern, "anzahl": len(chosen.neu)}
    return _page(request, runde, form, asked[0], more)


def _closed(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    messages.error(request, str(NotOpen()))
    return redirect("v-rundeneinladung-list", runde.pk)


def _send_word(chosen: einladen.Gewaehlt) -> str:
    """Say on the button what it does: without an address there is a link, and no mail."""
    if chosen.neu or not chosen.ohne_adresse:
        return f"{counted(len(chosen.neu), 'Einladung', 'Einladungen')} verschicken"
    return f"{counted(len(chosen.ohne_adresse), 'Link', 'Links')} anlegen"


def _asked_for(request: Request, runde: Beteiligungsrunde) -> list[Institution]:
    """Return whom the form names, or the address: single ones, or all that its filter finds."""
    rows = auswahl.institutions(runde)
    chosen = partial(_liste, request, runde)
    return carried(request, rows, chosen, name="institution", field="institutionen", most=HOECHSTENS)


@forms(may_enter, rounds)
def erinnern(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Remind those who have not commented."""
    rows = einladen.silent(runde).select_related("institution")
    anzahl = rows.count()
    start = {"betreff": f"Erinnerung: {runde.titel}"[:250], "text": ERINNERUNG}
    form = RundenbriefForm(sent(request), initial=start)
    form.senden = f"{counted(anzahl, 'Erinnerung', 'Erinnerungen')} verschicken"
    form.abbrechen = reverse("v-rundeneinladung-list", args=(runde.pk,))
    if form.is_valid() and VORSCHAU not in request.POST:
        try:
            einladen.remind(runde, form.brief(), by=request.user)
        except (NotOpen, NobodyLeft) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Die Erinnerungen sind auf dem Weg.")
            return redirect("v-rundeneinladung-list", runde.pk)
    first = rows.first()
    more = {"titel": "Erinnerung schreiben", "eltern": _eltern(runde), "anzahl": anzahl}
    return _page(request, runde, form, first.institution if first else None, more)


def _page(
    request: Request,
    runde: Beteiligungsrunde,
    form: RundenbriefForm,
    institution: Institution | None,
    more: dict[str, object],
) -> HttpResponse:
    """Show the form with the mail as one of them gets it; a refused one answers 422."""
    brief = form.brief()
    context: dict[str, object] = {"runde": runde, "form": form, "brief": None}
    if institution is not None:
        sample = Rundeneinladung(runde=runde, institution=institution, brief=brief, code="ihr-eigener-link")
        context["brief"] = {"betreff": brief.betreff, "text": briefe.preview(sample)}
    return render(request, VORDRUCK, context | more, status=422 if form.is_bound and form.errors else 200)


@moves(may_enter, rounds)
def erneut(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Try again what failed."""
    tried = einladen.again(runde, by=request.user)
    if tried:
        messages.success(request, f"{counted(tried, 'E-Mail wird', 'E-Mails werden')} noch einmal gesendet.")
    else:
        messages.info(request, "Hier ist keine E-Mail gescheitert, die sich noch einmal senden lässt.")
    return redirect("v-rundeneinladung-list", runde.pk)
