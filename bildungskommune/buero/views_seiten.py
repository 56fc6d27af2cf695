"""What the portal says about itself: the Kommune, its pages, and the barriers people reported."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.audit.log import record
from bildungskommune.einmal import einmal
from bildungskommune.seiten import farben
from bildungskommune.seiten import meldung as meldungen
from bildungskommune.seiten.models import FARBE, FARBE_FORM, Barrieremeldung, Kommune, Seite
from bildungskommune.ui.forms import Form, ModelForm
from bildungskommune.ui.paging import page


class KommuneForm(ModelForm):
    eigene_angaben = False

    class Meta:
        model = Kommune
        exclude = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["foerderhinweis"].help_text = "Steht am Fuß jeder Seite und in jedem PDF, solange er gilt."
        self.fields["farbe"].label = "Farbe des Landkreises"
        self.fields["farbe"].help_text = (
            f"Für Marke, Links, Knöpfe und Balken, als #rrggbb, zum Beispiel {FARBE}. Den Ton für die dunkle "
            "Darstellung berechnen wir daraus."
        )
        stelle = ("Wer ist zuständig?", "stelle", "amt", "strasse", "plz", "ort", "email", "telefon")
        foerderung = ("Förderung", "foerderhinweis", "foerderung_von", "foerderung_bis")
        self.layout("Name", "name", "portal", *stelle, "Startseite", "leitspruch", "vorspann", "farbe", *foerderung)

    def clean_farbe(self) -> str:
        """Refuse a colour in which links cannot be read; the light paper decides."""
        farbe = str(self.cleaned_data["farbe"])
        FARBE_FORM(farbe)
        if not farben.is_readable(farbe):
            ratio = f"{farben.contrast(farbe, farben.WEISS):.1f}".replace(".", ",")
            raise ValidationError(
                f"Diese Farbe ist zu hell: Ihr Kontrast auf Weiß ist {ratio} : 1, Links brauchen etwa 5 : 1. "
                "Bitte wählen Sie einen dunkleren Ton."
            )
        return farbe


class SeiteForm(ModelForm):
    class Meta:
        model = Seite
        fields = ("titel", "text", "oeffentlich")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 30
        self.fields["text"].help_text = (
            "Eine Zeile, die mit ## beginnt, ist eine Überschrift. - am Zeilenanfang macht einen Listenpunkt, "
            "**Wort** wird fett, [Wort](/adresse/) ein Link."
        )


class AntwortForm(Form):
    senden = "Antwort senden und Meldung abschließen"
    antwort = forms.CharField(label="Antwort", widget=forms.Textarea, max_length=5000)


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@einmal
def kommune(request: Request) -> HttpResponse:
    form = KommuneForm(request.POST or None, instance=Kommune.objects.current())
    if form.is_valid():
        record(request.user, "kommune.geaendert", form.save(), felder=form.changed_data)
        messages.success(request, "Die Einstellungen sind gespeichert.")
        return redirect("v-kommune")
    return render(request, "seiten/verwaltung/kommune.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@allow(is_stabsstelle)
def seite_list(request: Request) -> HttpResponse:
    return render(request, "seiten/verwaltung/liste.html", {"seite": page(request, Seite.objects.defer("text"))})


@require_http_methods(["GET", "POST"])
@load(lambda user: Seite.objects.all(), may=lambda user, seite: is_stabsstelle(user))
@einmal
def seite_edit(request: Request, seite: Seite) -> HttpResponse:
    titel = seite.titel
    form = SeiteForm(request.POST or None, instance=seite)
    if form.is_valid():
        record(request.user, "seite.geaendert", form.save(), felder=form.changed_data)
        messages.success(request, f"Die Seite „{seite.titel}“ ist gespeichert.")
        return redirect("v-seite-list")
    context = {"form": form, "seite": seite, "titel": titel}
    return render(request, "seiten/verwaltung/seite.html", context, status=422 if form.is_bound else 200)


@require_safe
@allow(is_stabsstelle)
def barriere_list(request: Request) -> HttpResponse:
    offen_zuerst = Barrieremeldung.objects.in_order()
    context = {"seite": page(request, offen_zuerst), "heute": timezone.localdate()}
    return render(request, "seiten/verwaltung/barrieren.html", context)


@require_http_methods(["GET", "POST"])
@load(lambda user: Barrieremeldung.objects.all(), may=lambda user, meldung: is_stabsstelle(user))
@einmal
def barriere(request: Request, meldung: Barrieremeldung) -> HttpResponse:
    """Show a report; the answer closes it and is mailed to the sender who left an address."""
    form = AntwortForm(request.POST or None)
    if form.is_valid() and meldung.beantwortet_am is None:
        meldungen.answer(meldung, form.cleaned_data["antwort"], by=request.user)
        messages.success(request, "Die Antwort ist eingetragen.")
        return redirect("v-barriere-list")
    context = {"form": form, "meldung": meldung, "heute": timezone.localdate()}
    return render(request, "seiten/verwaltung/barriere.html", context, status=422 if form.is_bound else 200)
