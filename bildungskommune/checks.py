"""Checks of the configuration that only production can fail, run at every start and by `check --deploy`."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def production_is_closed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a production form that shows tracebacks or sends passwords in the clear."""
    if settings.LOCAL:
        return []
    errors: list[CheckMessage] = []
    if settings.DEBUG:
        errors.append(Error("DEBUG is on in production.", hint="Remove DEBUG.", id="bildungskommune.E001"))
    if not settings.IS_HTTPS:
        hint = "Permanent links and cookies need https; end TLS in a reverse proxy and set TRUSTED_PROXIES=1."
        errors.append(Error("BASE_URL does not begin with https://.", hint=hint, id="bildungskommune.E002"))
    if "*" in settings.ALLOWED_HOSTS:
        errors.append(Error("ALLOWED_HOSTS lets in any name.", hint="Name the hosts.", id="bildungskommune.E003"))
    return errors
