"""What the page of one measure shows, prepared for its template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from bildungskommune.akteure.nachfolge import name_today
from bildungskommune.tracing.zeichnung import draw
from massnahmen import ampel, jahresziele, mittel, takt, wording
from massnahmen.ampel import Ampel
from massnahmen.bericht import oeffentlich as berichte
from massnahmen.fassungsseite import Paar, places
from massnahmen.jahresziele import Jahresziel
from massnahmen.links import neighbours
from massnahmen.models import Ampelurteil, Aufgabe, Indikator, Indikatorwert, Massnahme, Meilenstein, Sachstand
from massnahmen.models.massnahme import STATUS_ART
from massnahmen.stationen import stations


@dataclass(frozen=True)
class MeilensteinStand:
    """A milestone as the list under the time line shows it."""

    meilenstein: Meilenstein
    stand: str
    stand_art: str


@dataclass(frozen=True)
class Messreihe:
    """An indicator with what was measured, from the base to the aim."""

    indikator: Indikator
    punkte: Sequence[tuple[date, Any]]
    ziel: tuple[date, Any] | None
    werte: Sequence[Indikatorwert]
    jahresziele: Sequence[Jahresziel] = ()

    @property
    def quellen(self) -> str:
        """Every source once, in the order of the values."""
        return ", ".join(dict.fromkeys(wert.quelle for wert in self.werte if wert.quelle))

    @property
    def hat_grafik(self) -> bool:
        return bool(self.punkte) and len(self.punkte) + (self.ziel is not None) + len(self.jahresziele) > 1


def context(massnahme: Massnahme, *, oeffentlich: bool = True) -> dict[str, Any]:
    """Return everything the page needs; a constant number of queries."""
    meilensteine = list(massnahme.meilensteine.all())
    sachstaende = reports(massnahme)
    sachstand = sachstaende[0] if sachstaende else None
    geld = mittel.public(massnahme) if oeffentlich else mittel.whole(massnahme)
    messreihen = [series(row) for row in massnahme.indikatoren.select_related("zahlenreihe").prefetch_related("werte")]
    return {
        "massnahme": massnahme,
        "ampel": _ampel(massnahme, meilensteine, messreihen, sachstand),
        "vorspann": vorspann(massnahme.kurzbeschreibung),
        "mehr": mehr(massnahme.kurzbeschreibung),
        "sachstand": sachstand,
        "sachstand_art": STATUS_ART[sachstand.stand] if sachstand else "offen",
        "sachstaende": sachstaende,
        "meilensteine": meilensteine,
        "etappen": [MeilensteinStand(stone, *wording.meilenstein_stand(stone)) for stone in meilensteine],
        "heute": timezone.localdate(),
        "schritte": list(massnahme.schritte.all()),
        "messreihen": messreihen,
        "faden": draw(stations(massnahme, meilensteine, sachstand, oeffentlich=oeffentlich)),
        "mittel": geld,
        "merkmale": [
            *facts(massnahme, geld.personal),
            *(_stands_in(massnahme) if oeffentlich else _programme(massnahme)),
        ],
        "nachbarn": neighbours(massnahme, oeffentlich=oeffentlich),
    }


def _ampel(
    massnahme: Massnahme,
    meilensteine: Sequence[Meilenstein],
    messreihen: Sequence[Messreihe],
    sachstand: Sachstand | None,
) -> Ampel:
    urteil = Ampelurteil.objects.in_force().filter(massnahme=massnahme).first()
    if urteil is not None:
        return ampel.said(urteil)
    indikatoren = [reihe.indikator for reihe in messreihen]
    turn = takt.of(massnahme)
    return ampel.work_out(ampel.Lage(massnahme, meilensteine, indikatoren, sachstand, timezone.localdate(), turn))


def reports(massnahme: Massnahme) -> list[Sachstand]:
    """Return the reports that count, newest first; each knows in `frueher` what it put right, the latest first."""
    approved = {row.pk: row for row in massnahme.sachstaende.approved()}
    replaced = {row.berichtigt_id for row in approved.values()}
    counting = [row for row in approved.values() if row.pk not in replaced]
    for row in counting:
        row.frueher = list(_before(row, approved))
    return counting


def _before(row: Sachstand, approved: Mapping[int, Sachstand]) -> Iterator[Sachstand]:
    while row.berichtigt_id is not None:
        row = approved[row.berichtigt_id]
        yield row


def _stands_in(massnahme: Massnahme) -> list[Paar]:
    """Return the plans and the last reports that have the measure."""
    return [*places(massnahme), *berichte.places(massnahme)]


def _programme(massnahme: Massnahme) -> list[Paar]:
    """Return what only the desk is told: by what the funder counts the measure."""
    named = ", ".join(str(one) for one in massnahme.schwerpunkte.all())
    return [("Schwerpunkte", named, "")] if named else []


def vorspann(text: str) -> str:
    """The first paragraph is the lead of the page."""
    return text.replace("\r\n", "\n").strip().partition("\n\n")[0]


def mehr(text: str) -> str:
    return text.replace("\r\n", "\n").strip().partition("\n\n")[2]


def series(indikator: Indikator) -> Messreihe:
    werte = list(indikator.werte.all())
    punkte = [(wert.datum, wert.wert) for wert in werte]
    if indikator.basis is not None and indikator.basis_datum is not None:
        punkte = [(indikator.basis_datum, indikator.basis), *(p for p in punkte if p[0] != indikator.basis_datum)]
    ziel = None
    if indikator.ziel is not None and indikator.ziel_datum is not None:
        ziel = (indikator.ziel_datum, indikator.ziel)
    return Messreihe(indikator, punkte, ziel, werte, jahresziele.of(indikator))


def facts(massnahme: Massnahme, personal: str) -> list[Paar]:
    """Return word, value and address of each line of the Steckbrief; empty values are left out by the template."""
    beschluss = massnahme.startbeschluss
    rows = list(massnahme.mitwirkungen.select_related("institution", "stelle"))
    leading = [row for row in rows if row.aufgabe == Aufgabe.FUEHRT_MIT]
    others = [f"{row.name} ({row.was})" if row.was else row.name for row in rows if row not in leading]
    return [
        ("Zuständig", responsible(massnahme), ""),
        ("Mit Federführung", ", ".join(f"{one.name} ({one.rolle})" if one.rolle else one.name for one in leading), ""),
        ("Im Wortlaut", f"„{massnahme.zustaendigkeit_original}“" if massnahme.zustaendigkeit_original else "", ""),
        ("Beteiligt", ", ".join(others), ""),
        ("Für wen", ", ".join(wording.zielgruppen(massnahme)), ""),
        ("Bereich", ", ".join(wording.bildungsbereiche(massnahme)), ""),
        ("Wo", ", ".join(str(gemeinde) for gemeinde in massnahme.gemeinden.all()), ""),
        ("Zeitraum", wording.zeitraum(massnahme), ""),
        ("Im Beschluss", f"„{massnahme.zeitraum_original}“" if massnahme.zeitraum_original else "", ""),
        ("Horizont", massnahme.get_horizont_display(), ""),
        ("Priorität", massnahme.prioritaet, ""),
        ("Personal", personal, ""),
        ("Beschluss", wording.beschluss(beschluss), beschluss.vorlage.link if beschluss else ""),
    ]


def responsible(massnahme: Massnahme) -> str:
    """Return the Stelle in the lead as it is called today, empty when nobody leads."""
    stelle = massnahme.federfuehrung
    return name_today(stelle, timezone.localdate()) if stelle else ""
