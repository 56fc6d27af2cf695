"""What stands before every page with a secret in its address: the secret for this purpose, and a limit on guessing."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404
from django.http.response import HttpResponseBase

from bildungskommune import throttle
from bildungskommune.access import Request
from bildungskommune.geheimnis import View, private
from workshops import limits
from workshops.anmeldung import zugang


def opened_by(*zwecke: str) -> Callable[[View], View]:
    """Hand the view the Zugang that the secret in the address stands for, if it is for one of these purposes."""

    def decorate(view: View) -> View:
        @private
        @wraps(view)
        def opened(request: Request, token: str) -> HttpResponseBase:
            if throttle.is_exceeded(request, limits.UNKNOWN_SECRETS):
                return throttle.too_many(request, limits.UNKNOWN_SECRETS)
            found = zugang.find(token, zwecke)
            if found is None:
                throttle.count(request, limits.UNKNOWN_SECRETS)
                raise Http404
            return view(request, found, token)

        return opened

    return decorate
