"""A person decides about each proposal: take it over, dismiss it, say which Gremium it is."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bildungskommune.akteure.models import Gremium
from bildungskommune.audit.log import By, record
from bildungskommune.beteiligung import beschluss
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.oparl import abgleich
from bildungskommune.oparl.lesen import Stand
from bildungskommune.oparl.models import Quelle, Vorschlag, Zuordnung
from bildungskommune.werkbank import aendern

Art = Vorschlag.Art


class NichtUebernommen(Exception):
    """The proposal cannot be taken over as it is; the text says why."""


def take_over(vorschlag: Vorschlag, *, by: By) -> None:
    """Write what is proposed, by the rules of the forms. Raises NichtUebernommen, and nothing is written then."""
    try:
        with transaction.atomic():
            quelle = Quelle.objects.select_for_update(of=("self",)).get(pk=vorschlag.quelle_id)
            _check_it_still_stands(quelle, vorschlag)
            WRITE[Art(vorschlag.art)](quelle, vorschlag, by)
            record(by, "abgleich.uebernommen", quelle, was=vorschlag.titel[:200])
            vorschlag.delete()
            abgleich.renew(quelle)
    except beschluss.SchonVeroeffentlicht as refused:
        raise NichtUebernommen(str(refused)) from refused
    except ValidationError as refused:
        raise NichtUebernommen(" ".join(refused.messages)) from refused
    except IntegrityError as refused:
        raise NichtUebernommen("Das steht so schon an anderer Stelle.") from refused


def take_over_all(quelle: Quelle, *, by: By) -> tuple[int, list[str]]:
    """Take over all that can be; returns how many, and why others stay."""
    done, refused = 0, dict[str, str]()
    while True:
        rows = quelle.vorschlaege.filter(verworfen=False).exclude(art=Art.GREMIUM)
        row = rows.exclude(schluessel__in=refused).first()
        if row is None:
            return done, [f"{titel}" for titel in refused.values()]
        try:
            take_over(row, by=by)
            done += 1
        except NichtUebernommen as error:
            refused[row.schluessel] = f"{row.titel}: {error}"


def dismiss(vorschlag: Vorschlag, *, by: By) -> None:
    """Leave it as it is here; the same is not offered again."""
    with transaction.atomic():
        if Vorschlag.objects.filter(pk=vorschlag.pk, verworfen=False).update(verworfen=True):
            record(by, "abgleich.verworfen", vorschlag.quelle, was=vorschlag.titel[:200])


def assign(vorschlag: Vorschlag, gremium: Gremium, *, by: By) -> None:
    """Remember which Gremium an Organization is, for this Vorlage and all others."""
    with transaction.atomic():
        _remember(vorschlag.wert["kennung"], gremium, name=vorschlag.wert["name"])
        record(by, "abgleich.zugeordnet", vorschlag.quelle, was=str(gremium)[:200])
        abgleich.renew(vorschlag.quelle)


def assign_new(vorschlag: Vorschlag, *, by: By) -> Gremium:
    """Make the Gremium as it is called there, and assign it. Raises NichtUebernommen without a name."""
    name = vorschlag.wert["name"]
    if not name:
        raise NichtUebernommen("Das Ratsinformationssystem nennt keinen Namen. Bitte wählen Sie ein Gremium aus.")
    gremium = Gremium(name=name, kurzname=vorschlag.wert["kurzname"])
    with transaction.atomic():
        aendern.create(gremium, by=by, taken=lambda: Gremium.objects.values_list("kennung", flat=True), words=name)
        assign(vorschlag, gremium, by=by)
    return gremium


def _remember(kennung: str, gremium: Gremium, *, name: str) -> None:
    Zuordnung.objects.update_or_create(kennung=kennung, defaults={"gremium": gremium, "name": name})


def _check_it_still_stands(quelle: Quelle, vorschlag: Vorschlag) -> None:
    """Refuse when something else stands here or there than the person has read."""
    now = {one.schluessel: one for one in abgleich.differences(quelle, Stand.from_json(quelle.stand))}
    same = now.get(vorschlag.schluessel)
    if same is None or (same.hier, same.wert) != (vorschlag.hier, vorschlag.wert):
        raise NichtUebernommen("Das hat sich inzwischen geändert. Bitte sehen Sie es sich noch einmal an.")


def _new_paper(quelle: Quelle, vorschlag: Vorschlag, by: By) -> None:
    vorlage = Vorlage(**vorschlag.wert)
    vorlage.full_clean()
    aendern.create(vorlage, by=by)
    quelle.vorlage = vorlage
    quelle.save(update_fields=["vorlage"])


def _field(quelle: Quelle, vorschlag: Vorschlag, by: By) -> None:
    assert quelle.vorlage is not None, "fields of a Vorlage are proposed once there is one"
    vorlage = Vorlage.objects.get(pk=quelle.vorlage.pk)
    setattr(vorlage, vorschlag.schluessel, vorschlag.wert)
    vorlage.full_clean()
    aendern.change(vorlage, [vorschlag.schluessel], by=by)


def _new_debate(quelle: Quelle, vorschlag: Vorschlag, by: By) -> None:
    wert: dict[str, Any] = dict(vorschlag.wert)
    kennung, gremium = wert.pop("gremium_kennung"), Gremium.objects.get(pk=wert.pop("gremium"))
    beratung = Beratung(vorlage=quelle.vorlage, gremium=gremium, **wert | {"datum": date.fromisoformat(wert["datum"])})
    beratung.full_clean()
    beschluss.enter(beratung, by=by)
    if not Zuordnung.objects.filter(kennung=kennung).exists():
        _remember(kennung, gremium, name=gremium.name)


def _debate_field(quelle: Quelle, vorschlag: Vorschlag, by: By) -> None:
    _, pk, feld = vorschlag.schluessel.split()
    beratung = Beratung.objects.select_related("vorlage", "gremium").get(pk=pk)
    setattr(beratung, feld, date.fromisoformat(vorschlag.wert) if feld == "datum" else vorschlag.wert)
    beratung.full_clean()
    beschluss.correct(beratung, [feld], version=None, by=by)


def _not_by_itself(quelle: Quelle, vorschlag: Vorschlag, by: By) -> None:
    raise NichtUebernommen("Bitte wählen Sie aus, welches Gremium das ist.")


WRITE: Mapping[Art, Callable[[Quelle, Vorschlag, By], None]] = {
    Art.VORLAGE: _new_paper,
    Art.ANGABE: _field,
    Art.GREMIUM: _not_by_itself,
    Art.BERATUNG: _new_debate,
    Art.BERATUNGSANGABE: _debate_field,
}
