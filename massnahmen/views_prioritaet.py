"""The priorities of measures on the desk: one setting, the scale of a plan, and its measures in that order."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import may_read_all
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Seite, edit, forms, opens, sent, take
from massnahmen import access, prioritaeten, rangliste
from massnahmen.bestandteile.views import krumen, url
from massnahmen.forms import MassnahmePrioritaetForm, PlanSkalaForm
from massnahmen.models import Massnahme, Massnahmenplan, Massnahmenpriorisierung
from massnahmen.views_plan import krumen as plankrumen
from massnahmen.views_plan import plan_url, plans

FRAGE = (
    "Mit diesen Worten sagen Sie, wie wichtig eine Maßnahme ist. Was schon festgelegt ist, bleibt im Verlauf stehen. "
    "Steht eine Maßnahme in mehreren Plänen, gilt für sie die Skala des neuesten."
)


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def massnahme_prioritaet(request: Request, massnahme: Massnahme) -> HttpResponse:
    """Set a priority; what held before stays in the history."""
    form = MassnahmePrioritaetForm(
        sent(request),
        instance=Massnahmenpriorisierung(massnahme=massnahme),
        worte=prioritaeten.scale_of(massnahme),
    )

    def save() -> str:
        prioritaeten.prioritise(massnahme, **form.cleaned_data, by=request.user)
        return f"{url(massnahme)}#prioritaet"

    seite = Seite("Priorität festlegen", krumen(massnahme), ueber=str(massnahme))
    return take(request, form, seite, save, "Die Priorität ist festgelegt.")


@forms(access.may_edit_this, plans)
def plan_skala(request: Request, plan: Massnahmenplan) -> HttpResponse:
    """Ask for the words of the scale, and where a word goes that falls away."""
    worte = plan.worte["massnahme"]
    form = PlanSkalaForm(
        sent(request), instance=plan, benutzt=prioritaeten.in_use(plan), namen=(worte.einzahl, worte.mehrzahl_dativ)
    )
    seite = Seite(
        "Skala der Prioritäten", [*plankrumen(), (plan.titel, plan_url(plan))], ueber=plan.titel, vorspann=FRAGE
    )
    return edit(request, form, seite, plan_url, rule=prioritaeten.change_scale)


@opens(lambda user, plan: may_read_all(user), plans, first=may_read_all)
def plan_prioritaeten(request: Request, plan: Massnahmenplan) -> HttpResponseBase:
    """Show the measures of the plan, the most important first."""
    worte = plan.worte["massnahme"]
    liste = Liste(
        request,
        rangliste.massnahmen(plan),
        rangliste.columns(worte),
        filter_by=rangliste.RangFilter,
        name="massnahmen-nach-prioritaet",
        titel=f"{worte.mehrzahl} nach Priorität",
        sortiert="rang",
    )

    def context() -> dict[str, object]:
        rows = [(massnahme, prioritaeten.priority_of(massnahme)) for massnahme in liste.seite]
        return {"plan": plan, "worte": worte, "zeilen": rows, "may_edit": access.may_edit(request.user)}

    return liste.answer("massnahmen/verwaltung/prioritaeten.html", context)
