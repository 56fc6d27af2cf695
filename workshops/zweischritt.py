"""Into a list by two steps, out of it by one: a secret in a mail confirms, a signed link in every later one leaves."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.core import signing
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bildungskommune import addresses, throttle
from bildungskommune.access import Request
from bildungskommune.geheimnis import View, could_be, digest, new, private
from bildungskommune.once import SAME_PAGE, once
from bildungskommune.throttle import guard
from workshops import limits
from workshops.models.bestaetigung import Bestaetigung

B = TypeVar("B", bound=Bestaetigung)
M = TypeVar("M", bound=models.Model)
T = TypeVar("T")
FORM = ["GET", "HEAD", "POST"]


class LinkExpired(Exception):
    """The link in the mail confirms no longer."""

    def __init__(self) -> None:
        super().__init__("Der Link ist abgelaufen. Bitte tragen Sie sich noch einmal ein.")


def ask_again(row: Bestaetigung, einwilligung: str, now: datetime) -> str:
    """Store the row with a new secret and return it; what an earlier one opened it opens no more."""
    secret = new()
    row.einwilligung_text, row.angefragt_am, row.hash = einwilligung, now, digest(secret)
    row.save()
    return secret


def find(rows: QuerySet[B], secret: str) -> B | None:
    """Return whom the link in the mail would confirm, or has confirmed."""
    return rows.filter(hash=digest(secret)).first() if could_be(secret) else None


def confirm(row: B, now: datetime, noted: Callable[[B], object]) -> None:
    """Note that the mailbox has agreed, and call `noted` with it; again changes nothing. Raises LinkExpired."""
    with transaction.atomic():
        fresh = type(row)._default_manager.select_for_update().get(pk=row.pk)
        if fresh.bestaetigt_am is not None:
            return
        if not fresh.can_be_confirmed(now):
            raise LinkExpired
        fresh.bestaetigt_am = now
        fresh.save(update_fields=["bestaetigt_am"])
        noted(fresh)


def leaving(name: str, row: models.Model, salz: str) -> str:
    """Return the address behind which one click takes this row off."""
    return addresses.page(name, signing.dumps(row.pk, salt=salz))


def find_leaving(rows: QuerySet[M], token: str, salz: str, kept_as: Callable[[int], int] = int) -> M | None:
    """Return whom such a link takes off, None when they are off already. Raises Http404 when we did not write it.

    `kept_as` says under which key the row of the link is kept now.
    """
    try:
        key: int = signing.loads(token, salt=salz)
    except signing.BadSignature as error:
        raise Http404 from error
    return rows.filter(pk=kept_as(key)).first()


def confirm_view(find: Callable[[str], B | None], agree: Callable[[B], None], template: str) -> View:
    """Return the page behind the link that confirms: it asks, and confirms by POST alone, as programs open links."""

    @private
    @require_http_methods(FORM)
    @guard(lambda: limits.CHANGES)
    @once
    def confirming(request: Request, secret: str) -> HttpResponseBase:
        if throttle.is_exceeded(request, limits.UNKNOWN_SECRETS):
            return throttle.too_many(request, limits.UNKNOWN_SECRETS)
        row = find(secret)
        if row is None:
            throttle.count(request, limits.UNKNOWN_SECRETS)
            raise Http404
        if request.method == "POST":
            try:
                agree(row)
            except LinkExpired as refusal:
                return render(request, template, {"eintrag": row, "grund": str(refusal)}, status=422)
            return redirect(SAME_PAGE)
        return render(request, template, {"eintrag": row})

    return confirming


def leave_view(find: Callable[[str], T | None], leave: Callable[[T], None], template: str) -> View:
    """Return the page behind the link that ends mails: it asks by GET and ends them by POST, also for who is off.

    What `find` returns is empty for who is off.
    """

    # A mail program sends this POST without having seen a page of ours (RFC 8058); the signed link is the key.
    @csrf_exempt
    @private
    @require_http_methods(FORM)
    @guard(lambda: limits.CHANGES)
    def leaving_page(request: Request, token: str) -> HttpResponse:
        row = find(token)
        if request.method == "POST" and row:
            leave(row)
            row = None
        return render(request, template, {"eintrag": row})

    return leaving_page
