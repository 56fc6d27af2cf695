"""Accounts of the office: who works here, with which role."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.konten import LastStabsstelle, check_somebody_stays
from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.audit.log import record
from bildungskommune.einmal import einmal
from bildungskommune.post import versand
from bildungskommune.ui.forms import ModelForm
from bildungskommune.ui.paging import page


class KontoForm(ModelForm):
    eigene_angaben = False

    class Meta:
        model = Konto
        fields = ("name", "email", "rolle", "stelle", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stelle"].help_text = "Ein Fachamt sieht und meldet die Maßnahmen, die seine Stelle führt."
        self.fields["is_active"].help_text = "Ohne Häkchen kann sich die Person nicht mehr anmelden."
        self.layout("Wer ist es?", "name", "email", "Was darf die Person?", "rolle", "stelle", "is_active")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if cleaned.get("rolle") == Konto.Rolle.FACHAMT and not cleaned.get("stelle"):
            self.add_error("stelle", "Bitte wählen Sie die Stelle. Ohne sie sieht ein Fachamt keine Maßnahmen.")
        if self.instance.pk and "rolle" in cleaned:
            self._keep_somebody(cleaned)
        return cleaned

    def _keep_somebody(self, cleaned: dict[str, Any]) -> None:
        wanted = Konto(pk=self.instance.pk, rolle=cleaned["rolle"], is_active=cleaned.get("is_active", False))
        try:
            check_somebody_stays(wanted)
        except LastStabsstelle as refused:
            raise forms.ValidationError(str(refused)) from refused


@require_safe
@allow(is_stabsstelle)
def konto_list(request: Request) -> HttpResponse:
    seite = page(request, Konto.objects.select_related("stelle").order_by("-is_active", "name"))
    return render(request, "konten/liste.html", {"seite": seite})


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@einmal
def konto_new(request: Request) -> HttpResponse:
    """Make an account and write to the person how to log in; nobody is given a password."""
    form = KontoForm(request.POST or None)
    if form.is_valid():
        konto = form.save(commit=False)
        konto.set_unusable_password()
        konto.save()
        record(request.user, "konto.angelegt", konto, rolle=konto.rolle)
        _welcome(konto)
        messages.success(request, f"Das Konto ist angelegt. {konto.email} bekommt den Weg zur Anmeldung per E-Mail.")
        return redirect("v-konto-list")
    context = {"form": form, "titel": "Neues Konto"}
    return render(request, "konten/formular.html", context, status=422 if form.is_bound else 200)


def _welcome(konto: Konto) -> None:
    text = (
        f"Guten Tag {konto.name},\n\n"
        f"Sie können jetzt in der Bildungskommune arbeiten, als {konto.get_rolle_display()}.\n\n"
        f"So melden Sie sich an: Öffnen Sie {settings.BASE_URL}{reverse('account_login')} und geben Sie diese "
        "E-Mail-Adresse ein. Sie bekommen jedes Mal einen Code per E-Mail; ein Kennwort brauchen Sie nicht.\n"
    )
    versand.enqueue_text(an=konto.email, betreff="Ihr Konto bei der Bildungskommune", text=text, anlass="konto")


@require_http_methods(["GET", "POST"])
@load(lambda user: Konto.objects.all(), may=lambda user, konto: is_stabsstelle(user))
@einmal
def konto_edit(request: Request, konto: Konto) -> HttpResponse:
    name = konto.name
    form = KontoForm(request.POST or None, instance=konto)
    if form.is_valid():
        konto = form.save()
        event = "konto.deaktiviert" if "is_active" in form.changed_data and not konto.is_active else "konto.geaendert"
        record(request.user, event, konto, felder=form.changed_data, rolle=konto.rolle)
        messages.success(request, f"Das Konto von {konto.name} ist gespeichert.")
        return redirect("v-konto-list")
    context = {"form": form, "titel": f"Konto von {name}"}
    return render(request, "konten/formular.html", context, status=422 if form.is_bound else 200)
