"""The one letter that somebody gets about an erasure. It names nobody, and it is forgotten once it is sent."""

from collections.abc import Mapping

from bildungskommune.buero.loeschung import stays
from bildungskommune.post.models import LOESCHUNG
from bildungskommune.post.versand import enqueue_text
from bildungskommune.seiten.models import Kommune

BESCHWERDE = (
    "Sie können sich bei der Aufsichtsbehörde für den Datenschutz beschweren (Art. 77 DSGVO) und vor Gericht gehen "
    "(Art. 79 DSGVO)."
)
LETZTE = "Auch diese E-Mail heben wir nicht auf. An diese Adresse schreiben wir von uns aus nicht mehr."


def erased_text(zahlen: Mapping[str, int]) -> str:
    """Return the letter about what was erased."""
    done = "\n".join(f"- {was}: {anzahl}" for was, anzahl in zahlen.items()) or "- Es war nichts gespeichert."
    kept = "\n".join(f"- {was}: {warum}" for was, warum in stays(zahlen).items())
    return (
        "Guten Tag,\n\nwir haben gelöscht oder anonymisiert, was zu Ihrer E-Mail-Adresse gespeichert war:\n\n"
        f"{done}\n\nWas bleibt, und warum:\n\n{kept}\n\n"
        "In Sicherungskopien verschwinden Ihre Angaben, sobald diese überschrieben sind. Werden sie vorher "
        f"zurückgespielt, löschen wir noch einmal.\n\n{BESCHWERDE}\n\n{LETZTE}\n\n{_sender()}"
    )


def erased(email: str, zahlen: Mapping[str, int]) -> None:
    """Tell the person what was erased and what stays."""
    text = erased_text(zahlen)
    enqueue_text(an=email, betreff="Ihre Daten sind gelöscht", text=text, anlass=LOESCHUNG)


def refused(email: str, grund: str) -> None:
    """Tell the person why nothing is erased (Art. 12 Abs. 4 DSGVO)."""
    text = (
        f"Guten Tag,\n\nwir löschen die Angaben zu Ihrer E-Mail-Adresse nicht. Der Grund:\n\n{grund}\n\n"
        f"{BESCHWERDE}\n\nDiese E-Mail heben wir nicht auf.\n\n{_sender()}"
    )
    enqueue_text(an=email, betreff="Zu Ihrem Antrag auf Löschung", text=text, anlass=LOESCHUNG)


def _sender() -> str:
    kommune = Kommune.objects.current()
    lines = (kommune.stelle, kommune.name, kommune.email)
    return "Freundliche Grüße\n" + "\n".join(line for line in lines if line) + "\n"
