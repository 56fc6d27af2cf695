"""The mails of this stage with invented people; nothing of it is stored."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.accounts.models import Konto
from bildungskommune.post.mailmuster import Mailmuster, mailmuster
from bildungskommune.seiten.models import Kommune
from massnahmen import mails
from massnahmen.faellig import Faellig
from massnahmen.models import Erinnerung, Massnahme, Sachstand


@mailmuster.register
def kinds() -> Iterator[Mailmuster]:
    massnahme = Massnahme(nr="1.1", titel="Rufbus für den Abend (Beispiel)")
    yield Mailmuster(
        "sachstand",
        mails.subject(massnahme),
        "Sie bitten die Stelle, die eine Maßnahme führt, um einen Sachstand",
        {
            "kommune": Kommune.objects.current(),
            "konto": Konto(name="Rita Muster"),
            "massnahme": massnahme,
            "letzter": None,
            "link": addresses.page("v-massnahme-list"),
        },
    )
    due = [Faellig(massnahme, Erinnerung.Sache.ENDE, timezone.localdate() + timedelta(days=7))]
    yield Mailmuster(
        "erinnerungen",
        mails.subject_of_reminders(due),
        "Ein Meilenstein, ein Ende oder der nächste Sachstand ist fällig; höchstens eine am Tag",
        {
            "kommune": Kommune.objects.current(),
            "konto": Konto(name="Rita Muster"),
            "zeilen": [
                {
                    "massnahme": one.massnahme,
                    "name": one.name,
                    "tag": one.tag,
                    "wann": "in 7 Tagen",
                    "link": addresses.page("v-massnahme-list"),
                }
                for one in due
            ],
        },
    )
    sachstand = Sachstand(massnahme=massnahme, stichtag=timezone.localdate(), text="Der Bus fährt (Beispiel).")
    yield Mailmuster(
        "sachstand_zurueck",
        mails.subject_of_return(sachstand),
        "Sie geben einem Fachamt seinen Sachstand zurück",
        {
            "kommune": Kommune.objects.current(),
            "konto": Konto(name="Rita Muster"),
            "massnahme": massnahme,
            "sachstand": sachstand,
            "grund": "Bitte schreiben Sie dazu, ab wann der Bus auch am Samstag fährt.",
            "link": addresses.page("v-massnahme-list"),
        },
    )
