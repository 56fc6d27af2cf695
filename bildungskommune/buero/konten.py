"""Rules of accounts: nobody is given a password, who gets one is told, and a change of role stands in the trail."""

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.db import transaction

from bildungskommune import addresses
from bildungskommune.accounts.konten import check_somebody_stays
from bildungskommune.accounts.models import Konto
from bildungskommune.audit.log import By, record
from bildungskommune.post import versand
from bildungskommune.post.models import KONTO
from bildungskommune.werkbank import aendern


def add(konto: Konto, *, by: By) -> None:
    """Save a new account and write to the person how to log in."""
    konto.set_unusable_password()
    with transaction.atomic():
        aendern.create(konto, by=by, rolle=konto.rolle)
        _welcome(konto)


def change(konto: Konto, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write what was edited of an account. Raises Outdated, and LastStabsstelle when nobody would be left."""
    switched_off = "is_active" in fields and not konto.is_active
    event = "konto.deaktiviert" if switched_off else "konto.geaendert"
    with transaction.atomic():
        check_somebody_stays(konto)
        aendern.change(konto, fields, version=version, by=by, event=event, rolle=konto.rolle)


def take_factor(konto: Konto, *, by: By) -> bool:
    """Take every second factor from an account, with its codes for an emergency; say whether it had one."""
    with transaction.atomic():
        taken, _ = Authenticator.objects.filter(user=konto).delete()
        if taken:
            record(by, "konto.faktor_entfernt", konto)
    return bool(taken)


def _welcome(konto: Konto) -> None:
    text = (
        f"Guten Tag {konto.name},\n\n"
        f"Sie können jetzt in der Bildungskommune arbeiten, als {konto.get_rolle_display()}.\n\n"
        f"So melden Sie sich an: Öffnen Sie {addresses.page('account_login')} und geben Sie diese "
        "E-Mail-Adresse ein. Sie bekommen jedes Mal einen Code per E-Mail; ein Kennwort brauchen Sie nicht.\n"
    )
    versand.enqueue_text(an=konto.email, betreff="Ihr Konto bei der Bildungskommune", text=text, anlass=KONTO)
