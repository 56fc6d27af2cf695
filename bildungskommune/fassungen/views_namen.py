"""Take the name of a person out of a Fassung, on the desk."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.fassungen import darstellung, namen
from bildungskommune.fassungen.access import may_work, workable
from bildungskommune.fassungen.forms import NamenForm
from bildungskommune.fassungen.models import Fassung
from bildungskommune.werkbank.seiten import Seite, forms, sent, take

ENTFERNEN = (
    "An der Stelle des Namens steht danach, wann er entfernt wurde, auf der Seite und im PDF. Text, Nummer und "
    "Prüfsumme bleiben. Das lässt sich nicht rückgängig machen. Damit der Name nicht in die nächste Fassung kommt, "
    "nehmen Sie ihn auch dort weg, woher er kommt."
)


@forms(may_work, workable)
def fassung_namen(request: Request, fassung: Fassung) -> HttpResponse:
    """Ask whose name goes and why, then take it out and have the PDF set anew."""
    back = reverse("v-fassung", args=(fassung.pk,))
    if not namen.are_in(fassung):
        return redirect(back)
    form = NamenForm(sent(request), stellen=namen.stellen(fassung))

    def save() -> str:
        data = form.cleaned_data
        namen.aus_fassung_entfernen(
            fassung, data["stellen"], ueberall=data["ueberall"], by=request.user, grund=data["grund"]
        )
        return back

    seite = Seite(
        "Name entfernen",
        [("Veröffentlichungen", reverse("v-fassung-list")), (str(fassung), back)],
        ueber=f"{darstellung.stage_name(fassung)}, {fassung}",
        vorspann=ENTFERNEN,
    )
    return take(request, form, seite, save, "Der Name ist entfernt. Ein PDF wird neu gesetzt, wenn es eines gab.")
