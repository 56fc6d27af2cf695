"""The mails about comments with invented people; nothing of it is stored."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.beteiligung import mails
from bildungskommune.beteiligung.models import Anmerkung, Beteiligungsrunde, Punkt, Stellungnahme
from bildungskommune.post.mailmuster import Mailmuster, mailmuster


@mailmuster.register
def kinds() -> Iterator[Mailmuster]:
    today = timezone.localdate()
    runde = Beteiligungsrunde(titel="Entwurf (Beispiel)", kennung="muster", von=today)
    runde.bis = today + timedelta(days=28)
    stellungnahme = Stellungnahme(runde=runde, nummer=12, code="K7M-4QX", name="Ada Beispiel")
    about = mails.about(stellungnahme)
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
