"""Mails that follow from what the office decides about a whole workshop or a contribution."""

from bildungskommune.post.versand import enqueue
from bildungskommune.seiten.models import Kommune
from workshops.mails import BETREFF_LAENGE, link
from workshops.models import Anmeldung, Beitrag, Workshop

ABGESAGT = ("workshop_abgesagt", "Abgesagt")
VERSCHOBEN = ("workshop_verschoben", "Verschoben")
GEAENDERT = ("workshop_geaendert", "Neue Zeit oder neuer Ort")

REACHED = (
    Anmeldung.Status.EINGEGANGEN,
    Anmeldung.Status.BESTAETIGT,
    Anmeldung.Status.NACHGERUECKT,
    Anmeldung.Status.WARTELISTE,
)


def tell_all(workshop: Workshop, message: tuple[str, str], *, grund: str = "") -> int:
    """Queue this message to everybody who is registered or waits and left an address; returns how many."""
    template, word = message
    kommune = Kommune.objects.current()
    reached = workshop.anmeldungen.filter(status__in=REACHED).exclude(email="")
    for anmeldung in reached:
        enqueue(
            an=anmeldung.email,
            betreff=f"{word}: {workshop.titel}"[:BETREFF_LAENGE],
            template=template,
            kontext={
                "anmeldung": anmeldung,
                "workshop": workshop,
                "ort": workshop.ort,
                "grund": grund,
                "kommune": kommune,
                "seite": link("anmeldung", anmeldung.token),
                "stornieren": link("anmeldung-stornieren", anmeldung.token),
                "termin": link("workshop", workshop.slug),
            },
            anlass=template,
        )
    return len(reached)


def answered(beitrag: Beitrag) -> None:
    """Tell an author who left an address what became of the contribution; each answer once."""
    if not beitrag.autor_email:
        return
    enqueue(
        an=beitrag.autor_email,
        betreff=f"Was aus Ihrem Beitrag {beitrag.code} wurde",
        template="beitrag_verbleib",
        kontext={
            "beitrag": beitrag,
            "kommune": Kommune.objects.current(),
            "seite": link("beitrag", beitrag.code),
        },
        anlass="beitrag_verbleib",
    )
