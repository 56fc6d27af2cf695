"""What the portal writes to those who lead a measure."""

from datetime import date

from bildungskommune import addresses
from bildungskommune.accounts.models import Konto
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import enqueue
from bildungskommune.seiten.models import Kommune
from massnahmen.models import Massnahme


def ask_for_report(massnahme: Massnahme, konto: Konto, today: date) -> Mail:
    """Ask for a Sachstand with the link that opens its form; one mail a day and person."""
    return enqueue(
        an=konto.email,
        betreff=subject(massnahme),
        template="sachstand",
        kontext={
            "kommune": Kommune.objects.current(),
            "konto": konto,
            "massnahme": massnahme,
            "letzter": massnahme.sachstaende.newest().first(),
            "link": addresses.page("v-sachstand-new", massnahme.pk),
        },
        anlass="sachstand",
        schluessel=f"sachstand:{massnahme.pk}:{konto.pk}:{today.isoformat()}",
    )


def subject(massnahme: Massnahme) -> str:
    return f"Bitte um einen Sachstand: {massnahme.bezeichnung}"
