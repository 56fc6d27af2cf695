"""Sessions: how long one lasts, where somebody is logged in, and how that ends.

One ends by rest with Django's own expiry (`SESSION_REST_MINUTES`), and `SESSION_HOURS` after its log-in at the latest.
What it holds is packed and signed, so no query finds it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db import IntegrityError, models, transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from bildungskommune.accounts.models import Konto, Sitzung

BEGINN, GESEHEN = "sitzung_beginn", "sitzung_gesehen"
TAKT = 60
"""So many seconds apart it is noted that somebody is still there."""
BROWSER = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEME = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS X", "macOS"), ("Linux", "Linux")),
)
"""What a browser says of itself, and how people call it; the first that fits."""


def found(wanted: Callable[[Mapping[str, Any]], bool]) -> Iterator[Session]:
    """Return the sessions whose content is wanted."""
    return (session for session in Session.objects.iterator() if wanted(session.get_decoded()))


def end(wanted: Callable[[Mapping[str, Any]], bool]) -> int:
    """End these sessions. Returns how many."""
    return _end(Session.objects.filter(pk__in=[session.pk for session in found(wanted)]))


def _end(sessions: "models.QuerySet[Session]") -> int:
    _, kinds = sessions.delete()
    return kinds.get(Session._meta.label, 0)


def is_over(request: HttpRequest, now: datetime) -> bool:
    """Whether the log-in is longer ago than a session may last, however busy it was."""
    began = request.session.get(BEGINN)
    return began is not None and now.timestamp() - began > settings.SESSION_HOURS * 3600


def seen(request: HttpRequest, konto: Konto, now: datetime) -> None:
    """Note that the session is in use, once a minute: it rests from now on anew."""
    moment = int(now.timestamp())
    if moment - request.session.get(GESEHEN, 0) < TAKT:
        return
    request.session.setdefault(BEGINN, moment)
    request.session[GESEHEN] = moment
    note(request, konto)


def note(request: HttpRequest, konto: Konto) -> None:
    """Write down that the account is in use in this browser; a session that got a new key is noted anew."""
    fields = {"konto": konto, "gesehen": timezone.now()}
    began = datetime.fromtimestamp(request.session[BEGINN], UTC)
    try:
        with transaction.atomic():
            Sitzung.objects.update_or_create(
                session_id=request.session.session_key,
                defaults=fields,
                create_defaults={**fields, "seit": began, "geraet": device(request.headers.get("User-Agent", ""))},
            )
    except IntegrityError:
        # Ended in another browser at this very moment: saving the session says so.
        return


def device(agent: str) -> str:
    """Return in words where a browser runs, by what it says of itself: "Firefox auf Windows"."""
    browser = next((word for sign, word in BROWSER if re.search(rf"\b{sign}", agent)), "Unbekannter Browser")
    system = next((word for sign, word in SYSTEME if sign in agent), "")
    return f"{browser} auf {system}" if system else browser


def own(konto: Konto) -> "models.QuerySet[Sitzung]":
    """Return where the account is logged in, the last used first."""
    return Sitzung.objects.filter(konto=konto, session__expire_date__gt=timezone.now()).order_by("-gesehen", "-pk")


def others(request: HttpRequest, konto: Konto) -> "models.QuerySet[Sitzung]":
    """Return where else than here the account is logged in."""
    return own(konto).exclude(session_id=request.session.session_key)


def end_these(sitzungen: "models.QuerySet[Sitzung]") -> int:
    """Log these browsers out. Returns how many."""
    return _end(Session.objects.filter(pk__in=list(sitzungen.values_list("session_id", flat=True))))


@receiver(user_logged_in)
def _began(sender: object, request: HttpRequest, user: object, **kwargs: object) -> None:
    if isinstance(user, Konto):
        moment = int(timezone.now().timestamp())
        request.session[BEGINN] = request.session[GESEHEN] = moment
        note(request, user)


@receiver([password_changed, password_set, password_reset])
def _has_a_new_password(sender: object, request: HttpRequest, user: Konto, **kwargs: object) -> None:
    """Log out everywhere else: whoever knew the old password is out."""
    end_these(others(request, user))
