"""What the levels of a Konzept are called, and how they are counted."""

from django.http import HttpResponse

from bildungskommune.access import Request
from bildungskommune.werkbank.brief import VORSCHAU
from bildungskommune.werkbank.seiten import Seite, edit, forms, sent, show
from konzept import access, nummerierung
from konzept.bezeichnungen import KONZEPT
from konzept.links import konzept_url, krumen
from konzept.models import Konzept
from konzept.namensform import BezeichnungenForm, change_with, form_for
from konzept.views_staff import STUFE

TITEL = "Bezeichnungen und Nummerierung"
VORSPANN = (
    "So heißen und zählen die Ebenen in diesem Dokument: auf seinen Seiten, in neuen Fassungen und im Druck. "
    "Eine eingefrorene Fassung behält ihre Worte und Nummern."
)
KonzeptBezeichnungenForm = form_for(Konzept, KONZEPT)


@forms(access.may_edit_this, access.konzepte)
def bezeichnungen_edit(request: Request, konzept: Konzept) -> HttpResponse:
    """Ask for the words and the numbers, and show how they will look before anything is saved."""
    form = KonzeptBezeichnungenForm(sent(request), instance=konzept, benutzt=nummerierung.in_use(konzept))
    only_asked = VORSCHAU in request.POST and form.is_valid()
    seite = _page(konzept, form)
    if only_asked:
        return show(request, form, seite, refused=False)
    return edit(request, form, seite, konzept_url, rule=change_with(form, nummerierung.change_names))


def _page(konzept: Konzept, form: BezeichnungenForm) -> Seite:
    """Return the page with how it will look: as the form asks where that is good, else as it is stored."""
    worte = form.worte if form.is_bound and form.is_valid() else konzept.worte
    anders = nummerierung.changes(konzept, worte)
    return Seite(
        TITEL,
        krumen(konzept),
        ueber=konzept.titel,
        vorspann=VORSPANN,
        stufe=STUFE,
        template="konzept/v_bezeichnungen.html",
        mehr={"muster": nummerierung.patterns(worte), **first_changes(anders)},
    )


GEZEIGT = 12
"""So many changes of numbers the page names, the others it counts."""


def first_changes(anders: list[nummerierung.Umnummerierung]) -> dict[str, object]:
    return {"anders": anders[:GEZEIGT], "anders_zahl": len(anders), "anders_mehr": max(len(anders) - GEZEIGT, 0)}
