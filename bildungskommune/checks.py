"""Checks of the configuration that only production can fail, run at every start and by `check --deploy`."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import WARNING, CheckMessage, Error, Tags, register
from django.db import connections


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


@register(Tags.security, deploy=True)
def files_go_closed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn when photos and unpublished prints go to the bucket in the clear."""
    endpoint = settings.STORAGES["default"].get("OPTIONS", {}).get("endpoint_url", "https://")
    if settings.LOCAL or endpoint.startswith("https://"):
        return []
    hint = "Right on a network of the portal's own alone."
    return [CheckMessage(WARNING, "S3_ENDPOINT does not begin with https://.", hint=hint, id="bildungskommune.W002")]


@register(Tags.database, deploy=True)
def role_is_held(
    app_configs: Sequence[AppConfig] | None, *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn when the portal runs as a role that can switch off the triggers: `check --deploy --database default`."""
    for name in databases or ():
        with connections[name].cursor() as cursor:
            cursor.execute("SELECT has_table_privilege(current_user, 'django_migrations', 'TRUNCATE')")
            if cursor.fetchone() == (True,):
                hint = "Run as a second role: DATABASE_OWNER_URL, docs/operations.md."
                return [
                    CheckMessage(
                        WARNING, "DATABASE_URL names the owner of the tables.", hint=hint, id="bildungskommune.W001"
                    )
                ]
    return []
