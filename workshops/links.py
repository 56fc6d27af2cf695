"""Full addresses of pages, as mails and codes to scan need them."""

from django.conf import settings
from django.urls import reverse

BETREFF_LAENGE = 300


def absolute(path: str) -> str:
    """Return the full address of a page of this portal."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def link(name: str, *args: object) -> str:
    return absolute(reverse(name, args=args))
