"""The documentation of a workshop as a Fassung: what is frozen, printed and read under its number."""

from typing import Any

from django.db.models import Prefetch, Sum
from django.urls import reverse

from bildungskommune.akteure.models import Institution
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.nennung import Name, named
from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.lifecycle import move
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.snapshot import FADEN, Sammlung
from workshops.dokumentation import gruppen
from workshops.fotos import gefroren
from workshops.fotos.bestand import DEFINITION
from workshops.models import Anmeldung, Beitrag, Phase, Punktstand, Thema, Workshop
from workshops.models.enums import Verbleib
from workshops.teilnahme import CAME, houses
from workshops.wand import auszaehlung, herkunft, rangfolge

KEY = DEFINITION
Data = dict[str, Any]
_PHASEN = dict(Phase.choices)


def collect(workshop: Workshop) -> Snapshot:
    """Return the workshop with its public contributions as plain JSON, without personal data of participants.

    The name of an author stands there only where the author allowed it; institutions stay in the text.
    """
    beitraege = {beitrag.pk: beitrag for beitrag in _public(workshop)}
    institutionen, sammlung = _institutionen(workshop), Sammlung()
    return {
        "art": KEY,
        "workshop": _workshop(workshop),
        "zahlen": _zahlen(workshop, beitraege=_contributed(beitraege), institutionen=len(institutionen)),
        "einleitung": workshop.ergebnis or workshop.beschreibung,
        "programm": [
            {
                "zeit": row.zeit,
                "titel": row.titel,
                "phase": _PHASEN.get(row.phase, row.phase),
                "phase_code": row.phase if row.phase in _PHASEN else "",
            }
            for row in workshop.programm.order_by("position", "pk")
        ],
        "gruppen": gruppen.collect(workshop, list(beitraege.values())),
        "themen": _themen(workshop, beitraege, sammlung),
        "ohne_thema": _karten(
            [row for row in beitraege.values() if not row.zuordnungen.all() and not _went_on(row, beitraege)], beitraege
        ),
        "punktabfragen": _abfragen(workshop),
        "projektskizzen": list(
            workshop.skizzen.order_by("position", "pk").values(
                "titel", "ziel", "schritte", "verantwortliche", "verbuendete", "termin"
            )
        ),
        "fotos": gefroren.named(workshop),
        "institutionen": institutionen,
        FADEN: sammlung.steps,
    }


def _public(workshop: Workshop) -> list[Beitrag]:
    return list(
        workshop.beitraege.public()
        .select_related("gruppe")
        .prefetch_related("zuordnungen", "stammt_aus", "wurde_zu__ziel")
        .order_by("position", "eingereicht_am", "pk")
    )


def _workshop(workshop: Workshop) -> Data:
    return {
        "titel": workshop.titel,
        "reihe": workshop.reihe.titel,
        "art": workshop.get_art_display(),
        "art_code": workshop.art,
        "beginn": workshop.beginn.isoformat(),
        "ende": workshop.ende.isoformat(),
        "ort": str(workshop.ort or ""),
        "anschrift": workshop.ort.anschrift if workshop.ort else "",
        "kooperation": [institution.name for institution in workshop.kooperationspartner.order_by("name")],
        "moderation": [Name(konto.name, "Moderation", konto) for konto in workshop.moderation.order_by("name")],
    }


def _zahlen(workshop: Workshop, *, beitraege: int, institutionen: int) -> Data:
    anmeldungen = workshop.anmeldungen.exclude(status=Anmeldung.Status.STORNIERT)
    dots = Punktstand.objects.filter(abfrage__workshop=workshop).aggregate(summe=Sum("punkte"))["summe"]
    return {
        "anmeldungen": anmeldungen.count(),
        "teilnehmende": anmeldungen.filter(status=CAME).count(),
        "institutionen": institutionen,
        "beitraege": beitraege,
        "punkte": dots or 0,
    }


def _institutionen(workshop: Workshop) -> list[Data]:
    """Return who was there, as far as it may be named."""
    there = houses([workshop.pk]).get(workshop.pk, set())
    rows = Institution.objects.filter(pk__in=there).select_related("gemeinde")
    return [
        {"name": row.name, "gemeinde": str(row.gemeinde or ""), "typ": row.get_typ_display(), "typ_code": row.typ}
        for row in rows.order_by("name")
    ]


def _contributed(beitraege: dict[int, Beitrag]) -> int:
    """Count what people said: a card made of others was not said once more."""
    return sum(1 for beitrag in beitraege.values() if not beitrag.stammt_aus.all())


def _went_on(beitrag: Beitrag, beitraege: dict[int, Beitrag]) -> bool:
    """Whether a public card stands in its place."""
    return any(link.ziel_id in beitraege for link in beitrag.wurde_zu.all())


def _karten(cards: list[Beitrag], beitraege: dict[int, Beitrag]) -> list[Data]:
    """Return these cards, and behind each the public ones that went into it: their words stay."""
    found: dict[int, Beitrag] = {}
    waiting = cards[::-1]
    while waiting:
        card = waiting.pop()
        if card.pk not in found:
            found[card.pk] = card
            sources = [beitraege[link.quelle_id] for link in card.stammt_aus.all() if link.quelle_id in beitraege]
            waiting += sources[::-1]
    return [_beitrag(card) for card in found.values()]


def _beitrag(beitrag: Beitrag) -> Data:
    wohin = herkunft.sentence(list(beitrag.wurde_zu.all()))
    zusammen = "" if beitrag.verbleib or not wohin else Verbleib.ZUSAMMENGEFUEHRT
    verbleib = zusammen or beitrag.verbleib
    return {
        "code": beitrag.code,
        "text": beitrag.text,
        "phase": beitrag.get_phase_display() if beitrag.phase != Phase.OHNE else "",
        "phase_code": beitrag.phase if beitrag.phase != Phase.OHNE else "",
        "vorzeichen": beitrag.vorzeichen,
        "gruppe": str(beitrag.gruppe or ""),
        "autor": _autor(beitrag),
        "verbleib": str(Verbleib(verbleib).label) if verbleib else "",
        "verbleib_code": str(verbleib),
        "begruendung": "\n\n".join(part for part in (wohin, beitrag.verbleib_begruendung) if part),
    }


def _autor(beitrag: Beitrag) -> Name | None:
    if not beitrag.namentlich:
        return None
    return named(beitrag.autor_name, f"{beitrag.faden_art} {beitrag.code}", beitrag)


def _themen(workshop: Workshop, beitraege: dict[int, Beitrag], sammlung: Sammlung) -> list[Data]:
    ranks = {rang.thema.pk: rang for rang in rangfolge.of_workshop(workshop.pk)}
    themen = list(workshop.themen.order_by("position", "pk").prefetch_related(Prefetch("zuordnungen")))
    thread = netz(themen, "wohin")
    # A Thema that was merged into another one has neither cards nor dots of its own.
    shown = [row for row in themen if not row.uebergeordnet_id or row.zuordnungen.all()]
    found = [
        {**_thema(row, ranks.get(row.pk), beitraege), "folgen": sammlung.add(thread.schritte(row))} for row in shown
    ]
    return sorted(found, key=lambda one: (one["rang"] is None, one["rang"] or 0))


def _thema(thema: Thema, rang: rangfolge.Rang | None, beitraege: dict[int, Beitrag]) -> Data:
    cards = [beitraege[row.beitrag_id] for row in thema.zuordnungen.all() if row.beitrag_id in beitraege]
    return {
        "kennung": thema.kennung,
        "titel": thema.titel,
        "beschreibung": thema.beschreibung,
        "punkte": rang.punkte if rang else 0,
        "rang": rang.rang if rang and rang.punkte else None,
        "beitraege": _karten(cards, beitraege),
    }


def _abfragen(workshop: Workshop) -> list[Data]:
    ranked = rangfolge.of_abfragen(list(workshop.abfragen.prefetch_related("entschiedene_themen").order_by("pk")))
    return [
        {
            "frage": abfrage.frage,
            "punkte_je_person": abfrage.punkte_je_person,
            "personen": abfrage.personen,
            "stimmen": [
                {"thema": row.thema.titel, "punkte": row.punkte, "davon_papier": row.davon_papier, "rang": row.rang}
                for row in raenge
            ],
            "stimmzettel": zettel,
            "vertretung": [
                {"erste": one.erste, "zettel": one.zettel, "von": one.von, "prozent": one.prozent} for one in vertretung
            ],
            "entscheidung": abfrage.entscheidung if abfrage.beendet else "",
            "entschieden_am": abfrage.entschieden_am.isoformat() if abfrage.entschieden_am else "",
            "entschiedene_themen": [thema.titel for thema in abfrage.entschiedene_themen.all()],
        }
        for abfrage, raenge, zettel, vertretung in auszaehlung.of_abfragen(ranked)
    ]


def kennung(workshop: Workshop) -> str:
    return workshop.slug


def url(fassung: Fassung) -> str:
    """Return the permanent page of this documentation."""
    return reverse("dokumentation", args=(fassung.dokument, fassung.nummer))


def mark_documented(fassung: Fassung) -> None:
    """With its documentation published a workshop that took place is documented."""
    workshop = Workshop.objects.get(pk=fassung.objekt_id)
    if workshop.status == Workshop.Status.DURCHGEFUEHRT:
        move(workshop, Workshop.Status.DOKUMENTIERT, by=None)
