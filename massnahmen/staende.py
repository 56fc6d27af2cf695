"""Earlier states of measures, their parts and plans."""

from collections.abc import Collection, Iterator
from typing import Any

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import By
from bildungskommune.werkbank.staende import Gemerkt, Ungemerkt, staende
from massnahmen import plaetze
from massnahmen.access import may_edit, may_edit_this
from massnahmen.bericht import schreiben
from massnahmen.bestandteile import rules
from massnahmen.models import (
    Ampelurteil,
    Beschlussvorschlag,
    Erinnerung,
    Erinnerungsruhe,
    Feldurteil,
    Finanzierungsposten,
    Handlungsschritt,
    Indikator,
    Indikatorwert,
    Massnahme,
    Massnahmenbezug,
    Massnahmenplan,
    Massnahmenpriorisierung,
    Meilenstein,
    Mitwirkung,
    Planplatz,
    Sachstand,
    Sachstandsfreigabe,
    Umsetzungsbericht,
    Verbindung,
)


@staende.register
def measures() -> Iterator[Gemerkt | Ungemerkt]:
    yield Gemerkt(Massnahmenplan, lambda plan: reverse("v-plan", args=(plan.pk,)), may_edit_this)
    yield Gemerkt(
        Planplatz, lambda platz: reverse("v-plan", args=(platz.plan_id,)), may_edit_this, regel=plaetze.change
    )
    yield Gemerkt(Umsetzungsbericht, lambda bericht: reverse("v-bericht", args=(bericht.pk,)), may_edit_this)
    yield Gemerkt(Beschlussvorschlag, _in_report, _plans, schreiben.change)
    yield Gemerkt(Feldurteil, _in_report, _plans, schreiben.change)
    yield Gemerkt(Massnahme, _url, may_edit_this, bleibt=("prioritaet",))
    yield Gemerkt(Handlungsschritt, _place, _plans, _change, ohne=("zustaendig",))
    yield Gemerkt(Meilenstein, _place, _plans, _change)
    yield Gemerkt(Indikatorwert, _place, _plans, _change, mit=("indikator",))
    yield Gemerkt(Indikator, _place, _plans, _change)
    yield Gemerkt(Mitwirkung, _place, _plans, _change)
    yield Gemerkt(Finanzierungsposten, _place, _plans, _change)
    yield Gemerkt(Massnahmenbezug, _place)
    yield Gemerkt(Verbindung, _place)
    # A report stays as it was given.
    yield Gemerkt(Sachstand, _place, ohne=("erfasst_von_id", "erfasst_am"))
    yield Ungemerkt(Ampelurteil, "jedes Urteil ist eine Zeile für sich; auch das aufgehobene bleibt")
    yield Ungemerkt(Erinnerung, "sagt nur, wer wann woran erinnert wurde, und geht nach einem Jahr")
    yield Ungemerkt(Erinnerungsruhe, "jede ist eine Zeile für sich; auch die aufgehobene bleibt")
    yield Ungemerkt(Massnahmenpriorisierung, "jede Festlegung ist eine Zeile für sich; der Verlauf zeigt alle")
    yield Ungemerkt(Sachstandsfreigabe, "steht, wie entschieden wurde: die Datenbank lässt keine Änderung zu")


def _massnahme(teil: Any) -> Massnahme:
    """Return the measure that a part belongs to; a link between two belongs to the one it starts from."""
    if isinstance(teil, Indikatorwert):
        return teil.indikator.massnahme
    found: Massnahme = teil.von if isinstance(teil, Verbindung) else teil.massnahme
    return found


def _in_report(urteil: Any) -> str:
    return reverse("v-bericht", args=(urteil.bericht_id,))


def _url(massnahme: Massnahme) -> str:
    return _page(massnahme.pk)


def _page(pk: int) -> str:
    return reverse("v-massnahme", args=(pk,))


def _place(teil: Any) -> str:
    """Return the page of the measure that a part belongs to, by its key alone."""
    if isinstance(teil, Indikatorwert):
        return _page(teil.indikator.massnahme_id)
    return _page(teil.von_id if isinstance(teil, Verbindung) else teil.massnahme_id)


def _plans(user: Nutzer, teil: object) -> bool:
    return may_edit(user)


def _change(teil: rules.Bestandteil, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    rules.change(teil, fields, _massnahme(teil), version=version, by=by)
