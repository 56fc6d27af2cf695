"""Create and edit Reihen, places and workshops."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.liste import Liste, Spalte
from bildungskommune.werkbank.seiten import Seite, add, edit, forms, number, opens, sent, take
from workshops.access_staff import may_edit, may_edit_this, may_open
from workshops.models import Ort, Reihe, Workshop
from workshops.pages import any_workshop, krumen
from workshops.termine import planning
from workshops.termine.forms import OrtForm, ReiheForm, WorkshopForm

ORT_SPALTEN: tuple[Spalte[Ort], ...] = (
    Spalte("Ort", str, ("name", "raum"), 40),
    Spalte("Anschrift", lambda ort: ort.anschrift, ("ort", "strasse"), 50),
    Spalte("Barrierefreiheit", lambda ort: ", ".join(ort.ausstattung), breite=60),
)


def _orte(user: Nutzer) -> QuerySet[Ort]:
    return Ort.objects.all()


def _to_list(thing: object) -> str:
    return reverse("v-workshop-list")


def _to_places(ort: Ort) -> str:
    return reverse("v-ort-list")


def _to_workshop(workshop: Workshop) -> str:
    return reverse("v-workshop", args=(workshop.pk,))


@forms(may_edit)
def reihe_new(request: Request) -> HttpResponse:
    danke = "Die Reihe ist angelegt. Legen Sie jetzt ihren ersten Workshop an."
    form = ReiheForm(sent(request))
    return add(request, form, Seite("Neue Reihe", krumen()), planning.add_reihe, _to_list, danke=danke)


@forms(may_edit_this, Reihe.objects.visible_to, first=may_edit)
def reihe_edit(request: Request, reihe: Reihe) -> HttpResponse:
    seite = Seite("Reihe bearbeiten", krumen(), ueber=reihe.titel)
    form = ReiheForm(sent(request), instance=reihe)
    return edit(request, form, seite, _to_list, danke="Die Reihe ist gespeichert.")


@opens(may_edit)
def ort_list(request: Request) -> HttpResponseBase:
    liste = Liste(request, Ort.objects.order_by("name", "raum", "pk"), ORT_SPALTEN, name="orte")
    return liste.answer("workshops/termine/verwaltung/orte.html")


@forms(may_edit)
def ort_new(request: Request) -> HttpResponse:
    danke = "Der Ort ist angelegt. Sie können ihn jetzt bei jedem Workshop auswählen."
    seite = Seite("Neuer Ort", krumen(None, ("Orte", reverse("v-ort-list"))))
    return add(request, OrtForm(sent(request)), seite, planning.add_ort, _to_places, danke=danke)


@forms(may_edit_this, _orte, first=may_edit)
def ort_edit(request: Request, ort: Ort) -> HttpResponse:
    seite = Seite("Ort bearbeiten", krumen(None, ("Orte", reverse("v-ort-list"))), ueber=str(ort))
    form = OrtForm(sent(request), instance=ort)
    return edit(request, form, seite, _to_places, danke="Der Ort ist gespeichert.")


@forms(may_edit)
def workshop_new(request: Request) -> HttpResponse:
    danke = "Der Workshop ist angelegt. Öffnen Sie die Anmeldung, sobald alles stimmt."
    form = WorkshopForm(sent(request), initial={"reihe": number(request.GET.get("reihe"))})
    return add(request, form, Seite("Neuer Workshop", krumen()), planning.add_workshop, _to_workshop, danke=danke)


@forms(may_edit_this, any_workshop, first=may_open)
def workshop_copy(request: Request, workshop: Workshop) -> HttpResponse:
    """Make a workshop like this one at another time, with its programme and working groups."""
    seite = Seite("Workshop kopieren", krumen(workshop), ueber=workshop.titel)
    form = WorkshopForm(sent(request), initial=planning.for_a_copy(workshop))
    danke = "Der Workshop ist angelegt, mit Programm und Arbeitsgruppen. Öffnen Sie die Anmeldung, sobald alles stimmt."
    return add(request, form, seite, partial(planning.add_copy, of=workshop), _to_workshop, danke=danke)


@forms(may_edit_this, any_workshop, first=may_open)
def workshop_edit(request: Request, workshop: Workshop) -> HttpResponse:
    seite = Seite("Workshop bearbeiten", krumen(workshop), ueber=workshop.titel)
    form = WorkshopForm(sent(request), instance=workshop)

    def save() -> str:
        thing = form.save(commit=False)
        told = planning.change_workshop(thing, form.felder, version=form.version, by=request.user)
        form.save_m2m()
        mails = f" {told} Personen bekommen Zeit und Ort neu per E-Mail." if told else ""
        messages.success(request, f"Der Workshop ist gespeichert.{mails}")
        return _to_workshop(workshop)

    return take(request, form, seite, save, danke="")
