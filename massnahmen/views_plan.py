"""Maßnahmenpläne: which measures belong to one, and its Fassungen."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.einmal import einmal
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.paging import page
from massnahmen import access, planning
from massnahmen.fassungen import KEY
from massnahmen.forms import PlanForm
from massnahmen.listen import with_newest_report
from massnahmen.models import Massnahmenplan


def plans(user: Nutzer) -> QuerySet[Massnahmenplan]:
    return Massnahmenplan.objects.all()


@require_safe
@allow(may_read_all)
def plan_list(request: Request) -> HttpResponse:
    counted = Massnahmenplan.objects.annotate(anzahl=Count("massnahmen")).order_by("-created", "-pk")
    found = page(request, counted.select_related("konzept"))
    context = {"plaene": found, "darf_bearbeiten": access.may_edit(request.user)}
    return render(request, "massnahmen/verwaltung/plan_liste.html", context)


@require_safe
@allow(may_read_all)
@load(plans)
def plan(request: Request, plan: Massnahmenplan) -> HttpResponse:
    context = {
        "plan": plan,
        "massnahmen": page(request, with_newest_report(plan.massnahmen.all()), per_page=100),
        "nicht_oeffentlich": plan.massnahmen.filter(oeffentlich=False).count(),
        "fassungen": Fassung.objects.of(KEY, plan.pk).without_snapshot(),
        "darf_bearbeiten": access.may_edit(request.user),
        "key": KEY,
    }
    return render(request, "massnahmen/verwaltung/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(access.may_edit)
@einmal
def plan_new(request: Request) -> HttpResponse:
    form = PlanForm(access.sent(request))
    if form.is_valid():
        neu = form.save(commit=False)
        with transaction.atomic():
            planning.create_plan(neu, by=request.user)
            form.save_m2m()
        messages.success(request, "Der Maßnahmenplan ist angelegt.")
        return redirect("v-plan", neu.pk)
    context = {"form": form}
    return render(request, "massnahmen/verwaltung/plan_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(access.may_edit)
@load(plans)
@einmal
def plan_edit(request: Request, plan: Massnahmenplan) -> HttpResponse:
    form = PlanForm(access.sent(request), instance=plan)
    if form.is_valid():
        geaendert = form.save(commit=False)
        with transaction.atomic():
            planning.change_plan(geaendert, by=request.user)
            form.save_m2m()
        messages.success(request, "Die Änderungen sind gespeichert.")
        return redirect("v-plan", plan.pk)
    context = {"form": form, "plan": plan}
    return render(request, "massnahmen/verwaltung/plan_form.html", context, status=422 if form.is_bound else 200)
