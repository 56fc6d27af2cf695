"""Fassungen on the desk: freeze, look, move on, publish, print."""

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.audit.models import Eintrag
from bildungskommune.audit.saetze import in_words
from bildungskommune.fassungen import darstellung, einfrieren, liste, namen, rules
from bildungskommune.fassungen.access import may_read, may_work, workable
from bildungskommune.fassungen.auswahl import SPALTEN, FassungFilter
from bildungskommune.fassungen.befunde import Pruefung
from bildungskommune.fassungen.forms import EinfrierenForm, SchrittForm, VeroeffentlichenForm, ZurueckziehenForm
from bildungskommune.fassungen.models import Fassung, Status
from bildungskommune.fassungen.registry import Definition, UnknownDefinition, definition
from bildungskommune.lifecycle import MoveRefused, ReasonMissing, move
from bildungskommune.once import Opening
from bildungskommune.ui import fortschritt
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, forms, moves, opens, sent, take

BY_HAND = frozenset({Status.BETEILIGUNG, Status.UEBERARBEITUNG})
"""States that a button sets: committees bring about some, and the pages for publishing and withdrawing the others."""
ZURUECKZIEHEN = (
    "Der Text ist danach nicht mehr lesbar. Unter seiner Adresse steht, was dort war, seit wann es nicht mehr gilt und "
    "warum. Sie können das rückgängig machen."
)
EINFRIEREN = (
    "Der Inhalt wird so festgehalten, wie er jetzt ist, mit Nummer und Prüfsumme. Danach ändert ihn niemand mehr; Sie "
    "arbeiten am Entwurf weiter und frieren bei Bedarf die nächste Fassung ein."
)

EINGEFROREN = "Die Fassung ist eingefroren. Ihr Inhalt ändert sich nicht mehr."
BESTELLT = "Das Dokument ist lang und wird nun eingefroren. Sie können inzwischen weiterarbeiten."


@opens(may_read_all)
def fassung_list(request: Request) -> HttpResponseBase:
    found = Liste(
        request,
        liste.on_the_desk(),
        SPALTEN,
        filter_by=FassungFilter,
        name="fassungen",
        sortiert="-eingefroren_am",
    )
    return found.answer(
        "fassungen/verwaltung/liste.html",
        lambda: {"zeilen": liste.rows(found.seite), "pruefung": Pruefung.objects.first()},
    )


def _working_document(key: str, objekt_pk: int) -> tuple[Definition, models.Model]:
    try:
        what = definition(key)
    except UnknownDefinition:
        raise Http404 from None
    return what, get_object_or_404(what.model_class, pk=objekt_pk)


def _opening(request: Request, key: str, objekt_pk: int) -> Opening:
    _working_document(key, objekt_pk)
    return einfrieren.opening(key, objekt_pk)


@forms(is_stabsstelle, within=_opening)
def fassung_new(request: Request, key: str, objekt_pk: int) -> HttpResponse:
    """Freeze a working document as its next Fassung."""
    what, objekt = _working_document(key, objekt_pk)
    form = EinfrierenForm(sent(request), arten=what.arten, stichtag=what.stichtag(objekt))

    is_long = einfrieren.is_long(key, objekt)

    def save() -> str:
        if is_long:
            auftrag = einfrieren.order(key, objekt, regel="arbeitstext", angaben=form.cleaned_data, by=request.user)
            return reverse("v-einfrierauftrag", args=(auftrag.pk,))
        fassung = rules.freeze(key, objekt, **form.cleaned_data, by=request.user)
        return reverse("v-fassung", args=(fassung.pk,))

    eltern = [("Veröffentlichungen", reverse("v-fassung-list"))]
    seite = Seite(f"Fassung einfrieren: {objekt}", eltern, ueber=what.name, vorspann=EINFRIEREN)
    return take(request, form, seite, save, BESTELLT if is_long else EINGEFROREN)


@opens(may_read, workable)
def fassung(request: Request, fassung: Fassung) -> HttpResponse:
    return render(request, "fassungen/verwaltung/fassung.html", _page(request, fassung))


def _page(request: Request, fassung: Fassung, fehler: str = "") -> dict[str, object]:
    auftrag = darstellung.auftrag_of(fassung)
    druck = darstellung.print_state(auftrag)
    return {
        "fassung": fassung,
        "stufe": darstellung.stage_name(fassung),
        "art": darstellung.art(fassung),
        "stationen": darstellung.stationen(fassung),
        "zuege": [status for status in fassung.moves() if status in BY_HAND],
        "kann_veroeffentlichen": Status.VEROEFFENTLICHT in fassung.moves() and not fassung.ist_zurueckgezogen,
        "kann_ausliegen": not fassung.ist_oeffentlich and not fassung.ist_zurueckgezogen,
        "geaendert": fassung.status == Status.GEAENDERT,
        "beschlussfassungen": fassung.beschlussfassungen.without_snapshot(),
        "ist_des_portals": liste.is_of_the_portal(fassung),
        "darf": may_work(request.user, fassung),
        "nennt_namen": namen.are_in(fassung),
        "stimmt": rules.verify(fassung),
        "druck": druck,
        "fertig": druck is not None and not druck.is_open and not druck.fehler,
        "pdf": liste.pdf_link(fassung),
        "seite_url": liste.link(fassung),
        "vorlagen": fassung.vorlagen.prefetch_related("beratungen__gremium"),
        "verlauf": in_words(Eintrag.objects.about(fassung).select_related("konto")[:20]),
        "fassung_pk": str(fassung.pk),
        "fehler": fehler,
    }


@moves(may_work, workable)
def fassung_move(request: Request, fassung: Fassung) -> HttpResponse:
    """Bring a Fassung into its next state; publishing has a page of its own."""
    form = SchrittForm(request.POST)
    nach = form.cleaned_data["nach"] if form.is_valid() else ""
    if nach not in BY_HAND:
        fehler = "Bitte wählen Sie einen der angebotenen Schritte."
        return render(request, "fassungen/verwaltung/fassung.html", _page(request, fassung, fehler), status=422)
    try:
        move(fassung, nach, by=request.user, grund=form.cleaned_data["grund"])
    except (MoveRefused, ReasonMissing) as refused:
        fassung.refresh_from_db(fields=["status", "status_seit", "status_grund"])
        return render(request, "fassungen/verwaltung/fassung.html", _page(request, fassung, str(refused)), status=422)
    messages.success(request, f"Fassung {fassung.nummer}: {fassung.get_status_display()}.")
    return redirect("v-fassung", fassung.pk)


def _krumen(fassung: Fassung) -> Krumen:
    return [("Veröffentlichungen", reverse("v-fassung-list")), (str(fassung), reverse("v-fassung", args=(fassung.pk,)))]


@forms(may_work, workable)
def fassung_publish(request: Request, fassung: Fassung) -> HttpResponse:
    """Ask, then publish: page, permanent link and PDF. What no committee adopted asks for a reason."""
    if Status.VEROEFFENTLICHT not in fassung.moves() or fassung.ist_zurueckgezogen:
        if request.method == "POST":
            refused = MoveRefused(fassung, Status.VEROEFFENTLICHT)
            return render(
                request, "fassungen/verwaltung/fassung.html", _page(request, fassung, str(refused)), status=422
            )
        return redirect("v-fassung", fassung.pk)
    warum = rules.why_not(fassung)
    form = VeroeffentlichenForm(sent(request), begruendet=bool(warum))
    form.senden = f"Fassung {fassung.nummer} veröffentlichen"

    def save() -> str:
        try:
            rules.publish(fassung, by=request.user, ohne_beschluss=form.cleaned_data.get("ohne_beschluss", ""))
        except (MoveRefused, rules.NotAdopted) as refused:
            form.add_error(None, str(refused))
        return reverse("v-fassung", args=(fassung.pk,))

    seite = Seite(
        f"Fassung {fassung.nummer} veröffentlichen?",
        _krumen(fassung),
        ueber=f"{darstellung.stage_name(fassung)}, {fassung.titel}",
        template="fassungen/verwaltung/veroeffentlichen.html",
        mehr={
            "fassung": fassung,
            "vorige": rules.earlier(fassung).first(),
            "warum": warum,
            "gesperrt": rules.in_the_way(fassung),
        },
    )
    danke = f"Fassung {fassung.nummer} ist veröffentlicht. Das PDF wird jetzt gesetzt."
    return take(request, form, seite, save, danke)


@forms(may_work, workable)
def fassung_withdraw(request: Request, fassung: Fassung) -> HttpResponse:
    """Ask for the reason, then take a public Fassung back."""
    if Status.ZURUECKGEZOGEN not in fassung.moves():
        return redirect("v-fassung", fassung.pk)
    form = ZurueckziehenForm(sent(request))

    def save() -> str:
        try:
            rules.withdraw(fassung, form.cleaned_data["grund"], by=request.user)
        except (MoveRefused, ReasonMissing) as refused:
            form.add_error(None, str(refused))
        return reverse("v-fassung", args=(fassung.pk,))

    seite = Seite(
        f"Fassung {fassung.nummer} zurückziehen?",
        _krumen(fassung),
        ueber=f"{darstellung.stage_name(fassung)}, {fassung.titel}",
        vorspann=ZURUECKZIEHEN,
    )
    return take(request, form, seite, save, f"Fassung {fassung.nummer} ist zurückgezogen.")


@moves(may_work, workable)
def fassung_restore(request: Request, fassung: Fassung) -> HttpResponse:
    """Undo a withdrawal."""
    try:
        rules.restore(fassung, by=request.user)
    except MoveRefused as refused:
        return render(request, "fassungen/verwaltung/fassung.html", _page(request, fassung, str(refused)), status=422)
    messages.success(request, f"Fassung {fassung.nummer} ist wieder öffentlich: {fassung.get_status_display()}.")
    return redirect("v-fassung", fassung.pk)


@moves(may_work, workable)
def fassung_show_first(request: Request, fassung: Fassung) -> HttpResponse:
    """Let the portal show the document of this Fassung first."""
    rules.show_first(fassung, by=request.user)
    messages.success(request, f"Das Portal zeigt jetzt „{fassung.titel}“ zuerst.")
    return redirect("v-fassung", fassung.pk)


@moves(may_work, workable)
def fassung_print(request: Request, fassung: Fassung) -> HttpResponse:
    """Order the PDF, or order it again after a failure."""
    rules.order_print(fassung, by=request.user)
    return redirect("v-fassung", fassung.pk)


@moves(may_work, workable)
def fassung_print_cancel(request: Request, fassung: Fassung) -> HttpResponse:
    """Call the print off."""
    if rules.cancel_print(fassung, by=request.user):
        messages.success(request, "Der Druck ist abgebrochen.")
    else:
        messages.info(request, "Der Druck war schon zu Ende, bevor Sie ihn abgebrochen haben.")
    return redirect("v-fassung", fassung.pk)


@opens(may_read, workable)
def fassung_progress(request: Request, fassung: Fassung) -> HttpResponse:
    """Answer the part of the page that is asked for while the PDF is set."""
    context = _page(request, fassung)
    druck = context["druck"]
    is_open = isinstance(druck, darstellung.Druckstand) and druck.is_open
    return fortschritt.part(request, "fassungen/verwaltung/_druck.html", context, offen=is_open)
