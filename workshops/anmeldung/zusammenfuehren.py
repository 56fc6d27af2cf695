"""Put two registrations of one person together: look at what will be, then do it.

Side effects: rows, audit entries and queued mails, in one transaction under the row lock of the workshop, as with
every other decision about seats.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.geheimnis import digest
from bildungskommune.post.zeilen import Zustellung
from bildungskommune.ui.zeiten import zeitpunkt
from workshops.anmeldung import aenderung, doppelte, hindernisse, mails, registration, vereint, zugang
from workshops.anmeldung.aufbewahrung import GELOESCHT
from workshops.models import (
    Anmeldung,
    FruehereNummer,
    Sendungszeile,
    Teilnahme,
    Unterstuetzung,
    Workshop,
    Zugang,
    ZweiPersonen,
)
from workshops.models.enums import EXPECTED

Status = Anmeldung.Status
Zweck = zugang.Zweck
WITH = ("institution", "person", "einladung", "ag_wunsch_1", "ag_wunsch_2", "gruppe", "unterstuetzung")


class NothingToMerge(Exception):
    """The two cannot be put together; the message says why."""


class Gone(NothingToMerge):
    """One of both is there no more."""

    def __init__(self) -> None:
        super().__init__(
            "Mindestens eine der beiden Anmeldungen gibt es nicht mehr. Vermutlich sind sie schon zusammengeführt."
        )


class Cancelled(NothingToMerge):
    """One of both was cancelled."""

    def __init__(self, anmeldung: Anmeldung) -> None:
        super().__init__(
            f"Die Anmeldung von {anmeldung.name} ist storniert. Es bleibt die andere, zusammenzuführen ist nichts."
        )


class Changed(NothingToMerge):
    """The two are not those of the preview any more."""

    def __init__(self) -> None:
        super().__init__("Inzwischen hat sich etwas geändert. Bitte sehen Sie noch einmal an, was geschieht.")


@dataclass(frozen=True)
class Vorschau:
    """What merging would do now."""

    bleibt: Anmeldung
    geht: Anmeldung
    danach: Anmeldung
    bedarf: str
    """The support needs that will stand there."""
    wartend: int = 0

    @property
    def pruefsumme(self) -> str:
        """Tell what was looked at from anything else."""
        said = [vereint.says(row) for row in (self.bleibt, self.geht)]
        return hashlib.sha256(repr((said, self.bedarf)).encode()).hexdigest()

    @property
    def schreibt(self) -> bool:
        """Whether the person is told: the seat is another one than the registration that stays had."""
        before, after = self.bleibt, self.danach
        if after.workshop.beginn <= timezone.now() or after.workshop.status == Workshop.Status.ABGESAGT:
            return False
        return after.status in EXPECTED and after.status != before.status and aenderung.can_resend(after)

    @property
    def saetze(self) -> list[str]:
        """Say in sentences what will happen."""
        return [*self._about_the_seat(), *self._about_consents(), *self._about_mails()]

    def _about_the_seat(self) -> list[str]:
        before, other, after = self.bleibt, self.geht, self.danach
        stand = after.get_status_display()
        change = "" if after.status == before.status else f" (bisher: {before.get_status_display()})"
        said = [f"Es gilt der frühere Eingang: {zeitpunkt(after.eingegangen_am)}.", f"Stand: {stand}{change}."]
        if before.holds_seat and other.holds_seat:
            goes_on = " Er geht an die Warteliste." if self.wartend else ""
            said.append(f"Ein Platz wird frei.{goes_on}")
        if other.status == Status.TEILGENOMMEN:
            said.append("Eine Bescheinigung, die schon ausgegeben ist, lässt sich weiter prüfen.")
        return said

    def _about_consents(self) -> list[str]:
        said = []
        if self.geht.foto_einwilligung and not self.bleibt.foto_einwilligung:
            said.append("Fotos sind nicht erlaubt: Eingewilligt hat nur die Anmeldung, die aufgeht.")
        if _support(self.geht):
            said.append(
                "Die Angaben zur Unterstützung stehen danach zusammen."
                if _support(self.bleibt)
                else "Die Angabe zur Unterstützung wird gelöscht, denn die Einwilligung gehört zu der Anmeldung, die "
                "aufgeht. Fragen Sie die Person, oder lassen Sie die andere Anmeldung stehen."
            )
        if self.danach.ohne_rundschreiben and not self.bleibt.ohne_rundschreiben:
            said.append("Rundschreiben bekommt die Person nicht mehr: Sie hat sie bei der anderen abbestellt.")
        if self.geht.vertretung and self.geht.vertretung != self.danach.vertretung:
            said.append(f"Die Vertretung durch {self.geht.vertretung} gilt nicht mehr.")
        return said

    def _about_mails(self) -> list[str]:
        before, other, after = self.bleibt, self.geht, self.danach
        said = [f"E-Mails gehen an {after.email}."] if after.email else ["Eine E-Mail-Adresse ist nicht bekannt."]
        said.append("Links und Codes aus beiden Anmeldungen führen danach zu dieser einen.")
        unsure = [row for row in (before, other) if not row.is_confirmed and row.email.lower() != after.email.lower()]
        said += [f"Der Link zum Bestätigen, der an {row.email} ging, gilt nicht mehr." for row in unsure]
        told = (
            "Die Person bekommt eine E-Mail mit ihrem neuen Stand." if self.schreibt else "Es geht keine E-Mail hinaus."
        )
        return [*said, told]


def _support(row: Anmeldung) -> str:
    support = getattr(row, "unterstuetzung", None)
    return support.bedarf if support else ""


def two(workshop: Workshop, one: int, other: int) -> tuple[Anmeldung, Anmeldung]:
    """Return two registrations of a workshop, first the one that came first. Raises Gone, Cancelled."""
    found = workshop.anmeldungen.select_related(*WITH).filter(pk__in=(one, other)).order_by("eingegangen_am", "pk")
    rows = list(found)
    if len(rows) != 2:
        raise Gone
    for row in rows:
        row.workshop = workshop
        if row.status == Status.STORNIERT:
            raise Cancelled(row)
    return rows[0], rows[1]


def others(anmeldung: Anmeldung) -> QuerySet[Anmeldung]:
    """Return all of this workshop with whom this registration can be put together, by name."""
    found = Anmeldung.objects.filter(workshop=anmeldung.workshop_id).exclude(pk=anmeldung.pk)
    return found.exclude(status=Status.STORNIERT).exclude(name=GELOESCHT).order_by("name", "eingegangen_am", "pk")


def preview(workshop: Workshop, bleibt: int, geht: int) -> Vorschau:
    """Say what merging would do now. Raises Gone, Cancelled."""
    first, second = two(workshop, bleibt, geht)
    stays, goes = (first, second) if first.pk == bleibt else (second, first)
    bedarf = _joined(_support(stays), _support(goes)) if _support(stays) else ""
    waiting = workshop.anmeldungen.waiting().exclude(pk__in=(bleibt, geht)).count()
    return Vorschau(stays, goes, vereint.united(stays, goes), bedarf, waiting)


def _joined(one: str, other: str) -> str:
    return "\n\n".join(dict.fromkeys(text for text in (one, other) if text))


def merge(
    workshop: Workshop, bleibt: int, geht: int, *, seen: str, by: Nutzer, now: datetime | None = None
) -> Anmeldung:
    """Put two registrations together, as the preview with the checksum `seen` said.

    Raises Gone, Cancelled, Changed, and AlreadyRegistered when a third one has this name and address.
    """
    with transaction.atomic():
        workshop = Workshop.objects.locked(workshop.pk)
        now = now or timezone.now()
        plan = preview(workshop, bleibt, geht)
        if plan.pruefsumme != seen:
            raise Changed
        after = plan.danach
        _take_over(plan)
        plan.geht.delete()
        hindernisse.refuse_twice(workshop, after.name, after.email, but=after)
        after.version += 1
        after.save()
        FruehereNummer.objects.create(nummer=geht, anmeldung=after, am=now)
        record(by, "anmeldung.zusammengefuehrt", after, now=now, nummer=geht, stand=str(after.status))
        if plan.schreibt:
            mails.registered(after)
        registration.settle(workshop, by=by, now=now)
    return after


def _take_over(plan: Vorschau) -> None:
    """Let all that hangs on the one that goes hang on the one that stays."""
    stays, goes = plan.bleibt, plan.geht
    _links(plan)
    _support_needs(plan)
    _mail_rows(stays, goes)
    attended = Teilnahme.objects.filter(anmeldung__in=(stays, goes))
    if attended.count() > 1:
        attended.filter(anmeldung=goes).delete()
    attended.update(anmeldung=stays)
    FruehereNummer.objects.filter(anmeldung=goes).update(anmeldung=stays)
    _decisions(stays, goes)


def _links(plan: Vorschau) -> None:
    """Let the secrets open what stays; none confirms an address to which nothing is sent any more."""
    stays, goes, after = plan.bleibt, plan.geht, plan.danach
    both = Zugang.objects.filter(anmeldung__in=(stays, goes))
    if goes.vertretung != after.vertretung:
        both.filter(anmeldung=goes, zweck=Zweck.VERTRETUNG).delete()
    losing = [row.pk for row in (stays, goes) if row == goes or row.email != after.email]
    confirming = both.filter(anmeldung__in=losing, zweck=Zweck.BESTAETIGEN)
    confirming.exclude(email__iexact=after.email).delete()
    confirming.update(email=after.email)
    both.update(anmeldung=stays)
    if goes.token:
        Zugang.objects.create(anmeldung=stays, zweck=Zweck.AENDERN, hash=digest(goes.token), email=goes.email)


def _support_needs(plan: Vorschau) -> None:
    """Join what was written with the consent of the one that stays; without it nothing is taken over."""
    Unterstuetzung.objects.filter(anmeldung=plan.geht).delete()
    if plan.bedarf:
        Unterstuetzung.objects.filter(anmeldung=plan.bleibt).update(bedarf=plan.bedarf)


def _mail_rows(stays: Anmeldung, goes: Anmeldung) -> None:
    """Say of each mail to many that it was for the one that stays; of two that wait for one person one goes out."""
    rows = Sendungszeile.objects.filter(anmeldung=goes)
    twice = rows.filter(sendung__in=Sendungszeile.objects.filter(anmeldung=stays).values("sendung"))
    twice.filter(status=Zustellung.WARTET, mail=None).delete()
    twice.update(anmeldung=None)
    rows.update(anmeldung=stays)


def _decisions(stays: Anmeldung, goes: Anmeldung) -> None:
    """Keep that the person of the one that goes is somebody else than others."""
    rows = ZweiPersonen.objects.filter(Q(erste=goes) | Q(zweite=goes)).exclude(Q(erste=stays) | Q(zweite=stays))
    others = [row.zweite_id if row.erste_id == goes.pk else row.erste_id for row in rows]
    _keep_apart([doppelte.key(stays.pk, other) for other in others])


def _keep_apart(keys: Sequence[tuple[int, int]]) -> None:
    rows = [ZweiPersonen(erste_id=first, zweite_id=second) for first, second in keys]
    ZweiPersonen.objects.bulk_create(rows, ignore_conflicts=True)


def keep_apart(workshop: Workshop, one: int, other: int, *, by: Nutzer) -> tuple[Anmeldung, Anmeldung]:
    """Keep that these are two people; doing it again changes nothing. Raises Gone, Cancelled."""
    with transaction.atomic():
        workshop = Workshop.objects.locked(workshop.pk)
        first, second = two(workshop, one, other)
        erste, zweite = doppelte.key(first.pk, second.pk)
        _, is_new = ZweiPersonen.objects.get_or_create(erste_id=erste, zweite_id=zweite)
        if is_new:
            record(by, "anmeldung.zwei_personen", first, andere=second.pk)
    return first, second
