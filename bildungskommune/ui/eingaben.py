"""What somebody typed into a form that could not be taken: given back, so that nothing has to be thought up twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from django.apps import apps
from django.conf import settings
from django.db import models
from django.http import HttpRequest

from bildungskommune.ui.absendung import FELD

READ = 16 * 2**20
"""So many bytes of a form that is too large are read again."""
SHOWN = 200_000
"""So many characters of one text are given back: ten times what any field takes."""
CSRF = "csrfmiddlewaretoken"
NOT_TYPED = frozenset({CSRF, FELD, "gezeigt", "website", "version"})
SECRET = ("password", "passwort", "token", "code", "secret")


@dataclass(frozen=True)
class Eingabe:
    label: str
    text: str
    is_cut: bool


def typed(pairs: Iterable[tuple[str, str]]) -> list[Eingabe]:
    """Return the texts among what a form sent: no secrets, no ticks, nothing that the page itself put in."""
    return [
        Eingabe(_label(name), text[:SHOWN], len(text) > SHOWN) for name, text in pairs if _is_typed(_bare(name), text)
    ]


def sent_by(request: HttpRequest) -> list[tuple[str, str]]:
    """Return name and text of every field that was sent."""
    return [(name, str(text)) for name, texts in request.POST.lists() for text in texts]


def fields(sent: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what a page carries that sends the form once more; its marks against forgery and repetition are new."""
    return [(name, text) for name, text in sent if name not in {CSRF, FELD}]


def resendable(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form that may be sent once more by a click; none when another site may have filled it in.

    A browser names the site that a form comes from, and no other site can name ours. Secrets stand on no page.
    """
    sent = fields(sent_by(request))
    is_ours = request.headers.get("Origin") in {
        f"{request.scheme}://{request.get_host()}",
        *settings.CSRF_TRUSTED_ORIGINS,
    }
    return sent if is_ours and not any(_is_secret(_bare(name)) for name, _ in sent) else []


def read_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form that Django refused to read for its size; none when it carries files."""
    if request.content_type != "application/x-www-form-urlencoded":
        return []
    if hasattr(request, "_body"):  # read already, but with too many fields
        raw = request.body
    else:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        raw = request.environ["wsgi.input"].read(min(length, READ))  # type: ignore[attr-defined]  # a WSGIRequest
    return parse_qsl(raw[:READ].decode(errors="replace"), keep_blank_values=True)


def came_from(request: HttpRequest) -> str:
    """Return the path of the page before, if it is one of ours; never its query, which may be personal."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return before.path if before.netloc == request.get_host() else ""


def _bare(name: str) -> str:
    """Return the name of a field without the prefix of its form."""
    return name.rpartition("-")[2]


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET)


def _is_typed(name: str, text: str) -> bool:
    if not text.strip() or name in NOT_TYPED or _is_secret(name):
        return False
    # What no model knows is shown when it reads like words, and not like a number or a key.
    return name in _labels() or len(text.split()) > 1


def _label(name: str) -> str:
    bare = _bare(name)
    return _labels().get(bare) or bare.replace("_", " ").capitalize()


@cache
def _labels() -> dict[str, str]:
    """Return the words for the fields of all models in which people type."""
    kinds = (models.CharField, models.TextField)
    fields = [field for model in apps.get_models() for field in model._meta.fields if isinstance(field, kinds)]
    return {field.name: str(field.verbose_name) for field in fields if not field.choices}
