"""Small pages for the tests of the frame."""

import time
from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.template.response import TemplateResponse
from django.utils import timezone

from bildungskommune.once import once
from bildungskommune.seiten.models import Seite
from bildungskommune.tracing.faden import Station
from bildungskommune.ui import forms

ORTE = (
    *("Angern", "Ausleben", "Barleben", "Bülstringen", "Calvörde", "Colbitz", "Eilsleben", "Erxleben", "Flechtingen"),
    *("Haldensleben", "Hohe Börde", "Oschersleben", "Wanzleben-Börde", "Wolmirstedt", "Zielitz"),
)


class ProbeForm(forms.SpamschutzMixin, forms.Form):
    senden = "Verbindlich anmelden"

    name = django_forms.CharField(label="Vor- und Nachname", max_length=20)
    email = django_forms.EmailField(label="E-Mail-Adresse", help_text="Dorthin schicken wir den Link.")
    telefon = django_forms.CharField(label="Telefon", required=False)
    tag = django_forms.DateField(label="Tag", required=False)
    gruppe = django_forms.ChoiceField(
        label="Arbeitsgruppe",
        choices=[("1", "Nachmittags ankommen"), ("2", "Lernen kommt ins Dorf")],
        widget=django_forms.RadioSelect,
        help_text="Sie können später wechseln.",
    )
    gemeinde = django_forms.ChoiceField(label="Gemeinde", choices=[("", "---"), ("h", "Haldensleben")], required=False)
    themen = django_forms.MultipleChoiceField(
        label="Themen",
        choices=[("a", "Wege"), ("b", "Zeiten")],
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
    )
    orte = django_forms.MultipleChoiceField(
        label="Orte",
        choices=[(str(nr), ort) for nr, ort in enumerate(ORTE, start=1)],
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
    )
    bemerkung = django_forms.CharField(label="Bemerkung", widget=django_forms.Textarea, required=False)
    foto = django_forms.FileField(label="Foto", required=False)
    einverstanden = django_forms.BooleanField(label="Ich bin einverstanden", help_text="Sie können das widerrufen.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout("Wer kommt?", "name", "email", "telefon", "Was {wünschen} Sie?", "gruppe", "themen")


SCHRITTE = [
    Station("14 Karten, Thema „Wege und Fahrzeiten“", "Thema", "/t/", datum=date(2024, 6, 6)),
    Station("Kein Weg ist zu weit.", "Leitsatz 2", "/l/", grund="Elf weitere nennen das **auch**."),
    Station("Spätbus für Lernende", "Maßnahme 14", "/m/", stand="in Umsetzung", stand_art="laeuft"),
    Station("Der erste Spätbus fährt", "vorgesehen", stand="vorgesehen", stand_art="offen"),
]


@once
def count_up(request: HttpRequest) -> HttpResponse:
    """Make one row for each accepted POST; slow, so that two really meet."""
    if request.POST.get("falsch"):
        Seite.objects.create(slug="verworfen", titel="verworfen")
        return HttpResponse("Bitte prüfen", status=422)
    time.sleep(0.2)
    seite = Seite.objects.create(slug=f"s{time.time_ns()}", titel=request.POST.get("titel", "x"))
    return redirect(f"/{seite.slug}/")


def formular(request: HttpRequest) -> HttpResponse:
    form = ProbeForm(request.POST or None)
    if form.is_valid():
        return redirect("/danke/")
    return _page(request, {"form": form}, status=422 if form.is_bound else 200)


def stand(request: HttpRequest) -> HttpResponse:
    """Answer the progress bar that the work goes on."""
    return HttpResponse('<div data-fortschritt="/probe/stand/"><p class="fortschritt__wort">weiter</p></div>')


def bausteine(request: HttpRequest) -> HttpResponse:
    page = Paginator(range(200), 10).get_page(request.GET.get("seite"))
    werte = [(date(2024, 8, 1), 4), (date(2025, 8, 1), 4), (date(2026, 4, 30), 7)]
    meilensteine = [
        SimpleNamespace(datum=date(2025, 12, 10), titel="Startbeschluss", erreicht_am=date(2025, 12, 10)),
        SimpleNamespace(datum=date(2026, 8, 17), titel="Probebetrieb", erreicht_am=None),
        SimpleNamespace(datum=date(2027, 6, 30), titel="Entscheidung", erreicht_am=None),
    ]
    context = {
        "schritte": SCHRITTE,
        "page_obj": page,
        "werte": werte,
        "ziel": (date(2027, 6, 30), 18),
        "meilensteine": meilensteine,
        "heute": date(2026, 6, 4),
        "jetzt": timezone.now(),
    }
    return _page(request, context, vorlage=request.GET.get("vorlage", "basis"))


RUMPF = """{% load faden portal grafik texte verfahren crispy_forms_tags %}{% block titel %}Probe{% endblock %}
{% block stufen %}{% stufen_leiste hier=3 %}{% endblock %}
{% block inhalt %}<div class="satz inhaltsseite"><div class="seitenkopf">
{% brotkrumen "Start" "/" "Probe" %}<h1>Bausteine</h1>
<p class="vorspann">Alles, was eine Seite braucht.</p></div>
{% if form %}{% crispy form %}{% else %}
<p>{% zustand "beschlossen" "gut" %} {% zustand "verzögert" "warten" True %} {% zustand "läuft" "laeuft" %}</p>
<section class="abschnitt"><h2>Faden</h2>{% faden schritte "woher" %}{% faden schritte "wohin" "breit" %}</section>
<section class="abschnitt"><h2>Grafik</h2>{% verlauf_grafik werte ziel "Rückfahrten" "Standorte" %}
{% zeitstrahl meilensteine heute %}{% balken 120000 186000 %}</section>
<section class="abschnitt"><h2>Liste</h2>{% leer "Hier stehen die Termine." "/" "Termin anlegen" %}
{% seiten page_obj %}
{% fortschritt 3 10 "Seite 3 von 10" "/probe/stand/" %}</section>{% endif %}</div>{% endblock %}"""


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200, vorlage: str = "basis") -> HttpResponse:
    ordner = {"basis": "basis.html", "verwaltung": "verwaltung/basis.html"}[vorlage]
    template = engines["django"].from_string('{% extends "' + ordner + '" %}' + RUMPF)
    return TemplateResponse(request, template, context, status=status)
