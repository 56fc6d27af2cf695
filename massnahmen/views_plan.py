"""Maßnahmenpläne: which measures belong to one, at which place and by which number, and its Fassungen."""

from functools import partial

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.paging import PARAMETER, page
from bildungskommune.werkbank.fortschreiben import FortschreibenForm
from bildungskommune.werkbank.notizblatt import beside
from bildungskommune.werkbank.seiten import Krumen, Seite, add, edit, forms, moves, opens, sent, take
from bildungskommune.werkbank.staende import way
from konzept.bezeichnungen import PLAN
from konzept.namensform import form_for
from konzept.namensseite import TITEL, VORSPANN, ask_for_names
from massnahmen import access, drafting, fortschreibung, plaetze
from massnahmen.bericht import turnus
from massnahmen.fassungen import KEY
from massnahmen.forms import PlanForm, PlatzForm
from massnahmen.listen import with_newest_report
from massnahmen.models import Massnahme, Massnahmenplan, Planplatz

BERICHTE = 6
"""So many of the last reports on a plan stand beside it."""
JE_SEITE = 100
PlanBezeichnungenForm = form_for(Massnahmenplan, PLAN)


def plans(user: Nutzer) -> QuerySet[Massnahmenplan]:
    return Massnahmenplan.objects.all()


def places(user: Nutzer) -> QuerySet[Planplatz]:
    return Planplatz.objects.select_related("plan", "massnahme")


@opens(may_read_all)
def plan_list(request: Request) -> HttpResponse:
    counted = Massnahmenplan.objects.annotate(anzahl=Count("massnahmen")).order_by("-created", "-pk")
    found = page(request, counted.select_related("konzept"))
    context = {"plaene": found, "darf_bearbeiten": access.may_edit(request.user)}
    return render(request, "massnahmen/verwaltung/plan_liste.html", context)


@opens(lambda user, plan: may_read_all(user), plans, first=may_read_all)
def plan(request: Request, plan: Massnahmenplan) -> HttpResponse:
    context = {
        "plan": plan,
        "worte": plan.worte,
        "massnahmen": page(request, with_newest_report(Massnahme.objects.of_plan(plan)), per_page=JE_SEITE),
        "nicht_oeffentlich": plan.massnahmen.filter(oeffentlich=False).count(),
        "fassungen": Fassung.objects.of(KEY, plan.pk).without_snapshot(),
        "termine": turnus.dates(plan),
        "berichte": plan.berichte.all()[:BERICHTE],
        "darf_bearbeiten": access.may_edit(request.user),
        "key": KEY,
        "verlaufweg": way(plan),
        "notizen": beside(request.user, plan),
    }
    return render(request, "massnahmen/verwaltung/plan.html", context)


@forms(access.may_edit)
def plan_new(request: Request) -> HttpResponse:
    seite, danke = Seite("Neuer Maßnahmenplan", krumen()), "Der Maßnahmenplan ist angelegt."
    return add(request, PlanForm(sent(request)), seite, drafting.add_plan, plan_url, danke=danke)


@forms(access.may_edit_this, plans)
def plan_fortschreiben(request: Request, plan: Massnahmenplan) -> HttpResponse:
    """Ask for a title, then begin the next plan."""
    form = FortschreibenForm(sent(request), initial={"titel": plan.titel})

    def save() -> str:
        return plan_url(fortschreibung.carry_on(plan, form.cleaned_data["titel"], by=request.user))

    vorspann = (
        "Es entsteht ein neuer Plan mit denselben Maßnahmen, ohne die verworfenen. Der bisherige bleibt, wie er ist, "
        "und gilt, bis der neue veröffentlicht ist."
    )
    seite = Seite("Fortschreiben", [*krumen(), (plan.titel, plan_url(plan))], ueber=plan.titel, vorspann=vorspann)
    return take(request, form, seite, save, "Die Fortschreibung ist angelegt.")


@forms(access.may_edit_this, plans)
def plan_edit(request: Request, plan: Massnahmenplan) -> HttpResponse:
    seite = Seite("Maßnahmenplan bearbeiten", [*krumen(), (plan.titel, plan_url(plan))], ueber=plan.titel)
    return edit(request, PlanForm(sent(request), instance=plan), seite, plan_url)


@forms(access.may_edit_this, plans)
def plan_bezeichnungen_edit(request: Request, plan: Massnahmenplan) -> HttpResponse:
    """Ask what the measures are called in this plan and how they are counted, and show how that will look."""
    form = PlanBezeichnungenForm(sent(request), instance=plan, benutzt={})
    vorspann = f"{VORSPANN} Die Nummer, die eine Maßnahme außerhalb des Plans hat, bleibt."
    seite = Seite(TITEL, [*krumen(), (plan.titel, plan_url(plan))], ueber=plan.titel, vorspann=vorspann)
    rule, changes = plaetze.change_names, partial(plaetze.changes, plan)
    return ask_for_names(request, form, seite, plan_url, rule=rule, changes=changes)


@forms(access.may_edit_this, places)
def platz_edit(request: Request, platz: Planplatz) -> HttpResponse:
    """Ask for the number of one measure in this plan."""
    plan = platz.plan
    name = str(platz.massnahme)
    seite = Seite("Nummer im Plan", [*krumen(), (plan.titel, _place_url(platz))], ueber=name, mehr={"ding": name})
    form = PlatzForm(sent(request), instance=platz)
    return edit(request, form, seite, _place_url, rule=plaetze.change, danke="Die Nummer ist gespeichert.")


@moves(access.may_edit_this, places)
def platz_verschieben(request: Request, platz: Planplatz) -> HttpResponse:
    try:
        plaetze.move(platz, request.POST, by=request.user)
    except plaetze.OrderChanged as refused:
        messages.error(request, str(refused))
    return redirect(_place_url(platz))


def krumen() -> Krumen:
    return [("Maßnahmen", reverse("v-massnahme-list")), ("Maßnahmenpläne", reverse("v-plan-list"))]


def plan_url(plan: Massnahmenplan) -> str:
    return reverse("v-plan", args=(plan.pk,))


def _place_url(platz: Planplatz) -> str:
    """Return where the place is shown: the part of the list it stands in."""
    seite = plaetze.before(platz) // JE_SEITE + 1
    return f"{plan_url(platz.plan)}{f'?{PARAMETER}={seite}' if seite > 1 else ''}#platz-{platz.pk}"
