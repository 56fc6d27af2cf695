"""The post: every mail as a row, with its state, its text and a way to try again."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.audit.log import record
from bildungskommune.buero.access import may_keep
from bildungskommune.buero.listen import POST, PostFilter
from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import moves, opens

ART = {
    Mail.Status.WARTET: "offen",
    Mail.Status.LAEUFT: "laeuft",
    Mail.Status.GESENDET: "gut",
    Mail.Status.GESCHEITERT: "warten",
}


def _rows(user: Nutzer) -> QuerySet[Mail]:
    return Mail.objects.defer("text", "html", "anhang")


@opens(is_stabsstelle)
def post(request: Request) -> HttpResponseBase:
    liste = Liste(request, _rows(request.user), POST, filter_by=PostFilter, name="post", sortiert="-created")
    return liste.answer("post/liste.html", lambda: {"zeilen": [(mail, _art(mail)) for mail in liste.seite]})


def _art(mail: Mail) -> str:
    return ART[Mail.Status(mail.status)]


@opens(may_keep, lambda user: Mail.objects.defer("html", "anhang"))
def mail(request: Request, mail: Mail) -> HttpResponse:
    """Show a mail; the text of one that opens an account is its recipient's alone."""
    return render(request, "post/mail.html", {"mail": mail, "art": _art(mail)})


@moves(may_keep, _rows)
def mail_retry(request: Request, mail: Mail) -> HttpResponse:
    """Put a mail that failed back into the queue; any other is left as it is."""
    if versand.retry(mail):
        record(request.user, "mail.wiederholt", mail)
        messages.success(request, "Die E-Mail wird noch einmal gesendet.")
    else:
        messages.info(request, f"Diese E-Mail ist nicht gescheitert. Ihr Stand: {mail.get_status_display()}.")
    return redirect("v-mail", mail.pk)
