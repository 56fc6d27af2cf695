"""The mails of this stage with invented people; nothing of it is stored."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.post.mailmuster import Mailmuster, mailmuster
from bildungskommune.seiten.models import Kommune
from workshops.anmeldung import mails
from workshops.beitraege import mails as beitraege
from workshops.models import Anmeldung, Arbeitsgruppe, Beitrag, Ort, Workshop
from workshops.nachricht import mails as nachricht
from workshops.nachricht.mails import Neuigkeit
from workshops.verteiler import mails as verteiler

LINK = "muster"
"""Stands in the links where the secret of a registration would; it opens nothing."""
GRUND = "Der Saal steht an diesem Tag nicht zur Verfügung."
TITEL = "Wege zur Bildung (Beispiel)"
Status = Anmeldung.Status

_ANMELDUNG = (
    (*mails.BESTAETIGEN, "Jemand hat sich online angemeldet"),
    (*mails.NACH_STAND[Status.BESTAETIGT], "Die Anmeldung ist bestätigt, und ein Platz ist frei"),
    (*mails.NACH_STAND[Status.WARTELISTE], "Die Anmeldung ist bestätigt, alle Plätze sind vergeben"),
    (*mails.ANGEBOT, "Jemand rückt nach und muss den Platz annehmen"),
    (*mails.NICHT_ANGENOMMEN, "Die Zeit zum Annehmen ist vorbei"),
    (*mails.MEHRERE, "Jemand hat mehrere Personen angemeldet und bestätigt"),
    (*mails.NACH_STAND[Status.NACHGERUECKT], "Jemand rückt von der Warteliste nach"),
    (*mails.BEKANNT, "Jemand meldet sich ein zweites Mal an"),
    (*mails.NEUE_ADRESSE, "Jemand nennt eine andere Adresse"),
    (*mails.VERTRETUNG, "Jemand nennt eine Vertretung"),
    (*mails.FUER_VERTRETUNG, "Die Vertretung hat eine eigene Adresse"),
    (*mails.STORNIERT, "Jemand sagt ab, oder Sie stornieren"),
    (*mails.VERFALLEN, "Die Zeit zum Bestätigen ist vorbei"),
)
_WORKSHOP = (
    (*mails.ABGESAGT, "Ein Workshop wird abgesagt"),
    (*mails.VERSCHOBEN, "Ein Workshop wird verschoben"),
    (*mails.GEAENDERT, "Zeit oder Ort ändern sich"),
)

_BEITRAG = (
    (*beitraege.EINGEGANGEN, "Jemand gibt online einen Beitrag ab und nennt eine Adresse"),
    (*beitraege.VERBLEIB, "Der Verbleib eines Beitrags ist eingetragen oder geändert"),
)
_VERTEILER = (
    (*verteiler.BESTAETIGEN, "Jemand bestellt den Rundbrief"),
    (*verteiler.BEKANNT, "Jemand bestellt den Rundbrief ein zweites Mal"),
)

_NACHRICHT = (
    (*nachricht.BESTAETIGEN, "Jemand möchte bei Neuem zu einem Beitrag eine E-Mail"),
    (*nachricht.BEKANNT, "Jemand möchte sie ein zweites Mal"),
)
_NEUES = (
    Neuigkeit("Verbleib", "aufgenommen", "Der Landkreis spricht mit dem Verkehrsbetrieb."),
    Neuigkeit("Leitsatz 3: Kein Weg ist zu weit."),
    Neuigkeit("Maßnahme 14: Späterer Bus", "in Umsetzung, Stand 4. Mai 2026", ist_neu=False),
)


@mailmuster.register
def kinds() -> Iterator[Mailmuster]:
    workshop = _workshop()
    about, several = _registration(workshop), {"personen": _people()}
    for template, betreff, wann in (*_ANMELDUNG, *_WORKSHOP):
        more = several if template == mails.MEHRERE[0] else {}
        yield Mailmuster(template, mails.subject(betreff, workshop), wann, about | more)
    beitrag = _contribution()
    card = {"beitrag": beitrag, "kommune": Kommune.objects.current(), "seite": addresses.page("beitrag", beitrag.code)}
    for template, betreff, wann in _BEITRAG:
        yield Mailmuster(template, betreff.format(beitrag.code), wann, card)

    for template, betreff, wann in _VERTEILER:
        yield Mailmuster(
            template, betreff, wann, {"kommune": Kommune.objects.current(), "link": addresses.page("verteiler")}
        )


@mailmuster.register
def news() -> Iterator[Mailmuster]:
    beitrag, link = _contribution(), addresses.page("beitrag-suchen")
    about = nachricht.about(beitrag)
    for template, betreff, wann in _NACHRICHT:
        yield Mailmuster(template, betreff, wann, about | {"link": link})
    yield Mailmuster(
        nachricht.NEUES,
        nachricht.subject([beitrag]),
        "Zu Beiträgen, nach denen jemand gefragt hat, gibt es Neues, höchstens einmal am Tag",
        about | {"beitraege": [nachricht.section(beitrag, _NEUES, link)], "abbestellen": link},
    )


def _registration(workshop: Workshop) -> dict[str, object]:
    gruppe = Arbeitsgruppe(workshop=workshop, titel="Unterwegs")
    anmeldung = Anmeldung(workshop=workshop, name="Jana Beispiel", einrichtung="KiTa Beispiel", ag_wunsch_1=gruppe)
    anmeldung.vertretung = "Rita Muster"
    anmeldung.bestaetigen_bis = timezone.now() + timedelta(hours=48)
    anmeldung.annehmen_bis = timezone.now() + timedelta(hours=24)
    return {
        "name": anmeldung.name,
        "anmeldung": anmeldung,
        "workshop": workshop,
        "ort": workshop.ort,
        "kommune": Kommune.objects.current(),
        "termin": addresses.page("workshop", workshop.slug),
        "grund": GRUND,
        **_links(),
    }


def _links() -> dict[str, str]:
    ways = {"seite": "", "aendern": "-aendern", "vertreten": "-vertretung", "annehmen": "-annehmen"}
    ways |= {"stornieren": "-stornieren", "bestaetigen": "-bestaetigen"}
    return {word: addresses.page(f"anmeldung{name}", LINK) for word, name in ways.items()}


def _people() -> list[dict[str, object]]:
    first = Anmeldung(name="Jana Beispiel", status=Anmeldung.Status.BESTAETIGT)
    second = Anmeldung(name="Tom Muster", status=Anmeldung.Status.WARTELISTE)
    return [{"anmeldung": one, **_links()} for one in (first, second)]


def _workshop() -> Workshop:
    ort = Ort(name="Rathaus", raum="Saal", strasse="Markt 1", plz="39340", ort="Haldensleben", stufenlos=True)
    ort.anfahrt = "Mit der Bahn bis Haldensleben, dann zehn Minuten zu Fuß."
    beginn = _evening(timezone.now() + timedelta(days=28))
    return Workshop(titel=TITEL, slug="beispiel", ort=ort, beginn=beginn, ende=beginn + timedelta(hours=3))


def _evening(day: datetime) -> datetime:
    return timezone.localtime(day).replace(hour=17, minute=0, second=0, microsecond=0)


def _contribution() -> Beitrag:
    return Beitrag(
        code="ABC-234",
        text="Der Bus fährt zu früh.",
        verbleib=Beitrag.Verbleib.AUFGENOMMEN,
        verbleib_begruendung="Der Landkreis spricht mit dem Verkehrsbetrieb über einen späteren Bus.",
    )
