"""The page on which a document gets its words and numbers: how they will look stands above what asks for them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from bildungskommune.access import Request
from bildungskommune.werkbank.brief import VORSCHAU
from bildungskommune.werkbank.seiten import Seite, edit, show
from konzept.bezeichnungen import Bezeichnungen
from konzept.namensform import BezeichnungenForm
from konzept.nummern import Umnummerierung, patterns

TITEL = "Bezeichnungen und Nummerierung"
VORSPANN = (
    "So heißen und zählen die Ebenen in diesem Dokument: auf seinen Seiten, in neuen Fassungen und im Druck. "
    "Eine eingefrorene Fassung behält ihre Worte und Nummern."
)
GEZEIGT = 12
"""So many changes of numbers the page names, the others it counts."""


def ask_for_names(
    request: Request,
    form: BezeichnungenForm,
    seite: Seite,
    target: Callable[[Any], str],
    *,
    rule: Callable[..., None],
    changes: Callable[[Bezeichnungen], Sequence[Umnummerierung]],
) -> HttpResponse:
    """Show how it will look, as the form asks where that is good, else as it is stored; store it unless only asked.

    `changes` says what would be numbered anew, `rule` stores the words and is told whether to do that.
    """
    is_good = form.is_bound and form.is_valid()
    worte = form.worte if is_good else form.instance.worte
    anders = changes(worte)
    mehr = {
        "muster": patterns(worte),
        "anders": anders[:GEZEIGT],
        "anders_zahl": len(anders),
        "anders_mehr": max(len(anders) - GEZEIGT, 0),
    }
    blatt = replace(seite, template="konzept/v_bezeichnungen.html", mehr=mehr)
    if is_good and VORSCHAU in request.POST:
        return show(request, form, blatt, refused=False)
    return edit(request, form, blatt, target, rule=rule)
