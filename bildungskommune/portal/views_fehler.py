"""Answers to forms that were never read: too large, or without the mark against forgery. What was typed comes back."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bildungskommune.ui import eingaben

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell a form that is too large (413) from an address or request that makes no sense (400)."""
    if isinstance(exception, TOO_MUCH):
        return _give_back(request, "413.html", 413, eingaben.read_again(request))
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open for too long or without cookies, and show what was typed.

    Who logged in meanwhile in another window has a new mark: a form that comes from our own page is ready to be sent
    again with it. One that another site may have filled in is not, a click would be too easily had.
    """
    again = {"felder": eingaben.resendable(request), "mit_datei": bool(request.FILES)}
    return _give_back(request, "403_csrf.html", 403, eingaben.sent_by(request), **again)


def _give_back(
    request: HttpRequest, template: str, status: int, sent: list[tuple[str, str]], **more: object
) -> HttpResponse:
    context = {"eingaben": eingaben.typed(sent), "formular": eingaben.came_from(request) or request.path}
    response = render(request, template, context | more, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
