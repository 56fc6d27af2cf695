"""A form sent twice is taken once.

Forms carry a random token (`{% formschutz %}`). The first POST stores it in the
transaction of the view; a second equal POST waits for that transaction, then gets
the redirect of the first. A refused form (422) rolls back and frees the token.
The same page sent with other content, after "Back", is a form of its own.
"""

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from bildungskommune.ui.absendung import FELD
from bildungskommune.ui.models import Absendung

# Relative: where a form led is stored for two days, and a secret in its address must not be.
SAME_PAGE, PAGE_ABOVE = "./", "../"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
Answer: TypeAlias = Callable[[], HttpResponseBase]
Opening: TypeAlias = Callable[[Answer], Answer]
"""A decorator that runs what answers in a transaction."""


class _Refused(Exception):
    """Carry the answer of a view whose work is to be undone out of the transaction."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__(response.status_code)
        self.response = response


def plainly(*args: object, **kwargs: object) -> Opening:
    return transaction.atomic


def once(
    view: Callable[Concatenate[R, P], HttpResponseBase],
    within: Callable[..., Opening] = plainly,
    leads_to: str = "",
) -> Callable[Concatenate[R, P], HttpResponseBase]:
    """Run the POSTs of `view` in a transaction, and each sent form only once.

    `within` is asked with the arguments of the view for what opens and ends the transaction. `leads_to` names the page
    to which a form that is taken leads nearly always: so its address need not be written down a second time.
    """

    @wraps(view)
    def guarded(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)

        def answer() -> HttpResponseBase:
            absendung, is_first = _claim(request, reverse(leads_to) if leads_to else "")
            if not is_first:
                return _answer_again(request, absendung)
            response = view(request, *args, **kwargs)
            if not _is_done(response):
                raise _Refused(response)
            _remember(absendung, response)
            return response

        try:
            return within(request, *args, **kwargs)(answer)()
        except _Refused as refused:
            return refused.response

    return guarded


def leading_to(
    page: str,
) -> Callable[[Callable[Concatenate[R, P], HttpResponseBase]], Callable[Concatenate[R, P], HttpResponseBase]]:
    """Return `once` for a view whose form leads to this page when it is taken."""

    def decorate(view: Callable[Concatenate[R, P], HttpResponseBase]) -> Callable[Concatenate[R, P], HttpResponseBase]:
        return once(view, leads_to=page)

    return decorate


def _claim(request: HttpRequest, ziel: str) -> tuple[Absendung | None, bool]:
    """Take the token; waits while another transaction holds it. Without one nothing is kept."""
    token = request.POST.get(FELD, "")
    if not _TOKEN.fullmatch(token):
        return None, True
    return Absendung.objects.claim(_fingerprint(request, token), ziel)


def _fingerprint(request: HttpRequest, token: str) -> str:
    """Bind the token to the page and the content: equal means sent twice, not sent again."""
    digest = hashlib.sha256(f"{token}\n{request.path}\n".encode())
    for name, values in sorted(request.POST.lists()):
        if name not in {FELD, "csrfmiddlewaretoken"}:
            digest.update(repr((name, values)).encode())
    for name in sorted(request.FILES):
        files = [(file.name, file.size) for file in request.FILES.getlist(name)]
        digest.update(repr((name, files)).encode())
    return digest.hexdigest()


def _is_done(response: HttpResponseBase) -> bool:
    """A redirect says that the work was done."""
    return 300 <= response.status_code < 400


def _remember(absendung: Absendung | None, response: HttpResponseBase) -> None:
    if absendung is not None and absendung.ziel != response.headers["Location"]:
        absendung.ziel = response.headers["Location"]
        absendung.save(update_fields=["ziel"])


def _answer_again(request: HttpRequest, absendung: Absendung | None) -> HttpResponse:
    """Lead the sender where the first one was led."""
    return HttpResponseRedirect((absendung.ziel if absendung else "") or request.path)
