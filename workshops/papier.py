"""What every print of a workshop says, and the page that hands it out."""

from collections.abc import Callable, Mapping

from django.http.response import HttpResponseBase
from django.urls import reverse

from bildungskommune import addresses
from bildungskommune.access import Guarded, Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.drucksachen.antwort import Wunsch, answer
from bildungskommune.ui import zeiten
from bildungskommune.werkbank.seiten import opens
from workshops.access_staff import may_open
from workshops.models import Workshop
from workshops.pages import any_workshop


def wunsch(
    muster: str, workshop: Workshop, wort: str, inhalt: Mapping[str, object], zurueck: str = "v-workshop"
) -> Wunsch:
    """Return what is asked for, with what every print of a workshop says. `zurueck` names the page to go back to."""
    about = {
        "titel": workshop.titel,
        "zeit": zeiten.zeitraum(workshop.beginn, workshop.ende),
        "ort": str(workshop.ort or ""),
    }
    return Wunsch(
        muster=muster,
        titel=f"{wort}: {workshop.titel}",
        datei=f"{wort.lower()}-{workshop.slug}",
        link=addresses.lasting(workshop.get_absolute_url()),
        inhalt={**about, **inhalt},
        zurueck=reverse(zurueck, args=(workshop.pk,)),
        rahmen="verwaltung/basis.html",
    )


def handed_out(may: Callable[[Nutzer, Workshop], bool], ask: Callable[[Workshop], Wunsch]) -> Guarded:
    """Return the view that prints what `ask` wants of a workshop, for those who `may`."""

    @opens(may, any_workshop, first=may_open)
    def pdf(request: Request, workshop: Workshop) -> HttpResponseBase:
        return answer(request, ask(workshop))

    return pdf
