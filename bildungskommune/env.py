"""What the environment says, checked at start: a portal that is half configured does not come up.

Two forms. *Local*: nothing is set; embedded servers, a generated key, http://localhost:8000.
*Production*: as soon as one of REQUIRED is set (or LOCAL=off), all of them must be.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "REDIS_URL")
BUCKET = ("S3_BUCKET", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY")

env = environ.FileAwareEnv()


def given(name: str) -> bool:
    """Say whether a setting is in the environment, itself or as a file (NAME_FILE)."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def is_local() -> bool:
    """Say which form this is; a started configuration never falls back to the local one."""
    return env.bool("LOCAL", default=not any(given(name) for name in REQUIRED))


def require_all() -> None:
    """Refuse to start when a setting without which production is wrong or unsafe is missing."""
    missing = [name for name in REQUIRED if not given(name)]
    if missing:
        raise ImproperlyConfigured(
            f"Missing in the environment: {', '.join(missing)}. Production needs {', '.join(REQUIRED)}; "
            "unset them all (or set LOCAL=on) for the local form. See docs/operations.md."
        )


def file_storage() -> dict[str, Any]:
    """Say where uploads and prints are: below MEDIA_ROOT or in a bucket, of which all must be given or nothing."""
    missing = [name for name in BUCKET if not given(name)]
    if missing == list(BUCKET):
        return {"BACKEND": "bildungskommune.ablage.Ablage"}
    if missing:
        raise ImproperlyConfigured(
            f"Missing in the environment: {', '.join(missing)}. A bucket needs {', '.join(BUCKET)}; unset them all to "
            "keep files below MEDIA_ROOT. See docs/operations.md."
        )
    return {
        "BACKEND": "bildungskommune.eimer.Eimer",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "endpoint_url": env.str("S3_ENDPOINT"),
            "access_key": env.str("S3_ACCESS_KEY"),
            "secret_key": env.str("S3_SECRET_KEY"),
            "region_name": env.str("S3_REGION", default="") or "us-east-1",
            "addressing_style": env.str("S3_ADDRESSING", default="") or "path",
        },
    }


def generated_key(path: Path) -> str:
    """Give the local form's secret key, made once and kept in a file that only its owner reads."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def origin(url: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def broker_url(redis_url: str) -> str:
    """Say it in Celery's words: a unix socket is `redis+socket` there and the number `virtual_host`."""
    if not redis_url.startswith("unix://"):
        return redis_url
    return redis_url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
