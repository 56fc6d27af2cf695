"""Erase what is kept of an e-mail address (Art. 17 DSGVO): found as for the Auskunft, and where else it is named.

What was counted still counts, and what somebody wrote stays as a text without a name. What stays is told with its
reason.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, TypeAlias

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.audit.log import By, name
from bildungskommune.aufbewahrung import Frist, Teil, declared, found_by
from bildungskommune.auslage import abgleich, bestand
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.fassungen.namen import alle_namen_entfernen
from bildungskommune.fassungen.namensstelle import Namensstelle
from bildungskommune.spuren import Gesucht, sought, spuren

NAMEN, GRUND = "Namen in Fassungen", "Löschung auf Antrag"
HOECHSTENS = 50
"""So many places are told where the name stands in a text."""


@dataclass(frozen=True)
class Fund:
    """One kind of rows: how many, and what happens to them."""

    was: str
    anzahl: int
    folge: str
    rest: str = ""


@dataclass(frozen=True)
class Stelle:
    """A text that names the person and is not touched: somebody has to look at it."""

    art: str
    name: str
    url: str


@dataclass(frozen=True)
class Gleich:
    """A row without an address that bears a name of the person: it may be about her, or about somebody else."""

    schluessel: str
    """How an order names it: "workshop.anmeldung:17"."""
    art: str
    name: str

    def __str__(self) -> str:
        return f"{self.art}: {self.name}"


@dataclass(frozen=True)
class Befund:
    """What there is of an address."""

    gesucht: Gesucht
    funde: list[Fund]
    auch: list[Gleich]
    """Those of them that have no address: somebody said that they are hers."""
    gleiche: list[Gleich]
    """Those of which nobody said so."""
    stellen: list[Stelle]

    @property
    def ist_leer(self) -> bool:
        return not (self.funde or self.gleiche or self.stellen)

    @property
    def bleibt(self) -> dict[str, str]:
        return stays([fund.was for fund in self.funde])


BLEIBT: Mapping[str, str] = {
    "Fassungen": "Text, Nummer und Prüfsumme dessen, was eingefroren wurde, ohne den Namen (Art. 17 Abs. 3 Buchst. d "
    "DSGVO)",
    "Verlauf": "was geschah, mit der Nummer der Sache; er nennt niemanden (Art. 5 Abs. 2 DSGVO)",
    "Löschauftrag": "ein Kennzeichen, aus dem niemand die Adresse errät, und Zahlen, drei Jahre lang (Art. 5 Abs. 2 "
    "DSGVO)",
}
"""What always stays, and why."""


def stays(kinds: Collection[str]) -> dict[str, str]:
    """Return what stays of these kinds of rows and of the rest, each with its reason."""
    own = {one.was: one.bleibt for one in declared() if one.bleibt and one.was in kinds}
    return own | dict(BLEIBT)


def finding(email: str, auch: Collection[str] = ()) -> Befund:
    """Return what there is of an address, what would happen to it, and which texts would still name the person.

    `auch` are the rows without an address that are hers, too (`Gleich.schluessel`).
    """
    person, own = _own(email, auch)
    gone: dict[type[models.Model], set[Any]] = {}
    for one, keys in own:
        gone.setdefault(one.modell, set()).update(keys)
    found = [_fund(one, len(keys)) for one, keys in own]
    frozen = Namensstelle.objects.of(*_sources(own)).named()
    if frozen:
        gone[Namensstelle] = {one.pk for one in frozen}
        found.append(Fund(NAMEN, len(frozen), "entfernt, die PDF-Dateien werden neu gesetzt"))
    for spur in spuren.collect():
        traces = spur.finden(person)
        if traces:
            gone.setdefault(spur.modell, set()).update(row.pk for row in traces)
            found.append(Fund(spur.was, len(traces), spur.folge))
    same = list(_same_name(person))
    for one, row in same:
        gone.setdefault(one.modell, set()).add(row.pk)
    return Befund(
        person,
        found,
        auch=[_gleich(row) for _, row in same if _key(row) in auch],
        gleiche=[_gleich(row) for _, row in same if _key(row) not in auch],
        stellen=list(islice(_places(person, gone), HOECHSTENS)),
    )


Eigene: TypeAlias = list[tuple[Frist | Teil, list[Any]]]
"""The rows that are about the person, by declaration."""


def _own(email: str, auch: Collection[str]) -> tuple[Gesucht, Eigene]:
    """Return what to look for, and the keys of the rows that are about the person."""
    own: dict[Frist | Teil, list[Any]] = {one: list(rows.values_list("pk", flat=True)) for one, rows in found_by(email)}
    person = sought(email)
    words = set(person.worte)
    for one, row in _same_name(person):
        if _key(row) in auch:
            own.setdefault(one, []).append(row.pk)
            words |= {str(getattr(row, field)) for field in one.nennt} - {""}
    return Gesucht(email, tuple(sorted(words))), list(own.items())


def _same_name(person: Gesucht) -> Iterator[tuple[Frist, models.Model]]:
    """Return the rows without an address that bear a name or number under which the address is known."""
    for one in declared():
        if not one.nennt or not one.adresse:
            continue
        named = Q(pk__in=())
        for field, word in product(one.nennt, person.worte):
            named |= Q(**{f"{field}__iexact": word})
        for row in one.modell._default_manager.filter(named, **{one.adresse[0]: ""}).order_by("pk")[:HOECHSTENS]:
            yield one, row


def _key(row: models.Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _gleich(row: models.Model) -> Gleich:
    return Gleich(_key(row), str(row._meta.verbose_name), str(row)[:TITEL_LAENGE])


def _sources(own: Eigene) -> list[models.Model]:
    """Return the rows from which a name may have been frozen: those that bear one."""
    found: list[models.Model] = []
    for one, keys in own:
        if isinstance(one, Frist) and one.nennt:
            found += one.modell._default_manager.filter(pk__in=keys)
    return found


def _fund(one: Frist | Teil, anzahl: int) -> Fund:
    if isinstance(one, Frist):
        return Fund(one.was, anzahl, one.danach, one.rest)
    return Fund(str(one.modell._meta.verbose_name_plural), anzahl, "gelöscht")


def _places(person: Gesucht, gone: Mapping[type[models.Model], set[Any]]) -> Iterator[Stelle]:
    """Return the rows of any kind that name the person in a text, but for those that go."""
    handled = {spur.modell for spur in spuren.collect() if spur.vollstaendig} | {Loeschauftrag}
    for model in apps.get_models():
        fields = [one.name for one in model._meta.concrete_fields if _is_text(one)]
        if not fields or model in handled:
            continue
        for row in person.rows_in(model._default_manager.all(), *fields):
            if row.pk not in gone.get(model, ()):
                url = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
                yield Stelle(str(model._meta.verbose_name), name(row)[:TITEL_LAENGE], url)


def _is_text(one: models.Field) -> bool:
    if one.choices or one.primary_key:
        return False
    return isinstance(one, models.CharField | models.TextField | models.JSONField | ArrayField)


def erase(email: str, auch: Collection[str] = (), *, by: By = None) -> dict[str, int]:
    """Carry out what `finding` says, in one transaction. Returns how many rows of each kind.

    Raises LastStabsstelle.
    """
    with transaction.atomic():
        # All keys first: what is anonymised is found by its address no more.
        person, own = _own(email, auch)
        done: Counter[str] = Counter()
        done[NAMEN] = alle_namen_entfernen(_sources(own), by=by, grund=GRUND)
        for one, keys in own:
            done[_fund(one, 0).was] += len(keys)
            if isinstance(one, Frist):
                one.forget(one.modell._default_manager.filter(pk__in=keys))
        for spur in spuren.collect():
            done[spur.was] += spur.tun(person)
        transaction.on_commit(_take_pages_away)
    return {was: anzahl for was, anzahl in done.items() if anzahl}


def _take_pages_away() -> None:
    """Take away the public pages that lie out on this host with a name; on others, and again here, a watcher does."""
    if bestand.folder().is_dir():
        abgleich.look_through()
