"""Note who came in and who was refused: allauth tells it to the adapter and by signals."""

import ipaddress
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.signals import login_code_rejected
from allauth.mfa.signals import authentication_failed
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest

from bildungskommune.accounts.models import Konto, Zutritt

Art, Grund = Zutritt.Art, Zutritt.Grund

WAYS = {"code": Art.CODE, "password": Art.PASSWORT, "socialaccount": Art.KREIS, "mfa": Art.PASSKEY}
"""How allauth names the first step of a log-in; a passkey alone is one, too."""
SHARED = {4: 24, 6: 48}
"""So many bits of an address name a network, not a line."""


def came_in(request: HttpRequest, konto: Konto) -> Zutritt:
    """Note that somebody is logged in."""
    return _note(request, konto, way(request, konto), zweiter_faktor="mfa" in _steps(request, konto)[1:])


def way(request: HttpRequest, konto: Konto) -> Zutritt.Art:
    """Return how somebody came as far as this, by the first step that the session remembers."""
    return next((WAYS[step] for step in _steps(request, konto) if step in WAYS), Art.PASSWORT)


def _steps(request: HttpRequest, konto: Konto) -> list[str]:
    return [str(record["method"]) for record in get_authentication_records(request, konto)]


def refused(request: HttpRequest, konto: Konto | None, art: Zutritt.Art, grund: Zutritt.Grund) -> Zutritt:
    """Note that somebody was not let in; what was typed is not kept."""
    return _note(request, konto, art, grund=grund)


def _note(request: HttpRequest, konto: Konto | None, art: Zutritt.Art, **fields: Any) -> Zutritt:
    return Zutritt.objects.create(konto=konto, art=art, netz=_network(request), **fields)


def _network(request: HttpRequest) -> str:
    """Return the network from which a request came, empty when nobody says."""
    try:
        address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return str(ipaddress.ip_network(f"{address}/{SHARED[address.version]}", strict=False))


@receiver(login_code_rejected)
def _wrong_code(sender: object, request: HttpRequest, user: Konto, **kwargs: object) -> None:
    refused(request, user, Art.CODE, Grund.FALSCH)


@receiver(authentication_failed)
def _wrong_factor(sender: object, request: HttpRequest, user: Konto, **kwargs: object) -> None:
    refused(request, user, Art.FAKTOR, Grund.FALSCH)
