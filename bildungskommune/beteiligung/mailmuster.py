"""The mails about comments with invented people; nothing of it is stored."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.akteure.models import Institution
from bildungskommune.beteiligung import briefe, mails
from bildungskommune.beteiligung.forms_einladung import EINLADUNG, ERINNERUNG
from bildungskommune.beteiligung.models import (
    Anmerkung,
    Beteiligungsrunde,
    Punkt,
    Rundenbrief,
    Rundeneinladung,
    Stellungnahme,
)
from bildungskommune.post.mailmuster import Mailmuster, mailmuster


@mailmuster.register
def kinds() -> Iterator[Mailmuster]:
    today = timezone.localdate()
    runde = Beteiligungsrunde(titel="Entwurf (Beispiel)", kennung="muster", von=today)
    runde.bis = today + timedelta(days=28)
    stellungnahme = Stellungnahme(runde=runde, nummer=12, code="K7M-4QX", name="Ada Beispiel")
    about = mails.about(stellungnahme)
    yield from _letters(runde)
    template, betreff = mails.BESTAETIGEN
    link = {"link": addresses.page("stellungnahme-mein", "muster")}
    yield Mailmuster(template, betreff, "Jemand nimmt online Stellung", about | link)
    anmerkung = Anmerkung(stellungnahme=stellungnahme, text="Am Abend fehlt der Bus.")
    punkt = Punkt(stellungnahme=stellungnahme, anmerkung=anmerkung, entscheidung="uebernommen")
    punkt.begruendung = "Der Satz nennt jetzt auch den Abend."
    yield Mailmuster(
        mails.ANTWORT,
        mails.answer_subject(stellungnahme),
        "Sie beantworten die Beteiligung",
        about | {"punkte": [punkt]},
    )
    yield Mailmuster(
        mails.EINGEGANGEN,
        mails.subject(stellungnahme),
        "Sie tragen eine Stellungnahme ein, und die Adresse ist bekannt",
        about,
    )


def _letters(runde: Beteiligungsrunde) -> Iterator[Mailmuster]:
    for art, text, wann in (
        (Rundenbrief.Art.EINLADUNG, EINLADUNG, "Sie laden Einrichtungen zu einer Beteiligung ein"),
        (Rundenbrief.Art.ERINNERUNG, ERINNERUNG, "Sie erinnern Eingeladene, die noch nicht Stellung genommen haben"),
    ):
        brief = Rundenbrief(runde=runde, art=art, betreff=f"{art.label}: {runde.titel}", text=text)
        row = Rundeneinladung(
            runde=runde, institution=Institution(name="Kita Beispiel"), brief=brief, code="muster-muster"
        )
        yield Mailmuster(briefe.template(row), brief.betreff, wann, briefe.about(row))
