"""Vorlagen and Beratungen on the desk."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.beteiligung import beschluss
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.auswahl import SPALTEN, VorlageFilter
from bildungskommune.beteiligung.forms import BeratungForm, BeschlussfassungForm, VorlageForm
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen import einfrieren
from bildungskommune.fassungen.access import may_work, workable
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.fassungen.views_staff import BESTELLT
from bildungskommune.once import Opening
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.formular import DeskForm
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, delete_page, forms, number, opens, sent, take

ANGELEGT = "Die Vorlage ist angelegt. Tragen Sie jetzt die Beratungen ein."
BESCHLUSSFASSUNG = (
    "Das Gremium hat den Text mit Änderungen beschlossen. Arbeiten Sie die Änderungen zuerst in den Entwurf ein, dann "
    "frieren Sie ihn hier ein. Veröffentlicht wird genau diese Beschlussfassung."
)
EINGETRAGEN = "Die Beratung ist gespeichert."


def _vorlagen(user: Nutzer) -> QuerySet[Vorlage]:
    return Vorlage.objects.all()


def _beratungen(user: Nutzer) -> QuerySet[Beratung]:
    return Beratung.objects.select_related("vorlage", "gremium")


def _krumen(vorlage: Vorlage | None = None) -> Krumen:
    way = [("Vorlagen", reverse("v-vorlage-list"))]
    return way if vorlage is None else [*way, (str(vorlage), _url(vorlage))]


def _url(vorlage: Vorlage) -> str:
    return reverse("v-vorlage-edit", args=(vorlage.pk,))


@opens(may_read_all)
def vorlage_list(request: Request) -> HttpResponseBase:
    """Show the Vorlagen with their Beratungen, last entered first."""
    rows = Vorlage.objects.with_beratungen().order_by("-pk")
    return Liste(request, rows, SPALTEN, filter_by=VorlageFilter, name="vorlagen").answer("beteiligung/liste.html")


@forms(is_stabsstelle)
def vorlage_new(request: Request) -> HttpResponse:
    wanted = number(request.GET.get("fassung"))
    form = VorlageForm(sent(request), initial={"fassungen": [wanted] if wanted else []})

    def save() -> str:
        vorlage = form.save(commit=False)
        with transaction.atomic():
            aendern.create(vorlage, by=request.user)
            form.save_m2m()
            beschluss.follow_all(vorlage.fassungen.all(), by=request.user)
        return _url(vorlage)

    return take(request, form, Seite("Neue Vorlage", _krumen()), save, ANGELEGT)


@forms(may_enter, _vorlagen)
def vorlage_edit(request: Request, vorlage: Vorlage) -> HttpResponse:
    mehr = {"vorlage": vorlage, "beratungen": vorlage.beratungen.select_related("gremium")}
    seite = Seite(str(vorlage), _krumen(), template="beteiligung/vorlage.html", mehr=mehr)
    form = VorlageForm(sent(request), instance=vorlage)

    def save() -> str:
        changed = form.save(commit=False)
        with transaction.atomic():
            carried = set(vorlage.fassungen.all())
            aendern.change(changed, form.felder, version=form.version, by=request.user)
            form.save_m2m()
            beschluss.follow_all(carried | set(vorlage.fassungen.all()), by=request.user)
        return _url(vorlage)

    return take(request, form, seite, _or_say(form, save))


def _or_say(form: DeskForm, save: Callable[[], str]) -> Callable[[], str]:
    """Let the form say why a result cannot be entered."""

    def say() -> str:
        try:
            return save()
        except beschluss.SchonVeroeffentlicht as refused:
            form.add_error(None, str(refused))
            return ""

    return say


@forms(may_enter, _vorlagen)
def beratung_new(request: Request, vorlage: Vorlage) -> HttpResponse:
    form = BeratungForm(sent(request), instance=Beratung(vorlage=vorlage))
    seite = Seite("Neue Beratung", _krumen(vorlage), ueber=str(vorlage), vorspann=vorlage.betreff)

    def save() -> str:
        beschluss.enter(form.save(commit=False), by=request.user)
        return _url(vorlage)

    return take(request, form, seite, _or_say(form, save), EINGETRAGEN)


@forms(may_enter, _beratungen)
def beratung_edit(request: Request, beratung: Beratung) -> HttpResponse:
    vorlage = beratung.vorlage
    seite = Seite(
        f"Beratung: {beratung}",
        _krumen(vorlage),
        ueber=str(vorlage),
        vorspann=vorlage.betreff,
        loeschen=reverse("v-beratung-loeschen", args=(beratung.pk,)),
    )
    form = BeratungForm(sent(request), instance=beratung)

    def save() -> str:
        changed = form.save(commit=False)
        beschluss.correct(changed, form.felder, version=form.version, by=request.user)
        return _url(vorlage)

    return take(request, form, seite, _or_say(form, save), EINGETRAGEN)


@forms(may_enter, _beratungen)
def beratung_loeschen(request: Request, beratung: Beratung) -> HttpResponse:
    """Ask, then take a Beratung away that was entered by mistake; its Fassungen follow."""
    vorlage = beratung.vorlage
    seite = Seite(
        "Beratung löschen", [*_krumen(vorlage), (str(beratung), reverse("v-beratung-edit", args=(beratung.pk,)))]
    )
    return delete_page(request, beratung, _url(vorlage), seite, rule=beschluss.remove)


def _opening(request: Request, fassung: Fassung) -> Opening:
    return einfrieren.opening(fassung.definition, fassung.objekt_id)


@forms(may_work, workable, within=_opening)
def beschlussfassung_new(request: Request, fassung: Fassung) -> HttpResponse:
    """Freeze the amended text of what was adopted with changes."""
    beratung = beschluss.open_decision(fassung)
    if beratung is None:
        return redirect("v-fassung", fassung.pk)
    what = definition(fassung.definition)
    objekt = what.model_class._default_manager.get(pk=fassung.objekt_id)
    own_day = what.stichtag(objekt)
    form = BeschlussfassungForm(sent(request), stichtag=own_day)
    is_long = einfrieren.is_long(fassung.definition, objekt)

    def save() -> str:
        stichtag = own_day or form.cleaned_data["stichtag"]
        if is_long:
            angaben = {"fassung": fassung.pk, "stichtag": stichtag}
            auftrag = einfrieren.order(fassung.definition, objekt, regel="beschluss", angaben=angaben, by=request.user)
            return reverse("v-einfrierauftrag", args=(auftrag.pk,))
        adopted = beschluss.freeze_adopted(fassung, stichtag=stichtag, by=request.user)
        return reverse("v-fassung", args=(adopted.pk,))

    seite = Seite(
        f"Beschlussfassung zu Fassung {fassung.nummer}",
        [("Veröffentlichungen", reverse("v-fassung-list")), (str(fassung), reverse("v-fassung", args=(fassung.pk,)))],
        ueber=beschluss.in_words(beratung),
        vorspann=BESCHLUSSFASSUNG,
        template="beteiligung/beschlussfassung.html",
        mehr={"beratung": beratung},
    )
    danke = "Die Beschlussfassung ist eingefroren. Sie kann veröffentlicht werden."
    return take(request, form, seite, save, BESTELLT if is_long else danke)
