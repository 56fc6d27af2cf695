"""Erase what is kept of an e-mail address (Art. 17 DSGVO): found as for the Auskunft, and where else it is named.

What was counted still counts, and what somebody wrote stays as a text without a name. What stays is told with its
reason.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.audit.log import By, name
from bildungskommune.aufbewahrung import Frist, Teil, declared, found_by
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
class Befund:
    """What there is of an address."""

    gesucht: Gesucht
    funde: list[Fund]
    stellen: list[Stelle]

    @property
    def ist_leer(self) -> bool:
        return not self.funde and not self.stellen

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


def finding(email: str) -> Befund:
    """Return what there is of an address, what would happen to it, and which texts would still name the person."""
    person = sought(email)
    found: list[Fund] = []
    gone: dict[type[models.Model], set[Any]] = {}
    for one, rows in found_by(email):
        keys = set(rows.values_list("pk", flat=True))
        gone.setdefault(one.modell, set()).update(keys)
        found.append(_fund(one, len(keys)))
    frozen = Namensstelle.objects.of(*_sources(email)).named()
    if frozen:
        gone[Namensstelle] = {one.pk for one in frozen}
        found.append(Fund(NAMEN, len(frozen), "entfernt, die PDF-Dateien werden neu gesetzt"))
    for spur in spuren.collect():
        traces = spur.finden(person)
        if traces:
            gone.setdefault(spur.modell, set()).update(row.pk for row in traces)
            found.append(Fund(spur.was, len(traces), spur.folge))
    return Befund(person, found, list(islice(_places(person, gone), HOECHSTENS)))


def _sources(email: str) -> list[models.Model]:
    """Return the rows from which a name may have been frozen: those that are about the person."""
    return [row for one, rows in found_by(email) if isinstance(one, Frist) and one.nennt for row in rows]


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


def erase(email: str, *, by: By = None) -> dict[str, int]:
    """Carry out what `finding` says, in one transaction. Returns how many rows of each kind.

    Raises LastStabsstelle.
    """
    with transaction.atomic():
        person = sought(email)
        # All keys first: what is anonymised is found by its address no more.
        own = [(one, list(rows.values_list("pk", flat=True))) for one, rows in found_by(email)]
        done = {_fund(one, 0).was: len(keys) for one, keys in own}
        done[NAMEN] = alle_namen_entfernen(_sources(email), by=by, grund=GRUND)
        for one, keys in own:
            if isinstance(one, Frist):
                one.forget(one.modell._default_manager.filter(pk__in=keys))
        for spur in spuren.collect():
            done[spur.was] = spur.tun(person)
    return {was: anzahl for was, anzahl in done.items() if anzahl}
