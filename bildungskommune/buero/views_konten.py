"""Accounts of the office: who works here, with which role."""

from django.contrib.auth import update_session_auth_hash
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.konten import LastStabsstelle
from bildungskommune.accounts.models import FRIST, Konto, Zutritt
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.buero import konten
from bildungskommune.buero.access import may_keep
from bildungskommune.buero.formulare_haus import KontoForm
from bildungskommune.buero.listen import KONTEN, ZUTRITTE, KontoFilter, ZutrittFilter
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Krumen, Seite, add, forms, opens, sent, take

ANGELEGT = "Das Konto ist angelegt. Die Person erfährt per E-Mail, wie sie hineinkommt."


def _accounts(user: Nutzer) -> QuerySet[Konto]:
    return Konto.objects.all()


def _krumen() -> Krumen:
    return [("Einstellungen", reverse("v-kommune")), ("Konten", reverse("v-konto-list"))]


def _list_url(konto: Konto) -> str:
    return reverse("v-konto-list")


@opens(is_stabsstelle)
def konto_list(request: Request) -> HttpResponseBase:
    """Show all accounts, those that are switched off last."""
    rows = Konto.objects.select_related("stelle").order_by("-is_active", "name")
    return Liste(request, rows, KONTEN, filter_by=KontoFilter, name="konten").answer("konten/liste.html")


@opens(is_stabsstelle)
def zutritt_list(request: Request) -> HttpResponseBase:
    """Show who came in and who was refused, as long as it is kept."""
    rows = Zutritt.objects.select_related("konto")
    liste = Liste(request, rows, ZUTRITTE, filter_by=ZutrittFilter, name="zutritte", sortiert="-wann")
    return liste.answer("konten/zutritte.html", lambda: {"tage": FRIST.days})


@forms(is_stabsstelle)
def konto_new(request: Request) -> HttpResponse:
    seite = Seite("Neues Konto", _krumen())
    return add(request, KontoForm(sent(request)), seite, konten.add, _list_url, danke=ANGELEGT)


@forms(may_keep, _accounts)
def konto_edit(request: Request, konto: Konto) -> HttpResponse:
    seite = Seite(f"Konto von {konto.name}", _krumen())
    form = KontoForm(sent(request), instance=konto)

    def save() -> str:
        try:
            konten.change(form.save(commit=False), form.felder, version=form.version, by=request.user)
            if konto == request.user:
                update_session_auth_hash(request, konto)  # who corrects the own address goes on working
        except LastStabsstelle as refused:
            form.add_error(None, str(refused))
        return _list_url(konto)

    return take(request, form, seite, save)
