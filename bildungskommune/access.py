"""Fetch the thing a view is about and decide whether this person may do this to it.

What you may not know of is a 404, what you may see but not do is a 403,
and who is not logged in is asked to log in where an account could help, with what was typed still at hand.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.ui import eingaben

M = TypeVar("M", bound=models.Model)
View: TypeAlias = Callable[..., HttpResponseBase]
Guarded: TypeAlias = Callable[..., HttpResponseBase]


class Request(HttpRequest):
    """The request as views see it after the middleware."""

    user: Nutzer


def _refuse(request: HttpRequest) -> HttpResponseBase:
    if request.user.is_authenticated:
        raise PermissionDenied
    typed = eingaben.typed(eingaben.sent_by(request))
    if not typed:
        return redirect_to_login(request.get_full_path())
    log_in = redirect_to_login(eingaben.came_from(request) or request.get_full_path())
    context = {
        "eingaben": typed,
        "anmelden": log_in.url,
        "felder": eingaben.resendable(request),
        "mit_datei": bool(request.FILES),
    }
    response = render(request, "abgemeldet.html", context, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response


def allow(may: Callable[[Nutzer], bool]) -> Callable[[View], Guarded]:
    """Let only those through for whom `may(user)` holds."""

    def decorate(view: View) -> Guarded:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.user):
                return _refuse(request)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def load(
    visible: Callable[[Nutzer], models.QuerySet[M]],
    *,
    may: Callable[[Nutzer, M], bool] | None = None,
    by: str = "pk",
) -> Callable[[View], Guarded]:
    """Hand the view the object whose field `by` is in the URL, as second argument.

    `visible(user)` is the QuerySet of what this person may know of (`Workshop.objects.visible_to`);
    `may(user, thing)` says whether the person may do what the view does.
    """

    def decorate(view: View) -> Guarded:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            thing = get_object_or_404(visible(request.user), **{by: kwargs.pop(by)})
            if may is not None and not may(request.user, thing):
                return _refuse(request)
            return view(request, thing, *args, **kwargs)

        return guarded

    return decorate
