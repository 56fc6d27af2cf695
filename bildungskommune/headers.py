"""Headers of every answer: what a page may use of a device, and which pages nobody keeps."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

CLOSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
OWN = ("fullscreen", "publickey-credentials-create", "publickey-credentials-get")
POLICY = ", ".join([*(f"{name}=()" for name in CLOSED), *(f"{name}=(self)" for name in OWN)])

# Whoever has one of these in an address is the one person it was given to.
SECRETS = {"token", "code", "key"}


def headers(get_response: Handler) -> Handler:
    """Say on each answer what a page may use, and on a personal one that no browser or proxy keeps it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        if is_personal(request):
            # What a view says of a photo, a print or a card that everybody may read, stands.
            response.headers.setdefault("Cache-Control", "private, no-store")
        if request.method == "POST" and request.resolver_match and request.resolver_match.url_name == "account_logout":
            # Of the storage cards remain that a wall could not yet send: they wait for the next log-in.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    return middleware


def is_personal(request: HttpRequest) -> bool:
    """Whether the answer is for this person alone: logged in, sending a form, or with a secret in the address."""
    if request.method == "POST" or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return True
    match = request.resolver_match
    return bool(SECRETS & {*request.GET, *(match.kwargs if match else ())})
