"""Know a browser in which somebody has logged in before: her wrong passwords count apart from those of strangers.

The cookie is set by a log-in alone, signed, and opens nothing. Without it everybody could close an account's password
for its owner by typing wrong ones.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from bildungskommune.accounts.models import Konto

DAUER = timedelta(days=180)
KONTEN = 5
"""So many accounts one browser remembers, the latest ones."""
SALT = "bildungskommune.accounts.geraet"


def remember(request: HttpRequest, response: HttpResponse, konto: Konto) -> None:
    """Let the browser know that this account was opened in it."""
    found = _read(request)
    keys = [konto.pk, *(key for key in found["konten"] if key != konto.pk)][:KONTEN]
    response.set_cookie(
        settings.GERAET_COOKIE_NAME,
        signing.dumps({"kennung": found["kennung"], "konten": keys}, salt=SALT),
        max_age=DAUER,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known(request: HttpRequest, konto: Konto | None) -> str:
    """Return a name for this browser if the account was opened in it before, else an empty text."""
    found = _read(request)
    return str(found["kennung"]) if konto is not None and konto.pk in found["konten"] else ""


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        found: dict[str, Any] = signing.loads(
            request.COOKIES.get(settings.GERAET_COOKIE_NAME, ""), salt=SALT, max_age=DAUER
        )
    except signing.BadSignature:
        return {"kennung": get_random_string(22), "konten": []}
    return found
