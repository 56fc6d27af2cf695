"""The post: every mail as a row, with its state, its text and a way to try again."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.audit.log import record
from bildungskommune.buero.access import may_keep
from bildungskommune.buero.listen import POST, PostFilter
from bildungskommune.post import mailmuster, rahmen, versand
from bildungskommune.post.models import Mail
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import moves, opens

BRIEF = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox allow-popups"
"""The policy for the HTML part of a mail: nothing of it runs, and it belongs to no page of the portal."""
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


def _with_its_shape(user: Nutzer) -> QuerySet[Mail]:
    return Mail.objects.defer("html", "anhang").annotate(hat_html=~Q(html=""))


@opens(may_keep, _with_its_shape)
def mail(request: Request, mail: Mail) -> HttpResponse:
    """Show a mail; the text of one that opens an account is its recipient's alone."""
    context = {"mail": mail, "art": _art(mail), "hat_html": getattr(mail, "hat_html", False)}
    return render(request, "post/mail.html", context)


@moves(may_keep, _rows)
def mail_retry(request: Request, mail: Mail) -> HttpResponse:
    """Put a mail that failed back into the queue; any other is left as it is."""
    if versand.retry(mail):
        record(request.user, "mail.wiederholt", mail)
        messages.success(request, "Die E-Mail wird noch einmal gesendet.")
    else:
        messages.info(request, f"Diese E-Mail ist nicht gescheitert. Ihr Stand: {mail.get_status_display()}.")
    return redirect("v-mail", mail.pk)


@opens(is_stabsstelle)
def muster_list(request: Request) -> HttpResponse:
    return render(request, "post/muster_liste.html", {"alle": mailmuster.mailmuster.collect()})


@opens(is_stabsstelle)
def muster(request: Request, template: str) -> HttpResponse:
    one = _muster(template)
    return render(request, "post/muster.html", {"muster": one, "text": one.parts()[0].strip()})


@opens(is_stabsstelle)
def muster_html(request: Request, template: str) -> HttpResponse:
    return _as_document(_muster(template).parts()[1])


def _muster(template: str) -> mailmuster.Mailmuster:
    try:
        return mailmuster.find(template)
    except mailmuster.UnknownMuster as unknown:
        raise Http404 from unknown


@opens(may_keep, lambda user: Mail.objects.defer("text", "anhang"))
def mail_html(request: Request, mail: Mail) -> HttpResponse:
    """Show the HTML part of a mail, but of one that opens an account."""
    if mail.is_private or not mail.html:
        raise Http404
    return _as_document(mail.html)


def _as_document(html: str) -> HttpResponse:
    """Return a mail as a page of its own: closed off, but with the styles that a mail carries in itself."""
    return HttpResponse(rahmen.shown(html), headers={"Content-Security-Policy": BRIEF})
