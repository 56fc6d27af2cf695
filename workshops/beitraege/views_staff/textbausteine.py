"""The texts that the office uses again and again, and how often each stood in an answer."""

from django.db.models import QuerySet
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.liste import Liste, Spalte
from bildungskommune.werkbank.seiten import Seite, add, edit, forms, opens, sent
from workshops.access_staff import may_edit, may_edit_this
from workshops.beitraege.forms_staff import TextbausteinForm
from workshops.models import Textbaustein

SPALTEN: tuple[Spalte[Textbaustein], ...] = (
    Spalte("Titel", lambda row: row.titel, ("titel",), 40),
    Spalte("Text", lambda row: row.text, breite=80),
    Spalte("Verwendet", lambda row: row.verwendet, ("-verwendet",), 14),
    Spalte("Angeboten", lambda row: "ja" if row.angeboten else "nein", ("angeboten",), 14),
)


def _bausteine(user: Nutzer) -> QuerySet[Textbaustein]:
    return Textbaustein.objects.all()


def _to_list(thing: object) -> str:
    return reverse("v-textbaustein-list")


def _above() -> list[tuple[str, str]]:
    return [("Beiträge", reverse("v-beitrag-list")), ("Textbausteine", reverse("v-textbaustein-list"))]


@opens(may_edit)
def textbaustein_list(request: Request) -> HttpResponseBase:
    liste = Liste(request, Textbaustein.objects.all(), SPALTEN, name="textbausteine", sortiert="titel")
    return liste.answer("workshops/beitraege/verwaltung/textbausteine.html")


@forms(may_edit)
def textbaustein_new(request: Request) -> HttpResponse:
    seite = Seite("Neuer Textbaustein", _above())
    danke = "Der Textbaustein ist angelegt. Beim Begründen können Sie ihn jetzt übernehmen."
    return add(request, TextbausteinForm(sent(request)), seite, aendern.create, _to_list, danke=danke)


@forms(may_edit_this, _bausteine, first=may_edit)
def textbaustein_edit(request: Request, baustein: Textbaustein) -> HttpResponse:
    seite = Seite("Textbaustein bearbeiten", _above(), ueber=baustein.titel)
    return edit(request, TextbausteinForm(sent(request), instance=baustein), seite, _to_list)
