"""What somebody typed into a form of the desk and has not saved yet: put by for that person alone.

A draft keeps what the form showed when it was opened. Whoever writes on after somebody else has saved is shown both.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.ui.absendung import FELD
from bildungskommune.ui.zeiten import zeitpunkt
from bildungskommune.werkbank.formular import STAND, WAHL, DeskForm
from bildungskommune.werkbank.models import Entwurf
from bildungskommune.werkbank.seiten import Seite, edit, show
from bildungskommune.werkbank.vergleich import compare

ABLEGEN, VERWERFEN, WEITER = "ablegen", "verwerfen", "entwurf"
STILL = "still"
"""Sent by the script that puts by what is typed while somebody writes: it needs no sentence."""
NOT_TYPED = frozenset({"csrfmiddlewaretoken", FELD, ABLEGEN, VERWERFEN})


def _own(user: Nutzer, thing: models.Model) -> models.QuerySet[Entwurf]:
    return Entwurf.objects.filter(konto=user.pk, objekt_art=thing._meta.label_lower, objekt_id=thing.pk)


def draft(user: Nutzer, thing: models.Model) -> Entwurf | None:
    """Return what this person has put by of the thing."""
    return _own(user, thing).first()


def forget(user: Nutzer, thing: models.Model) -> None:
    _own(user, thing).delete()


def keep(user: Nutzer, form: DeskForm) -> bool:
    """Put by what was sent, whatever it is worth; what equals the stored text is none. Return whether it was."""
    thing = form.instance
    if not set(form.changed_data) - {STAND}:
        forget(user, thing)
        return False
    assert user.pk is not None, "only who is logged in has a draft"
    sent: Any = form.data
    typed = {key: list(map(str, values)) for key, values in sent.lists() if _is_typed(key)}
    Entwurf.objects.update_or_create(
        konto_id=user.pk,
        objekt_art=thing._meta.label_lower,
        objekt_id=thing.pk,
        defaults={"eingaben": typed, "geschrieben": timezone.now()},
    )
    return True


def _is_typed(key: str) -> bool:
    return key not in NOT_TYPED and not key.startswith(WAHL)


def sent_again(entwurf: Entwurf) -> QueryDict:
    """Return what was typed, as the browser sent it."""
    data = QueryDict(mutable=True)
    for key, values in entwurf.eingaben.items():
        data.setlist(key, values)
    return data


def edit_with_draft(
    request: Request,
    build: Callable[[QueryDict | None], DeskForm],
    seite: Seite,
    target: Callable[[Any], str],
    *,
    rule: Callable[..., None],
) -> HttpResponse:
    """Show the form of a thing, or save it, like `edit`; and put by, offer again and forget this person's draft.

    `build` makes the form of what was sent.
    """
    if request.method == "POST":
        return _take(request, build(request.POST), seite, target, rule)
    form = build(None)
    own = draft(request.user, form.instance)
    if own is None:
        return show(request, form, seite)
    if WEITER in request.GET:
        return _write_on(request, build(sent_again(own)), seite)
    return show(request, form, replace(seite, mehr={**seite.mehr, "entwurf": own}))


def _take(
    request: Request, form: DeskForm, seite: Seite, target: Callable[[Any], str], rule: Callable[..., None]
) -> HttpResponse:
    thing = form.instance
    if VERWERFEN in request.POST:
        forget(request.user, thing)
        messages.success(request, "Ihr Entwurf ist verworfen.")
        return redirect(request.path)
    if ABLEGEN in request.POST:
        is_kept = keep(request.user, form)
        if request.POST[ABLEGEN] != STILL:
            messages.success(request, _word(is_kept))
        return redirect(request.path)
    answer = edit(request, form, seite, target, rule=rule)
    if answer.status_code == 302:
        forget(request.user, thing)
    return answer


def _word(is_kept: bool) -> str:
    if not is_kept:
        return "Der Text steht schon so da. Es gibt nichts abzulegen."
    return f"Ihr Entwurf ist abgelegt ({zeitpunkt(timezone.now())}). Nur Sie sehen ihn."


def _write_on(request: Request, form: DeskForm, seite: Seite) -> HttpResponse:
    """Show the draft in the form; both texts where somebody else has saved since."""
    form.is_valid()
    stored = type(form.instance)._default_manager.get(pk=form.instance.pk)
    if form.version != stored.version:
        context = {"form": form, "ding": str(stored), "vergleich": compare(form, stored)} | seite.context()
        return render(request, "werkbank/vergleich.html", context)
    return show(request, form, seite, refused=False)
