"""What stage 1 says about itself on the pages of the whole process: its state, what one can do, what is due."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_moderation, is_stabsstelle
from bildungskommune.fassungen.models import Fassung
from bildungskommune.text import excerpt
from bildungskommune.tracing.netz import netz
from bildungskommune.ui.zeiten import zeitpunkt
from bildungskommune.verfahren.registry import (
    Aufgabe,
    Beispiel,
    Ereignis,
    Gelegenheit,
    Stufe,
    Termin,
    Treffer,
    register,
)
from workshops.access_staff import in_hand
from workshops.beitraege import faden, suche
from workshops.beitraege.auswahl import OHNE
from workshops.dokumentation.snapshot import KEY
from workshops.models import Beitrag, Phase, Reihe, Workshop
from workshops.models.enums import TAKES_NO_CONTRIBUTIONS, TO_DOCUMENT

NEXT_DATES = 2
CANDIDATES = 60
SHORT_TEXT = 140
ANSWER_WITHIN = timedelta(days=14)

STAND = {
    "fertig": ("abgeschlossen", "gut"),
    "laeuft": ("läuft", "laeuft"),
    "offen": ("noch nicht begonnen", "offen"),
}


def plural(anzahl: int, einzahl: str, mehrzahl: str) -> str:
    return f"{anzahl} {einzahl if anzahl == 1 else mehrzahl}"


def stufe() -> list[Stufe]:
    """Return stage 1 as it stands today."""
    cards = suche.public_contributions().aggregate(karten=Count("pk"), workshops=Count("workshop", distinct=True))
    reihen = Reihe.objects.filter(oeffentlich=True).aggregate(
        alle=Count("pk"), offen=Count("pk", filter=~Q(status=Reihe.Status.ABGESCHLOSSEN)), seit=Max("status_seit")
    )
    last = Workshop.objects.public().past().aggregate(zuletzt=Max("ende"))["zuletzt"]
    fertig = "offen" if last is None else "laeuft" if reihen["offen"] else "fertig"
    wort, art = STAND[fertig]
    karten = "Beitrag" if cards["karten"] == 1 else "Beiträge"
    since = reihen["seit"] if fertig == "fertig" else last
    return [
        Stufe(
            nr=1,
            name="Zukunftswerkstatt",
            url=reverse("workshop-list"),
            zahl=plural(cards["karten"], "Beitrag", "Beiträge"),
            gross=cards["karten"],
            unter=f"{karten} aus {plural(cards['workshops'], 'Workshop', 'Workshops')}",
            satz="Kitas, Schulen, Vereine und Ämter arbeiten an Kartenwänden. Zu jeder Karte steht, was aus ihr wurde.",
            fertig=fertig,
            stand_wort=wort,
            stand_art=art,
            datum=timezone.localdate(since) if since else None,
        )
    ]


def open_dates(now: datetime) -> QuerySet[Workshop]:
    """Return the public dates that take registrations, next first."""
    found = Workshop.objects.public().upcoming(now).filter(status=Workshop.Status.OFFEN, anmeldeschluss__gte=now)
    return found.with_seats().select_related("ort")


def taking_contributions(now: datetime) -> QuerySet[Workshop]:
    """Return the public dates of running Reihen that take contributions online, newest first."""
    found = Workshop.objects.public().filter(beitraege_online=True).exclude(status__in=TAKES_NO_CONTRIBUTIONS)
    return found.exclude(reihe__status=Reihe.Status.ABGESCHLOSSEN).order_by("-beginn", "-pk")[:6]


def gelegenheiten(now: datetime) -> Iterable[Gelegenheit]:
    for workshop in open_dates(now)[:NEXT_DATES]:
        frei = f"noch {workshop.frei} von {workshop.kapazitaet} Plätzen frei" if workshop.frei else "Warteliste möglich"
        yield Gelegenheit(
            ueber=zeitpunkt(workshop.beginn),
            titel=f"{workshop.get_art_display()}: {workshop.titel}",
            satz=f"{workshop.ort or 'Ort folgt'}. Kostenfrei, {frei}.",
            url=reverse("anmeldung-new", args=(workshop.slug,)),
            knopf="Platz sichern" if workshop.frei else "Auf die Warteliste",
            bis=workshop.anmeldeschluss,
        )
    yield Gelegenheit(
        ueber="Mit dem Code von Ihrem Zettel",
        titel="Was wurde aus meinem Beitrag?",
        satz="Sechs Zeichen, keine Anmeldung.",
        url=reverse("beitrag-suchen"),
        knopf="Nachsehen",
    )


def aufgaben(user: Nutzer, now: datetime) -> Iterable[Aufgabe]:
    """Return what the office has to do; a Moderation sees the cards of its own workshops that lie loose."""
    if is_stabsstelle(user):
        yield from _to_read(now)
        yield from _to_answer()
        yield from _to_document(now)
    elif is_moderation(user):
        loose = Beitrag.objects.filter(workshop__in=Workshop.objects.moderated_by(user), themen__isnull=True).count()
        yield Aufgabe(
            loose, "Karten ohne Thema", "Ordnen Sie sie auf der Kartenwand einem Thema zu.", reverse("v-workshop-list")
        )


def _to_read(now: datetime) -> Iterable[Aufgabe]:
    waiting = Beitrag.objects.filter(status=Beitrag.Status.EINGEREICHT)
    found = waiting.aggregate(alle=Count("pk"), alt=Count("pk", filter=Q(eingereicht_am__lt=now - ANSWER_WITHIN)))
    satz = f"{found['alt']} davon seit mehr als 14 Tagen." if found["alt"] else "Lesen, prüfen, veröffentlichen."
    address = f"{reverse('v-beitrag-list')}?stand={Beitrag.Status.EINGEREICHT}"
    yield Aufgabe(found["alle"], "Beiträge warten auf Prüfung", satz, address, dringend=bool(found["alt"]))


def _to_answer() -> Iterable[Aufgabe]:
    count = Beitrag.objects.without_verbleib().exclude(status=Beitrag.Status.EINGEREICHT).count()
    address = f"{reverse('v-beitrag-list')}?verbleib={OHNE}"
    yield Aufgabe(count, "Beiträge ohne Verbleib", "Jeder bekommt eine Antwort mit Begründung.", address)


def _to_document(now: datetime) -> Iterable[Aufgabe]:
    documented = Fassung.objects.of(KEY).public().values("objekt_id")
    over = Workshop.objects.past(now).filter(status__in=TO_DOCUMENT).exclude(pk__in=documented)
    yield Aufgabe(
        over.count(),
        "Workshops ohne Dokumentation",
        "Karten ordnen, Punkte eintragen, Dokumentation einfrieren.",
        reverse("v-workshop-list"),
    )


def termine(user: Nutzer, now: datetime) -> Iterable[Termin]:
    """Return the dates of today and to come this person works with, with their seats; a Moderation goes to the wall."""
    found = in_hand(user).not_over(now).with_seats().with_waiting()
    page = "v-kartenwand" if is_moderation(user) else "v-workshop"
    for workshop in found[:5]:
        yield Termin(
            titel=workshop.titel,
            beginn=workshop.beginn,
            belegt=workshop.belegt,
            plaetze=workshop.kapazitaet,
            warteliste=workshop.wartend,
            url=reverse(page, args=(workshop.pk,)),
        )


def ereignisse() -> Iterable[Ereignis]:
    """Return every public date that took place."""
    for workshop in Workshop.objects.public().past().exclude(status=Workshop.Status.ABGESAGT).with_numbers():
        cards = workshop.anzahl_beitraege
        yield Ereignis(
            datum=timezone.localdate(workshop.beginn),
            art=workshop.get_art_display(),
            titel=workshop.titel,
            url=workshop.get_absolute_url(),
            satz=plural(cards, "Beitrag", "Beiträge") if cards else "",
        )


def suchen(words: str, user: Nutzer) -> Iterable[Treffer]:
    for workshop in suche.workshops(words, user):
        yield Treffer(
            workshop.get_art_display(), workshop.titel, workshop.get_absolute_url(), zeitpunkt(workshop.beginn)
        )
    for thema in suche.themen(words):
        yield Treffer("Thema", thema.titel, thema.get_absolute_url())
    for beitrag in suche.contributions({"wort": words})[: suche.HITS]:
        yield Treffer("Beitrag", f"Beitrag {beitrag.code}", beitrag.get_absolute_url(), excerpt(words, beitrag.text))


def beispiele(hoechstens: int) -> Iterable[Beispiel]:
    """Return short cards with the longest ways behind them."""
    cards = suche.public_contributions().exclude(verbleib="").annotate(laenge=Length("text"))
    candidates = list(cards.filter(laenge__lte=SHORT_TEXT).order_by("eingereicht_am", "pk")[:CANDIDATES])
    net = netz(candidates, "wohin")
    ways = [(beitrag, faden.main_path(net, beitrag)) for beitrag in candidates]
    ways = sorted((way for way in ways if way[1]), key=lambda way: (-way[1][-1].stufe, -len(way[1])))
    for beitrag, way in ways[:hoechstens]:
        yield Beispiel(
            text=beitrag.text,
            code=beitrag.code,
            hinweis=f"Phase {beitrag.get_phase_display()}" if beitrag.phase != Phase.OHNE else "",
            lob=beitrag.vorzeichen == Beitrag.Vorzeichen.PLUS,
            datum=timezone.localdate(beitrag.eingereicht_am),
            ort=f"in der Arbeitsgruppe „{beitrag.gruppe}“" if beitrag.gruppe else "",
            url=beitrag.get_absolute_url(),
            kette=tuple(step.knoten for step in way),
        )


register(
    stufen=stufe,
    gelegenheiten=gelegenheiten,
    aufgaben=aufgaben,
    suchen=suchen,
    beispiele=beispiele,
    ereignisse=ereignisse,
    termine=termine,
)
