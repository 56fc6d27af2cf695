"""The desk of invitations to a round: choose whom, write to them, see who answered, remind the silent."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.akteure.models import Institution
from bildungskommune.beteiligung import auswahl_einladung as auswahl
from bildungskommune.beteiligung import briefe, einladen
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.einladen import NotOpen
from bildungskommune.beteiligung.forms_einladung import EINLADUNG, ERINNERUNG, EinladungenForm, RundenbriefForm
from bildungskommune.beteiligung.models import Beteiligungsrunde, Rundeneinladung
from bildungskommune.beteiligung.models.einladung import Antwortstand
from bildungskommune.beteiligung.views_runde import crumbs, may_read, rounds
from bildungskommune.text import counted
from bildungskommune.ui import fortschritt
from bildungskommune.werkbank import sendung
from bildungskommune.werkbank.auswahl import kept_fields
from bildungskommune.werkbank.einladen import Gewaehlt, NobodyLeft
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, forms, moves, opens, sent


def _eltern(runde: Beteiligungsrunde, *more: tuple[str, str]) -> Krumen:
    return [*crumbs(runde), ("Einladungen", reverse("v-rundeneinladung-list", args=(runde.pk,))), *more]


@opens(may_read, rounds)
def einladung_list(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Show who is invited and who has answered; while mails are on their way, how far they are."""
    url = reverse("v-rundeneinladung-list", args=(runde.pk,))
    stand = sendung.sendestand(einladen.on_the_way(runde), url)
    if fortschritt.is_asked_for(request):
        return stand.part(request)
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
        shown = [(row, auswahl.link(row), wort.label, auswahl.ART[wort]) for row, wort in _with_stand(liste)]
        return {
            "runde": runde,
            "eltern": crumbs(runde),
            "zeilen": shown,
            "zahlen": Rundeneinladung.objects.filter(runde=runde).answers(),
            "zu_erinnern": einladen.silent(runde).count(),
            "stand": stand,
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
        per_page=sendung.PER_PAGE,
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
    asked = sendung.asked_for(request, auswahl.institutions(runde), partial(_liste, request, runde))
    if sendung.is_refused(request, asked):
        return redirect("v-rundeneinladung-auswahl", runde.pk)
    chosen = einladen.sort_out(runde, asked)
    start = {"institutionen": sendung.keys(asked), "betreff": f"Ihre Stellungnahme: {runde.titel}"[:250]}
    form = EinladungenForm(sent(request), initial=start | {"text": EINLADUNG})
    form.senden = _send_word(chosen)
    form.abbrechen = reverse("v-rundeneinladung-auswahl", args=(runde.pk,))

    def send() -> HttpResponse:
        einladen.invite_all(runde, asked, form.brief(), by=request.user)
        return sendung.on_the_way(request, "Die Einladungen sind auf dem Weg.", "v-rundeneinladung-list", runde.pk)

    more = {
        "gewaehlt": chosen,
        "titel": "Einladung schreiben",
        "eltern": _eltern(runde, ("Auswahl", form.abbrechen)),
        "anzahl": len(chosen.neu),
    }
    return sendung.sent_off(request, form, send, NotOpen, NobodyLeft) or _page(request, runde, form, asked[0], more)


def _closed(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    messages.error(request, str(NotOpen()))
    return redirect("v-rundeneinladung-list", runde.pk)


def _send_word(chosen: Gewaehlt) -> str:
    """Say on the button what it does: without an address there is a link, and no mail."""
    if chosen.neu or not chosen.ohne_adresse:
        return f"{counted(len(chosen.neu), 'Einladung', 'Einladungen')} verschicken"
    return f"{counted(len(chosen.ohne_adresse), 'Link', 'Links')} anlegen"


@forms(may_enter, rounds)
def erinnern(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Remind those who have not commented."""
    rows = einladen.silent(runde).select_related("institution")
    anzahl = rows.count()
    start = {"betreff": f"Erinnerung: {runde.titel}"[:250], "text": ERINNERUNG}
    form = RundenbriefForm(sent(request), initial=start)
    form.senden = f"{counted(anzahl, 'Erinnerung', 'Erinnerungen')} verschicken"
    form.abbrechen = reverse("v-rundeneinladung-list", args=(runde.pk,))

    def send() -> HttpResponse:
        einladen.remind(runde, form.brief(), by=request.user)
        return sendung.on_the_way(request, "Die Erinnerungen sind auf dem Weg.", "v-rundeneinladung-list", runde.pk)

    done = sendung.sent_off(request, form, send, NotOpen, NobodyLeft)
    if done is not None:
        return done
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
    """Show the form with the mail as one of them gets it."""
    brief = form.brief()
    context: dict[str, object] = {"runde": runde, "brief": None}
    if institution is not None:
        sample = Rundeneinladung(runde=runde, institution=institution, brief=brief, code="ihr-eigener-link")
        context["brief"] = {"betreff": brief.betreff, "text": briefe.preview(sample)}
    return sendung.shown(request, "beteiligung/v_einladung_schreiben.html", form, context | more)


@moves(may_enter, rounds)
def erneut(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Try again what failed."""
    tried = einladen.again(runde, by=request.user)
    if tried:
        messages.success(request, f"{counted(tried, 'E-Mail wird', 'E-Mails werden')} noch einmal gesendet.")
    else:
        messages.info(request, "Hier ist keine E-Mail gescheitert, die sich noch einmal senden lässt.")
    return redirect("v-rundeneinladung-list", runde.pk)
