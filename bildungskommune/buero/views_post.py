"""The post: every mail as a row, with its state, its text and a way to try again."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.audit.log import record
from bildungskommune.einmal import einmal
from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from bildungskommune.ui.forms import FilterForm
from bildungskommune.ui.paging import page

ART = {
    Mail.Status.WARTET: "offen",
    Mail.Status.LAEUFT: "laeuft",
    Mail.Status.GESENDET: "gut",
    Mail.Status.GESCHEITERT: "warten",
}


class PostFilter(FilterForm):
    q = forms.CharField(label="Adresse oder Betreff", max_length=200)
    stand = forms.ChoiceField(label="Stand", choices=[("", "jeder Stand"), *Mail.Status.choices])


@require_safe
@allow(is_stabsstelle)
def post(request: Request) -> HttpResponse:
    form = PostFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    mails = Mail.objects.matching(asked.get("q", ""), asked.get("stand", "")).defer("text", "html", "anhang")
    seite = page(request, mails)
    return render(request, "post/liste.html", {"form": form, "seite": seite, "zeilen": [(m, _art(m)) for m in seite]})


def _art(mail: Mail) -> str:
    return ART[Mail.Status(mail.status)]


@require_safe
@load(lambda user: Mail.objects.defer("html", "anhang"), may=lambda user, mail: is_stabsstelle(user))
def mail(request: Request, mail: Mail) -> HttpResponse:
    return render(request, "post/mail.html", {"mail": mail, "art": _art(mail)})


@require_POST
@load(lambda user: Mail.objects.defer("text", "html", "anhang"), may=lambda user, mail: is_stabsstelle(user))
@einmal
def mail_retry(request: Request, mail: Mail) -> HttpResponse:
    """Put a mail that failed back into the queue; any other is left as it is."""
    if versand.retry(mail):
        record(request.user, "mail.wiederholt", mail)
        messages.success(request, "Die E-Mail wird noch einmal gesendet.")
    else:
        messages.info(request, f"Diese E-Mail ist nicht gescheitert. Ihr Stand: {mail.get_status_display()}.")
    return redirect("v-mail", mail.pk)
