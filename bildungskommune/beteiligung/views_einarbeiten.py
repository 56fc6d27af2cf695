"""An accepted wording on its way into the draft: at once, or beside what stands there by now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from bildungskommune.access import Request
from bildungskommune.beteiligung import einarbeitung
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.forms_punkt import EinarbeitenForm
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.beteiligung.views_punkt import address, points, way
from bildungskommune.vergleich.gegenueber import change
from bildungskommune.werkbank.seiten import Seite, forms, sent, take

DANKE = "Der Wortlaut steht im Entwurf. Zurück geht es dort über „Verlauf und frühere Stände“."


@forms(may_enter, points)
def punkt_take(request: Request, punkt: Punkt) -> HttpResponse:
    """Put the wording into the draft; where the passage is another one by now, show all three and let people decide."""
    stellen = Stellen(punkt.stellungnahme.runde.fassung)
    try:
        lage = einarbeitung.look(punkt, stellen)
    except einarbeitung.NotPossible as refused:
        messages.warning(request, str(refused))
        return redirect(address(punkt))
    form = _form(request, punkt, lage)

    def save() -> str:
        said = form.cleaned_data
        nochmal = bool(said.get("nochmal"))
        try:
            einarbeitung.take(punkt, said["wortlaut"], gesehen=said["gesehen"], nochmal=nochmal, by=request.user)
        except (einarbeitung.Changed, einarbeitung.AlreadyTaken, einarbeitung.NotPossible) as refused:
            form.add_error(None, str(refused))
            form.data = {**request.POST.dict(), "gesehen": einarbeitung.mark(lage.heute)}
        return address(punkt)

    return take(request, form, _page(punkt, stellen, lage), save, DANKE)


def _form(request: Request, punkt: Punkt, lage: einarbeitung.Lage) -> EinarbeitenForm:
    shown = {"wortlaut": lage.vorschlag, "gesehen": einarbeitung.mark(lage.heute)}
    return EinarbeitenForm(sent(request), initial=shown, punkt=punkt)


def _page(punkt: Punkt, stellen: Stellen, lage: einarbeitung.Lage) -> Seite:
    mehr = {
        "punkt": punkt,
        "lage": lage,
        "heute": change(lage.ausgelegt, lage.heute),
        "vorschlag": change(lage.ausgelegt, lage.vorschlag),
    }
    return Seite(
        "Wortlaut in den Entwurf übernehmen",
        [*way(punkt.stellungnahme.runde), (str(punkt), address(punkt))],
        ueber=stellen.words(punkt.teil, punkt.absatz),
        template="beteiligung/v_einarbeiten.html",
        mehr=mehr,
    )
