"""Full addresses of pages, as mails, calendars, prints and codes to scan need them."""

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """Return the full address of a page of this portal."""
    return f"{settings.BASE_URL}{path}"


def lasting(path: str) -> str:
    """Return the address that holds beyond today: in a Werkstattkoffer the page is found in the office's portal."""
    return f"{settings.OFFICE_URL}{path}"


def page(name: str, *args: object) -> str:
    """Return the full address of the page that the URLs know under this name."""
    return absolute(reverse(name, args=args))
