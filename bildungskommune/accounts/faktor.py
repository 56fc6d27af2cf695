"""The second factor: who must have one, by the setting ZWEITER_FAKTOR, and who has one."""

from collections.abc import Collection

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.dispatch import receiver
from django.http import HttpRequest

from bildungskommune.accounts import sitzungen
from bildungskommune.accounts.models import Konto
from bildungskommune.text import counted

TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What is a factor of its own; codes for an emergency belong to one."""


def is_missing(konto: Konto) -> bool:
    """Whether the role demands a second factor that the account does not have."""
    return konto.rolle in settings.ZWEITER_FAKTOR and not kinds(konto)


def kinds(konto: Konto) -> set[str]:
    """Return which factors the account has: `totp`, `webauthn`."""
    return set(Authenticator.objects.filter(user=konto, type__in=TYPES).values_list("type", flat=True))


def check_roles(roles: Collection[str]) -> None:
    """Stop the start when the setting names a role that there is not: nobody would be asked for anything."""
    if unknown := sorted(set(roles) - set(Konto.Rolle.values)):
        known = ", ".join(Konto.Rolle.values)
        raise ImproperlyConfigured(f"ZWEITER_FAKTOR names no role: {', '.join(unknown)}. The roles are {known}.")


@receiver(authenticator_added)
def _was_shown(
    sender: object, request: HttpRequest, user: Konto, authenticator: Authenticator, **kwargs: object
) -> None:
    """Take a factor that was just set up as shown: an account without a password had no other way to the codes."""
    if authenticator.type in TYPES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
        if others := sitzungen.others(request, user).count():
            wo = counted(others, "anderem Browser", "anderen Browsern")
            messages.info(
                request, f"Sie sind noch in {wo} angemeldet. Unter „Mein Konto“ können Sie sich dort abmelden."
            )
