"""The Vorlage with all its Fassungen as one file for the committees."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from bildungskommune import addresses
from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.drucksachen.antwort import Wunsch
from bildungskommune.drucksachen.muster import Muster, muster
from bildungskommune.fassungen import namen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import decision_on
from bildungskommune.ui.zeiten import datum
from bildungskommune.vorlagen.mappe import whole
from bildungskommune.vorlagen.sicht import debates

MAPPE = "mappe"


@muster.register
def prints() -> Iterator[Muster]:
    yield Muster(MAPPE, "druck/blatt_mappe.html", whole)


def bundle(vorlage: Vorlage, fassungen: Sequence[Fassung], user: Nutzer) -> Wunsch:
    """Return what is printed: the cover with the Beratungsfolge, then each Fassung as it stands now."""
    page = reverse("vorlage", args=(vorlage.nummer,))
    return Wunsch(
        muster=MAPPE,
        titel=f"Sitzungsmappe: {vorlage}, {vorlage.betreff}"[:400],
        datei=f"vorlage-{vorlage.pk}",
        link=addresses.absolute(page),
        inhalt={
            "nummer": vorlage.nummer,
            "art": vorlage.get_art_display(),
            "betreff": vorlage.betreff,
            "federfuehrung": vorlage.federfuehrung,
            "anlagen": vorlage.anlagen if may_read_all(user) else [],
            "beratungen": [_debate(one) for one in debates(vorlage, user)],
            "fassungen": [_named(fassung) for fassung in fassungen],
        },
        zurueck=page,
        rahmen="basis.html",
    )


def _debate(beratung: Beratung) -> dict[str, str]:
    return {
        "gremium": str(beratung.gremium),
        "datum": datum(beratung.datum),
        "top": beratung.top,
        "rolle": beratung.get_rolle_display(),
        "ergebnis": beratung.get_ergebnis_display() or "offen",
        "stimmen": beratung.stimmen,
    }


def _named(fassung: Fassung) -> dict[str, Any]:
    """Return what tells this print from one that would look otherwise: state, decision, names that were taken out."""
    return {
        "pk": fassung.pk,
        "titel": str(fassung),
        "bezeichnung": fassung.bezeichnung,
        "stichtag": datum(fassung.stichtag),
        "kurz": fassung.kurz,
        "stand": fassung.get_status_display(),
        "beschluss": decision_on(fassung),
        "entfernt": namen.removed_on(fassung),
    }
