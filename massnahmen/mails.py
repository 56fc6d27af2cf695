"""What the portal writes to those who lead a measure."""

from collections.abc import Sequence
from datetime import date

from bildungskommune import addresses
from bildungskommune.accounts.models import Konto
from bildungskommune.post.models import Mail
from bildungskommune.post.versand import enqueue
from bildungskommune.seiten.models import Kommune
from massnahmen.faellig import Faellig, when
from massnahmen.models import Massnahme, Sachstand
from massnahmen.models.zustaendig import konten_of


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


def tell_of_return(sachstand: Sachstand, grund: str, konto: Konto) -> Mail:
    """Tell who wrote a report that it came back, what is to be changed, and where it is written anew."""
    return enqueue(
        an=konto.email,
        betreff=subject_of_return(sachstand),
        template="sachstand_zurueck",
        kontext={
            "kommune": Kommune.objects.current(),
            "konto": konto,
            "sachstand": sachstand,
            "massnahme": sachstand.massnahme,
            "grund": grund,
            "link": f"{addresses.page('v-sachstand-new', sachstand.massnahme_id)}?aus={sachstand.pk}",
        },
        anlass="sachstand",
        schluessel=f"sachstand-zurueck:{sachstand.pk}:{konto.pk}",
    )


def remind_of(konto: Konto, things: Sequence[Faellig], today: date) -> Mail:
    """Write what came to a new step, each thing with the link that opens its form; one mail a day and account."""
    return enqueue(
        an=konto.email,
        betreff=subject_of_reminders(things),
        template="erinnerungen",
        kontext={"kommune": Kommune.objects.current(), "konto": konto, "zeilen": lines_of(things, today)},
        anlass="sachstand",
        schluessel=key_of_reminders(konto, today),
    )


def lines_of(things: Sequence[Faellig], today: date) -> list[dict[str, object]]:
    """Return what the mail says of each thing."""
    return [
        {
            "massnahme": one.massnahme,
            "name": one.name,
            "tag": one.tag,
            "wann": when(one.tag, today),
            "link": addresses.page("v-sachstand-new", one.massnahme.pk),
        }
        for one in things
    ]


def key_of_reminders(konto: Konto, today: date) -> str:
    return f"erinnerungen:{konto.pk}:{today.isoformat()}"


def subject_of_reminders(things: Sequence[Faellig]) -> str:
    """Name the measure when there is one thing only, else how many things there are."""
    if len(things) == 1:
        return f"Fällig: {things[0].name}, {things[0].massnahme.bezeichnung}"
    return f"Fällig: {len(things)} Termine Ihrer Maßnahmen"


def those_who_report(massnahme: Massnahme) -> list[Konto]:
    """Return the accounts that answer for a measure."""
    return list(konten_of(massnahme.stellen()))


def subject_of_return(sachstand: Sachstand) -> str:
    return f"Bitte noch einmal ansehen: Sachstand zu {sachstand.massnahme.bezeichnung}"


def subject(massnahme: Massnahme) -> str:
    return f"Bitte um einen Sachstand: {massnahme.bezeichnung}"
