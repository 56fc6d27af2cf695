"""What a table of measures may name, by the words that people use; each kind is asked for once."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.db import models

from bildungskommune.akteure.models import Gemeinde, Institution, Stelle
from bildungskommune.beteiligung.models import Beratung
from bildungskommune.foerderung.models import Schwerpunkt
from konzept.models import Handlungsfeld, Strategie, Ziel
from leitbild.models import Abschnitt
from massnahmen.models import Massnahme, Massnahmenplan, Planplatz
from massnahmen.suche import LEITSAETZE
from massnahmen.tabelle.worte import TRENNER, Namen

AKTEURE = {Stelle: "Stelle", Institution: "Institution"}


class Verzeichnis:
    @cached_property
    def gemeinden(self) -> Namen[Gemeinde]:
        return Namen("Die Gemeinde", _called(Gemeinde.objects.all(), "name", "kennung"))

    @cached_property
    def schwerpunkte(self) -> Namen[Schwerpunkt]:
        return Namen("Den Programmschwerpunkt", _called(Schwerpunkt.objects.all(), "titel", "kennung"))

    @cached_property
    def stellen(self) -> Namen[Stelle]:
        return Namen("Die Stelle", _called(self._stellen, "name", "kennung", "kurzname"))

    @cached_property
    def _stellen(self) -> list[Stelle]:
        return list(Stelle.objects.all())

    @cached_property
    def akteure(self) -> Namen[models.Model]:
        """Stellen and institutions: both may take part."""
        rows: list[Any] = [*self._stellen, *Institution.objects.all()]
        return Namen(
            "Die Stelle oder Institution",
            ((one, 0, (one.name, one.kurzname, f"{AKTEURE[type(one)]} {one.kennung}")) for one in rows),
        )

    @cached_property
    def beschluesse(self) -> Namen[Beratung]:
        rows = Beratung.objects.newest().filter(rolle=Beratung.Rolle.ENTSCHEIDUNG)
        return Namen("Die Entscheidung", ((one, 0, [_decision(one)]) for one in rows))

    @cached_property
    def plaene(self) -> Namen[Massnahmenplan]:
        return Namen("Den Maßnahmenplan", _called(Massnahmenplan.objects.all(), "titel", "kennung"))

    @cached_property
    def plaetze(self) -> dict[int, int]:
        """For each place in a plan how many stand before it, and one."""
        found: dict[int, int] = {}
        ranks: dict[int, int] = {}
        for pk, plan in Planplatz.objects.order_by("position", "pk").values_list("pk", "plan_id"):
            ranks[plan] = found[pk] = ranks.get(plan, 0) + 1
        return found

    @cached_property
    def ziele(self) -> dict[str, Namen[Any]]:
        """What a measure may come from, by the field of its Bezug."""
        felder = Handlungsfeld.objects.select_related("konzept")
        abschnitte = Abschnitt.objects.select_related("leitbild")
        return {
            "handlungsfeld": Namen("Das Handlungsfeld", _placed(felder, "konzept")),
            "strategie": Namen("Die Strategie", _placed(_in_feld(Strategie), "handlungsfeld", "konzept")),
            "ziel": Namen("Das Ziel", _placed(_in_feld(Ziel), "handlungsfeld", "konzept")),
            "abschnitt": Namen("Den Leitsatz", _placed(abschnitte, "leitbild", zuerst=LEITSAETZE)),
        }

    @cached_property
    def massnahmen(self) -> Namen[Any]:
        rows = Massnahme.objects.order_by("pk").only("pk", "nr", "titel", "kennung")
        return Namen("Die Maßnahme", ((one, 0, (one.nr, one.kennung, one.titel)) for one in rows))


def _decision(one: Beratung) -> str:
    return TRENNER.join((one.vorlage.nummer, one.gremium.name, f"{one.datum:%d.%m.%Y}"))


def _in_feld(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._default_manager.select_related("handlungsfeld__konzept")


def _called(rows: Iterable[Any], *fields: str) -> Iterator[tuple[Any, int, list[str]]]:
    for row in rows:
        yield row, 0, [str(getattr(row, name)) for name in fields]


def _placed(rows: Iterable[Any], *above: str, zuerst: Iterable[str] = ()) -> Iterator[tuple[Any, int, list[str]]]:
    """Yield each with its words; of several editions the newest is meant. The whole way of Kennungen is no other's."""
    for row in rows:
        way = [row.kennung]
        upper = row
        for name in above:
            upper = getattr(upper, name)
            way.insert(0, upper.kennung)
        rank = 2 * upper.pk + (not zuerst or row.art in zuerst)
        yield row, rank, [row.titel, f"{row.nr} {row.titel}", str(row), row.kennung, row.nr, "/".join(way)]
