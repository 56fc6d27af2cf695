"""Comments on the desk: read, enter what came on paper, release, keep back."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.models import Eintrag
from bildungskommune.audit.saetze import in_words
from bildungskommune.beteiligung import anhaenge, einreichen
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.forms_runde import AbsenderForm, AnmerkungForm, ErfassenForm, GrundForm
from bildungskommune.beteiligung.models import Anhang, Beteiligungsrunde, Stellungnahme
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.beteiligung.views_runde import crumbs, may_read, rounds
from bildungskommune.lifecycle import MoveRefused
from bildungskommune.werkbank.seiten import Krumen, Seite, edit, forms, moves, opens, sent, take


def comments(user: Nutzer) -> QuerySet[Stellungnahme]:
    known = Stellungnahme.objects.numbered().select_related("runde__fassung", "erfasst_von", "institution")
    return known.defer("runde__fassung__snapshot")


def files(user: Nutzer) -> QuerySet[Anhang]:
    return Anhang.objects.select_related("stellungnahme")


def address(stellungnahme: Stellungnahme) -> str:
    return reverse("v-stellungnahme", args=(stellungnahme.pk,))


def _way(stellungnahme: Stellungnahme) -> Krumen:
    return [*crumbs(stellungnahme.runde), (str(stellungnahme), address(stellungnahme))]


def _which(stellungnahme: Stellungnahme) -> str:
    return f"{stellungnahme}, {stellungnahme.runde.titel}"


@opens(may_read, comments)
def stellungnahme(request: Request, stellungnahme: Stellungnahme) -> HttpResponse:
    stellen = Stellen(stellungnahme.runde.fassung)
    context = {
        "stellungnahme": stellungnahme,
        "runde": stellungnahme.runde,
        "stellen": stellen,
        "anmerkungen": [(one, stellen.words(one.teil, one.absatz)) for one in stellungnahme.anmerkungen.all()],
        "anhaenge": list(stellungnahme.anhaenge.all()),
        "darf": may_enter(request.user, stellungnahme),
        "verlauf": in_words(Eintrag.objects.about(stellungnahme).select_related("konto")[:20]),
    }
    return render(request, "beteiligung/v_stellungnahme.html", context)


@forms(may_enter, rounds)
def stellungnahme_enter(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Enter a comment that came otherwise."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ErfassenForm(*data, stellen=Stellen(runde.fassung))

    def save() -> str:
        try:
            entered = einreichen.enter(
                runde,
                form.absender(),
                form.eingang(),
                form.stimme(),
                form.cleaned_data["anlagen"],
                by=request.user,
            )
        except anhaenge.FileRefused as refused:
            form.add_error("anlagen", str(refused))
            return ""
        return address(entered)

    seite = Seite("Stellungnahme eintragen", crumbs(runde), ueber=runde.titel)
    danke = "Die Stellungnahme ist eingetragen. Ihr Code steht unten; auf ihm beruht die Seite mit der Antwort."
    return take(request, form, seite, save, danke)


@forms(may_enter, comments)
def stellungnahme_more(request: Request, stellungnahme: Stellungnahme) -> HttpResponse:
    """Add a remark to a comment."""
    form = AnmerkungForm(sent(request), stellen=Stellen(stellungnahme.runde.fassung))

    def save() -> str:
        try:
            einreichen.enter_more(stellungnahme, form.stimme(), by=request.user)
        except einreichen.TooManyRemarks as refused:
            form.add_error(None, str(refused))
        return address(stellungnahme)

    seite = Seite("Anmerkung eintragen", _way(stellungnahme), ueber=_which(stellungnahme))
    return take(request, form, seite, save, "Die Anmerkung ist eingetragen.")


@forms(may_enter, comments)
def stellungnahme_edit(request: Request, stellungnahme: Stellungnahme) -> HttpResponse:
    """Correct who a comment is from."""
    form = AbsenderForm(sent(request), instance=stellungnahme)
    seite = Seite("Angaben zur Person", _way(stellungnahme), vorspann="Am Wortlaut ändert niemand etwas.")
    return edit(request, form, seite, address, rule=einreichen.correct)


@moves(may_enter, comments)
def stellungnahme_release(request: Request, stellungnahme: Stellungnahme) -> HttpResponse:
    """Let the public read a comment."""
    einreichen.release(stellungnahme, by=request.user)
    messages.success(request, f"{stellungnahme} ist freigegeben.")
    return redirect(address(stellungnahme))


@forms(may_enter, comments)
def stellungnahme_hide(request: Request, stellungnahme: Stellungnahme) -> HttpResponse:
    """Ask why, then keep a comment from the public."""
    form = GrundForm(sent(request), senden="Nicht öffentlich zeigen", hilfe="Steht auf der Seite zum Code.")

    def save() -> str:
        einreichen.hide(stellungnahme, form.cleaned_data["grund"], by=request.user)
        return address(stellungnahme)

    seite = Seite(
        "Nicht öffentlich zeigen?",
        _way(stellungnahme),
        ueber=_which(stellungnahme),
        vorspann="Beantwortet wird sie trotzdem. Etwa, wenn sie Angaben über Dritte enthält oder jemanden beleidigt.",
    )
    return take(request, form, seite, save, f"{stellungnahme} steht nicht öffentlich.")


@moves(may_enter, comments)
def stellungnahme_withdraw(request: Request, stellungnahme: Stellungnahme) -> HttpResponse:
    """Note that its author has taken a comment back."""
    try:
        einreichen.withdraw(stellungnahme, by=request.user)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"{stellungnahme} ist als zurückgezogen vermerkt.")
    return redirect(address(stellungnahme))


@opens(may_read, files)
def anhang(request: Request, anhang: Anhang) -> HttpResponseBase:
    """Hand out a file, never to be opened in the page."""
    try:
        content = cast("BinaryIO", anhang.datei.open("rb"))
    except FileNotFoundError:
        raise Http404("Die Datei fehlt im Speicher.") from None
    response = FileResponse(content, as_attachment=True, filename=anhang.name, content_type=anhaenge.media_type(anhang))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
