"""The pages on which a mail to many is written: whom was chosen, the mail as it arrives, how far the sending is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.akteure.models import Institution
from bildungskommune.post.zeilen import ZeilenQuerySet, Zustellung
from bildungskommune.ui import fortschritt
from bildungskommune.werkbank.auswahl import carried
from bildungskommune.werkbank.brief import VORSCHAU, BriefForm
from bildungskommune.werkbank.einladen import HOECHSTENS
from bildungskommune.werkbank.liste import Liste

PER_PAGE = 100
"""So many institutions stand on one page to choose from."""
_REST = ((Zustellung.WARTET, "warten"), (Zustellung.GESCHEITERT, "gescheitert"))


def asked_for(
    request: Request, rows: QuerySet[Institution], liste: Callable[[], Liste[Institution]]
) -> list[Institution]:
    """Return whom the form names, or the address: single ones, or all that its filter finds."""
    return carried(request, rows, liste, name="institution", field="institutionen", most=HOECHSTENS)


def keys(asked: Sequence[Institution]) -> str:
    """Return what the hidden field of the form carries of the chosen."""
    return ",".join(str(one.pk) for one in asked)


def is_refused(request: Request, asked: Sequence[Institution]) -> bool:
    """Say whether nobody or too many are chosen; the message tells what to do."""
    if asked and len(asked) <= HOECHSTENS:
        return False
    grund = f"Höchstens {HOECHSTENS} Einrichtungen auf einmal." if asked else "Sie haben keine Einrichtung gewählt."
    messages.error(request, f"{grund} Bitte wählen Sie aus, wen Sie einladen.")
    return True


def sent_off(
    request: Request, form: BriefForm, send: Callable[[], HttpResponse], *refusals: type[Exception], feld: str = ""
) -> HttpResponse | None:
    """Return the answer of `send`; None when the page has to be shown.

    That is before anything is sent, for the preview, when the form is wrong, or when one of `refusals` is raised: its
    sentence then stands at `feld`, or above the form.
    """
    if not form.is_valid() or VORSCHAU in request.POST:
        return None
    try:
        return send()
    except refusals as refusal:
        form.add_error(feld or None, str(refusal))
        return None


def on_the_way(request: Request, satz: str, page: str, key: int) -> HttpResponse:
    """Say that the mails are on their way, and lead to where that can be watched."""
    messages.success(request, satz)
    return redirect(page, key)


def shown(request: Request, template: str, form: BriefForm, context: Mapping[str, object]) -> HttpResponse:
    """Show the form with the mail as it arrives; a refused one answers 422."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form} | dict(context), status=status)


@dataclass(frozen=True)
class Sendestand:
    """How far the mails of some rows are; `url` answers the part of the page that shows it."""

    zahlen: Mapping[str, int]
    url: str

    @property
    def alle(self) -> int:
        return self.zahlen["alle"]

    @property
    def erledigt(self) -> int:
        return self.alle - self.zahlen[Zustellung.WARTET]

    @property
    def offen(self) -> bool:
        return bool(self.zahlen[Zustellung.WARTET])

    @property
    def wort(self) -> str:
        """Say in a sentence how far it is."""
        parts = [f"{self.zahlen[Zustellung.GESENDET]} von {self.alle} gesendet"]
        return ", ".join([*parts, *(f"{self.zahlen[stand]} {word}" for stand, word in _REST if self.zahlen[stand])])

    def part(self, request: Request) -> HttpResponse:
        """Answer the part of the page that is asked for meanwhile."""
        return fortschritt.part(request, "werkbank/_sendestand.html", {"stand": self}, offen=self.offen)


def sendestand(rows: ZeilenQuerySet, url: str) -> Sendestand:
    """Count how far these rows are."""
    return Sendestand(rows.numbers(), url)
