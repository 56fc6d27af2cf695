"""What the Koffer keeps of the file that it was filled with: the state with which its own is compared at home."""

import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction

from bildungskommune.accounts.models import Konto
from bildungskommune.akte.datei import Datei
from bildungskommune.akte.einlesen import einlesen
from workshops.koffer import auszug
from workshops.koffer.datei import Inhalt, Unlesbar
from workshops.models import Saalschritt, Workshop

KONTO = "koffer@koffer.example"


def fill(inhalt: Inhalt) -> str:
    """Read a file of the office into this Koffer and keep it; returns the title of the workshop.

    A workshop that is there already is refused: work in the hall is not written over. Raises Unlesbar, AkteUnlesbar.
    """
    slug = inhalt["workshop"]
    if "jetzt" in inhalt:
        raise Unlesbar("Diese Datei hat ein Koffer geschrieben. Sie gehört ins Büro.")
    if Workshop.objects.filter(slug=slug).exists():
        raise Unlesbar(
            "Dieser Workshop liegt schon in diesem Koffer. Bringen Sie ihn erst zurück, dann leeren Sie den Koffer."
        )
    with transaction.atomic():
        einlesen(Datei(inhalt["mitgenommen"]))
        workshop = Workshop.objects.get(slug=slug)
        _lay_out(workshop, inhalt["schritte"])
        path = _path(slug)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(inhalt), encoding="utf-8")
    return workshop.titel


def _lay_out(workshop: Workshop, schritte: Sequence[Mapping[str, str]]) -> None:
    """Write the steps that the office laid out for the hall, in their order."""
    gruppen = {gruppe.kennung: gruppe for gruppe in workshop.gruppen.all()}
    abfragen = {abfrage.kennung: abfrage for abfrage in workshop.abfragen.all()}
    for position, schritt in enumerate(schritte, start=1):
        Saalschritt.objects.create(
            workshop=workshop,
            position=position,
            art=schritt["art"],
            titel=schritt["titel"],
            phase=schritt["phase"],
            gruppe=gruppen.get(schritt["gruppe__kennung"]),
            abfrage=abfragen.get(schritt["abfrage__kennung"]),
        )


def taken(workshop: Workshop) -> Inhalt | None:
    """Return what this workshop was taken along as; None for one that was laid down here."""
    path = _path(workshop.slug)
    found: Inhalt | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    return found


def back(workshop: Workshop) -> Inhalt:
    """Return the file for the office."""
    return auszug.bring_home(workshop, taken(workshop) or auszug.take_along(workshop))


def account() -> tuple[str, str] | None:
    """Make the account that everybody at the Koffer uses; returns address and password, None when it is there."""
    if Konto.objects.filter(email=KONTO).exists():
        return None
    password = secrets.token_urlsafe(12)
    Konto.objects.create_user(KONTO, password, name="Werkstattkoffer", rolle=Konto.Rolle.STABSSTELLE)
    return KONTO, password


def _path(slug: str) -> Path:
    return settings.VAR_DIR / "koffer" / f"{slug}.json"
