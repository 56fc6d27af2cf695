"""Secrets in the links of mails: only their hash is stored, no cache and no search engine keeps what they open."""

import hashlib
import re
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

from bildungskommune.access import Request

View = Callable[..., HttpResponseBase]
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)


def new() -> str:
    """Return a new secret of 43 characters."""
    return secrets.token_urlsafe(32)


def could_be(text: str) -> bool:
    """Whether this is written like a secret."""
    return bool(_SECRET.fullmatch(text))


def digest(secret: str) -> str:
    """Return the SHA-256 (hex) that is stored in place of the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def private(view: View) -> View:
    """Keep the page out of search engines and caches."""

    @wraps(view)
    def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return kept
