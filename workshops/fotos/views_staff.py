"""The photos of a workshop at the desk: add, change, order, delete, and take away for good."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank import reihenfolge
from bildungskommune.werkbank.seiten import Krumen, Seite, delete_page, forms, moves, opens, sent, take
from workshops.access_staff import in_hand, may_edit_this, may_open, may_see_this, may_work_cards
from workshops.fotos import bestand
from workshops.fotos.forms import EntfernenForm, FotoForm
from workshops.fotos.views import deliver
from workshops.models import Workshop, Workshopfoto
from workshops.pages import any_workshop, krumen

MIT_BILD = "workshops/fotos/verwaltung/foto.html"


def _fotos(user: Nutzer) -> QuerySet[Workshopfoto]:
    found = Workshopfoto.objects.select_related("workshop", "bild")
    return found if may_read_all(user) else found.filter(workshop__in=in_hand(user))


def _may_see(user: Nutzer, foto: Workshopfoto) -> bool:
    return may_see_this(user, foto.workshop)


def _may_work(user: Nutzer, foto: Workshopfoto) -> bool:
    return may_work_cards(user, foto.workshop)


def _back(workshop: Workshop) -> str:
    return f"{reverse('v-dokumentation', args=(workshop.pk,))}#fotos"


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Dokumentation", reverse("v-dokumentation", args=(workshop.pk,))))


def _form(request: Request, foto: Workshopfoto) -> FotoForm:
    return FotoForm(sent(request), request.FILES or None, instance=foto)


def _what_goes(documentations: int) -> str:
    """Say what happens to a photo that so many frozen documentations show."""
    if not documentations:
        return "Es wird gelöscht. Zurückholen lässt es sich nicht."
    wo = plural(documentations, "einer eingefrorenen Dokumentation,{} eingefrorenen Dokumentationen")
    return (
        f"Es wird gelöscht und verschwindet aus {wo.format(documentations)}. Dort steht danach, wann es entfernt "
        "wurde, und die Dateien werden neu gesetzt. Zurückholen lässt es sich nicht."
    )


@opens(_may_see, _fotos, first=may_open)
def foto_file(request: Request, foto: Workshopfoto) -> HttpResponseBase:
    return deliver(request, foto.bild, cache="private")


@forms(may_work_cards, any_workshop, first=may_open)
def foto_new(request: Request, workshop: Workshop) -> HttpResponse:
    if bestand.is_full(workshop):
        messages.error(request, str(bestand.ZuViele()))
        return redirect(_back(workshop))
    form = _form(request, Workshopfoto(workshop=workshop))

    def save() -> str:
        try:
            bestand.add(form.save(commit=False), form.cleaned_data["foto"], by=request.user)
        except (bestand.ZuViele, bestand.SchonEntfernt) as refused:
            form.add_error("foto", str(refused))
        return _back(workshop)

    seite = Seite("Neues Foto", _eltern(workshop), ueber=workshop.titel)
    return take(request, form, seite, save, danke="Das Foto steht in der nächsten Dokumentation.")


@forms(_may_work, _fotos, first=may_open)
def foto_edit(request: Request, foto: Workshopfoto) -> HttpResponse:
    form = _form(request, foto)

    def save() -> str:
        data = form.cleaned_data
        try:
            bestand.change(
                form.save(commit=False), form.felder, version=form.version, by=request.user, content=data["foto"]
            )
        except bestand.SchonEntfernt as refused:
            form.add_error("foto", str(refused))
        return _back(foto.workshop)

    weg = reverse("v-foto-loeschen", args=(foto.pk,))
    seite = Seite(
        "Foto bearbeiten",
        _eltern(foto.workshop),
        ueber=foto.workshop.titel,
        loeschen=weg,
        template=MIT_BILD,
        mehr={"foto": foto},
    )
    return take(request, form, seite, save)


@moves(_may_work, _fotos, first=may_open)
def foto_move(request: Request, foto: Workshopfoto) -> HttpResponse:
    reihenfolge.rearrange(foto, foto.workshop.fotos.all(), request.POST, by=request.user)
    return redirect(_back(foto.workshop))


@forms(_may_work, _fotos, first=may_open)
def foto_delete(request: Request, foto: Workshopfoto) -> HttpResponse:
    seite = Seite(
        "Foto löschen?",
        _eltern(foto.workshop),
        vorspann="Eingefrorene Dokumentationen zeigen es weiter. Hat jemand die Einwilligung zurückgenommen, wählen "
        "Sie stattdessen „Für immer entfernen“.",
    )
    return delete_page(request, foto, _back(foto.workshop), seite)


@forms(may_edit_this, _fotos, first=may_open)
def foto_remove(request: Request, foto: Workshopfoto) -> HttpResponse:
    """Ask first: the picture goes from every Fassung, and nobody brings it back."""
    form, anzahl = EntfernenForm(sent(request)), bestand.documentations(foto.bild).count()

    def save() -> str:
        bestand.take_away(foto.bild, by=request.user, grund=form.cleaned_data["grund"])
        return _back(foto.workshop)

    seite = Seite(
        "Foto für immer entfernen",
        _eltern(foto.workshop),
        ueber=foto.workshop.titel,
        vorspann=_what_goes(anzahl),
        template=MIT_BILD,
        mehr={"foto": foto, "ding": str(foto)},
    )
    return take(request, form, seite, save, danke="Das Foto ist für immer entfernt.")
