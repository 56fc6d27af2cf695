"""The priorities of a Konzept: the scale it uses, and its Ziele in the order of that scale."""

from functools import partial

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from bildungskommune.access import Request
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Seite, edit, forms, opens, sent
from konzept import access, auswahl, prioritaeten
from konzept.drafting import priority_of
from konzept.forms import KonzeptSkalaForm
from konzept.links import konzept_url, krumen
from konzept.models import Konzept
from konzept.views_staff import STUFE

FRAGE = "Mit diesen Worten sagen Sie, wie wichtig ein Ziel ist. Was schon festgelegt ist, bleibt im Verlauf stehen."


@forms(access.may_edit_this, access.konzepte)
def skala_edit(request: Request, konzept: Konzept) -> HttpResponse:
    """Ask for the words of the scale, and where a word goes that falls away."""
    ziel = konzept.worte["ziel"]
    form = KonzeptSkalaForm(
        sent(request), instance=konzept, benutzt=prioritaeten.in_use(konzept), namen=(ziel.einzahl, ziel.mehrzahl_dativ)
    )
    seite = Seite("Skala der Prioritäten", krumen(konzept), ueber=konzept.titel, vorspann=FRAGE, stufe=STUFE)
    return edit(request, form, seite, konzept_url, rule=prioritaeten.change_scale)


@opens(access.may_open_this, access.konzepte)
def konzept_prioritaeten(request: Request, konzept: Konzept) -> HttpResponseBase:
    """Show the Ziele, the most important first."""
    liste = Liste(
        request,
        auswahl.ziele(konzept),
        auswahl.columns(konzept.worte),
        filter_by=partial(auswahl.PrioritaetFilter, konzept=konzept),
        name="ziele",
        titel=f"{konzept.worte['ziel'].mehrzahl} nach Priorität",
        sortiert="rang",
    )

    def context() -> dict[str, object]:
        return {
            "konzept": konzept,
            "worte": konzept.worte,
            "zeilen": [(ziel, priority_of(ziel)) for ziel in liste.seite],
            "may_edit": access.may_edit(request.user),
            "pfad": krumen(konzept),
        }

    return liste.answer("konzept/v_prioritaeten.html", context)
