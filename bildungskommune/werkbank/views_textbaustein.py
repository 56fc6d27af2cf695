"""The texts that the office uses again and again, how often each stood in an answer, and where."""

from typing import Any

from django import forms as django_forms
from django.db.models import QuerySet
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.bausteine import fundorte
from bildungskommune.werkbank.formular import DeskForm
from bildungskommune.werkbank.liste import Liste, Spalte
from bildungskommune.werkbank.seiten import Seite, add, edit, forms, opens, sent
from bildungskommune.werkbank.textbaustein import Textbaustein

SPALTEN: tuple[Spalte[Textbaustein], ...] = (
    Spalte("Titel", lambda row: row.titel, ("titel",), 40),
    Spalte("Text", lambda row: row.text, breite=80),
    Spalte("Verwendet", lambda row: row.verwendet, ("-verwendet",), 14),
    Spalte("Angeboten", lambda row: "ja" if row.angeboten else "nein", ("angeboten",), 14),
)


class TextbausteinForm(DeskForm):
    class Meta:
        model = Textbaustein
        fields = ("titel", "text", "angeboten")
        widgets = {"text": django_forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "titel": "So steht er in der Auswahl, zum Beispiel „Sache des Landes“.",
            "text": "Ein Satz, der für viele Antworten stimmt. Was den einzelnen Fall betrifft, schreiben Sie beim "
            "Begründen dazu. Was schon in Antworten steht, ändert sich nicht mehr.",
        }


def _bausteine(user: Nutzer) -> QuerySet[Textbaustein]:
    return Textbaustein.objects.all()


def _may_edit(user: Nutzer, baustein: Textbaustein) -> bool:
    return is_stabsstelle(user)


def _to_list(thing: Any) -> str:
    return reverse("v-textbaustein-list")


def _above() -> list[tuple[str, str]]:
    return [("Textbausteine", reverse("v-textbaustein-list"))]


@opens(is_stabsstelle)
def textbaustein_list(request: Request) -> HttpResponseBase:
    liste = Liste(request, Textbaustein.objects.all(), SPALTEN, name="textbausteine", sortiert="titel")
    return liste.answer("werkbank/textbausteine.html")


@forms(is_stabsstelle)
def textbaustein_new(request: Request) -> HttpResponse:
    seite = Seite("Neuer Textbaustein", _above())
    danke = "Der Textbaustein ist angelegt. Beim Begründen können Sie ihn jetzt übernehmen."
    return add(request, TextbausteinForm(sent(request)), seite, aendern.create, _to_list, danke=danke)


@forms(_may_edit, _bausteine, first=is_stabsstelle)
def textbaustein_edit(request: Request, baustein: Textbaustein) -> HttpResponse:
    """Change a block, beside the places where it stands; what stands there stays."""
    found = [one for one in fundorte.collect(baustein.text, request.user) if one.anzahl]
    seite = Seite(
        "Textbaustein bearbeiten",
        _above(),
        ueber=baustein.titel,
        template="werkbank/textbaustein.html",
        mehr={"fundorte": found, "verwendet": baustein.verwendet},
    )
    return edit(request, TextbausteinForm(sent(request), instance=baustein), seite, _to_list)
