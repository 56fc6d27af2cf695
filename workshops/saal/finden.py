"""Find the hall of a code in an address, or ask for another one; whoever tries many has to wait."""

from django.http import HttpResponse
from django.shortcuts import render

from bildungskommune import throttle
from bildungskommune.access import Request
from workshops import limits
from workshops.models import Saal
from workshops.saal import sitzung

UNBEKANNT = (
    "Diesen Code kennen wir nicht. Er hat sechs Zeichen, zum Beispiel K7M-4QX. "
    "Bitte vergleichen Sie ihn noch einmal mit der Leinwand."
)


def find(request: Request, typed: str, status: int = 404) -> Saal | HttpResponse:
    """Return the hall with this code, or the page that asks for another one."""
    if throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return ask(request, typed[:100], throttle.sentence(limits.UNKNOWN_CODES), 429)
    found = sitzung.find(typed)
    if found is None:
        throttle.count(request, limits.UNKNOWN_CODES)
        return ask(request, typed[:100], UNBEKANNT, status)
    return found


def ask(request: Request, typed: str, fehler: str, status: int) -> HttpResponse:
    return render(request, "workshops/saal/suchen.html", {"typed": typed, "fehler": fehler}, status=status)


def hidden(response: HttpResponse) -> HttpResponse:
    """Keep what belongs to one evening out of search engines."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
