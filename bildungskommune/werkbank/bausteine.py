"""Blocks of text beside a form with a Begründung, and where each of them stands."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.db.models import QuerySet

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.register import Register
from bildungskommune.ui.forms import Form, ModelForm
from bildungskommune.werkbank.seiten import number
from bildungskommune.werkbank.textbaustein import Textbaustein

UEBERNEHMEN = "uebernehmen"
"""The button beside a form that puts a block behind what is typed."""
FELD = "begruendung"
GEZEIGT = 10
"""So many of the things in which a block stands are named."""
F = TypeVar("F", bound=Form | ModelForm)


@dataclass(frozen=True)
class Fundort:
    """One kind of thing in whose Begründung a block stands today."""

    wort: str
    anzahl: int
    dinge: Sequence[tuple[str, str]]
    """Words and address of the newest of them."""


fundorte: Register[[str, Nutzer], Fundort] = Register("bausteine")
"""Where a text stands that this person may see: `<app>/bausteine.py` says it."""


def offered() -> QuerySet[Textbaustein]:
    return Textbaustein.objects.offered().only("pk", "titel")


def behind(typed: str, request: Request) -> str:
    """Return what was typed with the chosen block behind it; says so when none was chosen."""
    block = Textbaustein.objects.offered().filter(pk=number(request.POST.get("baustein")) or 0).first()
    if block is None:
        messages.warning(request, "Bitte wählen Sie zuerst einen Textbaustein.")
        return typed
    before = typed.replace("\r\n", "\n").rstrip()
    return f"{before}\n\n{block.text}" if before else block.text


def with_block(request: Request, form: Callable[..., F], names: Iterable[str], **initial: object) -> F:
    """Return the form as it was typed, with the chosen block behind the Begründung; nothing of it is checked yet."""
    typed: dict[str, object] = {name: request.POST.get(name, "") for name in names}
    typed[FELD] = behind(str(typed[FELD]), request)
    return form(initial=typed | initial)
