"""Load the sample process: a Verfahrensakte, its published Fassungen and accounts to try the portal with."""

import secrets
from datetime import date, datetime
from functools import partial
from typing import Any

import yaml
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.akte.datei import parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.akteure.models import Stelle
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Eintrag
from bildungskommune.beispiel.auslegung import consult
from bildungskommune.beispiel.bilder import zeichnungen
from bildungskommune.beispiel.damals import worded
from bildungskommune.beispiel.ordner import FOLDER
from bildungskommune.beispiel.verschieben import move_akte, moved, weeks_after
from bildungskommune.beteiligung.beschluss import follow, freeze_adopted
from bildungskommune.beteiligung.models import Vorlage
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Art, Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.seiten.models import Kommune

EREIGNIS = "beispieldaten.geladen"
Zugaenge = list[tuple[str, str, str]]


def is_loaded() -> bool:
    """Whether the sample process was ever loaded into this database."""
    return Eintrag.objects.filter(ereignis=EREIGNIS).exists()


def load(today: date | None = None) -> tuple[Ergebnis, Zugaenge]:
    """Load what is missing of the sample process; returns what changed and the new log-ins with passwords.

    Its invented days move to `today`; when it was loaded before, they stay where that day put them.
    """
    zugaben: dict[str, Any] = yaml.safe_load((FOLDER / "zugaben.yaml").read_text(encoding="utf-8"))
    day = _first_day() or today or timezone.localdate()
    by = weeks_after(day)
    datei = parse((FOLDER / "boerde.yaml").read_text(encoding="utf-8"))
    move_akte(datei.inhalt, zugaben["bewegt"], by)
    with transaction.atomic():
        ergebnis = einlesen(datei)
        drawn = sum(zeichnungen.collect())
        zugaenge = [access for wanted in zugaben["konten"] if (access := _account(wanted))]
        published = sum(_publish(moved(order, by) if order.get("bewegt") else order) for order in zugaben["fassungen"])
        if ergebnis.changes or drawn or published or zugaenge:
            record(None, EREIGNIS, Kommune.objects.current(), tag=day.isoformat())
    return ergebnis, zugaenge


def _first_day() -> date | None:
    """Return the day to which an earlier run moved the sample."""
    first = Eintrag.objects.filter(ereignis=EREIGNIS).order_by("created", "pk").first()
    if first is None:
        return None
    tag = first.angaben.get("tag")
    return date.fromisoformat(tag) if tag else timezone.localdate(first.created)


def _publish(order: dict[str, Any]) -> bool:
    """Freeze and publish one document as it was on its day, unless it has a Fassung of this kind already."""
    what = definition(order["definition"])
    objekt = what.model_class._default_manager.get(**order["wo"])
    if Fassung.objects.of(what.key, objekt.pk).filter(art=order.get("art", Art.STANDARD)).exists():
        return False
    if "entwurf" in order:
        _freeze(what.key, objekt, order["entwurf"])
        consult(order["entwurf"]["beteiligung"])
    fassung = _freeze(what.key, objekt, order)
    published = datetime.fromisoformat(order.get("beschlossen") or order.get("veroeffentlicht", order["am"]))
    if "vorlage" in order:
        Vorlage.objects.get(nummer=order["vorlage"]).fassungen.add(fassung)
        follow(fassung, by=None, now=published)
    if "beschlossen" in order:
        fassung = freeze_adopted(fassung, stichtag=timezone.localdate(published), by=None, now=published)
    rules.publish(fassung, ohne_beschluss=order.get("ohne_beschluss", ""), now=published)
    return True


def _freeze(key: str, objekt: models.Model, order: dict[str, Any]) -> Fassung:
    """Freeze the document as it was on its day; a text that was amended later in the words it had then."""
    am = datetime.fromisoformat(order["am"])
    freeze = partial(
        rules.freeze,
        key,
        objekt,
        zweck=order["zweck"],
        art=order.get("art", Art.STANDARD),
        stichtag=timezone.localdate(am),
        now=am,
    )
    if "damals" not in order:
        return freeze()
    with worded(order["damals"]):
        return freeze()


def _account(wanted: dict[str, Any]) -> tuple[str, str, str] | None:
    if Konto.objects.filter(email=wanted["email"]).exists():
        return None
    password = secrets.token_urlsafe(12)
    konto = Konto.objects.create_user(
        wanted["email"],
        password,
        name=wanted["name"],
        rolle=wanted["rolle"],
        stelle=Stelle.objects.get(kennung=wanted["stelle"]) if "stelle" in wanted else None,
    )
    if looks_after := wanted.get("betreut"):
        thing = apps.get_model(looks_after["modell"])._default_manager.get(**looks_after["wo"])
        getattr(thing, looks_after["feld"]).add(konto)
    return konto.email, password, konto.get_rolle_display()
