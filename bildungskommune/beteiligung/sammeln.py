"""One decision for many points: what will change is shown first, and another person still confirms it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record_each
from bildungskommune.beteiligung import abwaegung
from bildungskommune.beteiligung.abwaegung import ENTSCHIEDEN
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt
from bildungskommune.beteiligung.models.punkt import PunktQuerySet
from bildungskommune.ui.zeiten import datum
from bildungskommune.werkbank.textbaustein import Textbaustein

FELDER = (
    *("entscheidung", "begruendung", "schlagworte", "zustaendig", "frist", "version"),
    *("entschieden_von", "entschieden_am", "bestaetigt_von", "bestaetigt_am"),
)
"""The columns that many points may get at once."""
JE_SCHREIBEN = 500


class Moved(Exception):
    """The points, or what they are to get, are not those of the preview."""

    def __init__(self) -> None:
        super().__init__(
            "Seit der Vorschau hat sich etwas geändert. Noch ist nichts gespeichert. "
            "Bitte sehen Sie unten noch einmal nach, was geschehen würde."
        )


@dataclass(frozen=True)
class Vorgabe:
    """What every chosen point gets; what is empty here stays at each of them as it is."""

    entscheidung: str = ""
    begruendung: str = ""
    schlagworte: tuple[str, ...] = ()
    zustaendig: Konto | None = None
    frist: date | None = None

    def for_point(self, punkt: Punkt) -> dict[str, object]:
        """Return the fields of this point that would change, with their new values."""
        wanted: dict[str, object] = {
            "entscheidung": self.entscheidung,
            "begruendung": self.begruendung,
            "zustaendig": self.zustaendig,
            "frist": self.frist,
            "schlagworte": list(dict.fromkeys([*punkt.schlagworte, *self.schlagworte])),
        }
        return {name: value for name, value in wanted.items() if value and value != getattr(punkt, name)}


@dataclass(frozen=True)
class Aenderung:
    punkt: Punkt
    felder: Mapping[str, object]

    @property
    def ist_entscheidung(self) -> bool:
        return bool(set(ENTSCHIEDEN) & set(self.felder))

    @property
    def ist_bestaetigung_hin(self) -> bool:
        """Whether somebody has confirmed what changes now."""
        return self.ist_entscheidung and self.punkt.bestaetigt_am is not None

    @property
    def worte(self) -> list[tuple[str, str, str]]:
        """Return for each field its name, how it is and how it will be."""
        named = [(name, str(Punkt._meta.get_field(name).verbose_name)) for name in self.felder]  # type: ignore[union-attr]  # columns
        return [
            (wort, in_words(name, getattr(self.punkt, name)), in_words(name, self.felder[name])) for name, wort in named
        ]


def in_words(feld: str, wert: object) -> str:
    """Say a value as people read it; "–" for none."""
    if feld == "entscheidung" and wert:
        return str(Punkt.Entscheidung(str(wert)).label)
    if isinstance(wert, date):
        return datum(wert)
    return ", ".join(map(str, wert)) if isinstance(wert, list) and wert else str(wert or "–")


def preview(punkte: Iterable[Punkt], vorgabe: Vorgabe) -> list[Aenderung]:
    """Return what would change; points that stand so already are left out."""
    found = (Aenderung(punkt, vorgabe.for_point(punkt)) for punkt in punkte)
    return [one for one in found if one.felder]


def stand(aenderungen: Iterable[Aenderung]) -> str:
    """Return what tells this preview from another: the points as they stand, and what they get."""
    said = [f"{one.punkt.pk}:{one.punkt.version}:{sorted(map(str, one.felder.items()))}" for one in aenderungen]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def decide(
    runde: Beteiligungsrunde,
    keys: Sequence[int],
    vorgabe: Vorgabe,
    *,
    gesehen: str,
    by: Nutzer,
    now: datetime | None = None,
) -> int:
    """Give all these points what was shown in the preview of this `stand`. Returns how many changed.

    A decision that changes is to be confirmed anew. Raises Moved, abwaegung.Answered.
    """
    now = now or timezone.now()
    with transaction.atomic():
        abwaegung.lock(runde)
        changed = preview(locked(runde, keys), vorgabe)
        if stand(changed) != gesehen:
            raise Moved
        for one in changed:
            _set(one, by, now)
        Punkt.objects.bulk_update([one.punkt for one in changed], FELDER, batch_size=JE_SCHREIBEN)
        if any(one.ist_entscheidung for one in changed):
            abwaegung.reopen(runde)
        Textbaustein.objects.count_in(vorgabe.begruendung, sum("begruendung" in one.felder for one in changed))
        record_each(by, "punkt.geaendert", [(one.punkt, {"felder": sorted(one.felder)}) for one in changed], now=now)
    return len(changed)


def locked(runde: Beteiligungsrunde, keys: Sequence[int]) -> PunktQuerySet:
    """Return these points of the round in their order, held until the end of the transaction."""
    rows = Punkt.objects.filter(stellungnahme__runde=runde, pk__in=keys).counting().in_order()
    return rows.select_related("stellungnahme").select_for_update(of=("self",))


def _set(one: Aenderung, by: Nutzer, now: datetime) -> None:
    for name, value in one.felder.items():
        setattr(one.punkt, name, value)
    one.punkt.version += 1
    if one.ist_entscheidung:
        one.punkt.entschieden_von_id, one.punkt.entschieden_am = by.pk, now
        one.punkt.bestaetigt_von, one.punkt.bestaetigt_am = None, None


@dataclass(frozen=True)
class Bestaetigung:
    """Which of the chosen points somebody can confirm, and how many not."""

    punkte: list[Punkt]
    eigene: int
    offene: int
    bestaetigte: int


def confirmable(punkte: Iterable[Punkt], by: Nutzer) -> Bestaetigung:
    """Return the points that this person can confirm: decided by somebody else and not confirmed yet."""
    rows = list(punkte)
    decided = [one for one in rows if one.entscheidung]
    waiting = [one for one in decided if one.bestaetigt_am is None]
    free = [one for one in waiting if one.entschieden_von_id != by.pk]
    return Bestaetigung(free, len(waiting) - len(free), len(rows) - len(decided), len(decided) - len(waiting))


def confirm(runde: Beteiligungsrunde, gesehen: Mapping[int, int], *, by: Nutzer, now: datetime | None = None) -> int:
    """Confirm points that were seen in this version, each decided by somebody else. Returns how many.

    Raises abwaegung.Answered.
    """
    now = now or timezone.now()
    with transaction.atomic():
        abwaegung.lock(runde)
        free = confirmable(locked(runde, list(gesehen)), by).punkte
        same = [one for one in free if one.version == gesehen[one.pk]]
        Punkt.objects.filter(pk__in=[one.pk for one in same]).update(bestaetigt_von=by.pk, bestaetigt_am=now)
        record_each(by, "punkt.bestaetigt", [(one, {}) for one in same], now=now)
    return len(same)
