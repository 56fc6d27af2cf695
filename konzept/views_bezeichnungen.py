"""What the levels of a Konzept are called, and how they are counted."""

from functools import partial

from django.http import HttpResponse

from bildungskommune.access import Request
from bildungskommune.werkbank.seiten import Seite, forms, sent
from konzept import access, nummerierung
from konzept.bezeichnungen import KONZEPT
from konzept.links import konzept_url, krumen
from konzept.models import Konzept
from konzept.namensform import form_for
from konzept.namensseite import TITEL, VORSPANN, ask_for_names
from konzept.views_staff import STUFE

KonzeptBezeichnungenForm = form_for(Konzept, KONZEPT)


@forms(access.may_edit_this, access.konzepte)
def bezeichnungen_edit(request: Request, konzept: Konzept) -> HttpResponse:
    """Ask for the words and the numbers, and show how they will look before anything is saved."""
    form = KonzeptBezeichnungenForm(sent(request), instance=konzept, benutzt=nummerierung.in_use(konzept))
    seite = Seite(TITEL, krumen(konzept), ueber=konzept.titel, vorspann=VORSPANN, stufe=STUFE)
    rule, changes = nummerierung.change_names, partial(nummerierung.changes, konzept)
    return ask_for_names(request, form, seite, konzept_url, rule=rule, changes=changes)
