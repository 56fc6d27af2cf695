"""Golden snapshots: what each version of the code froze, one file for each Definition, kind and version.

`golden/leitbild-1.json` is version 1 of the Leitbild, `golden/leitbild-leichte_sprache-1.json` of its other kind.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone
from lxml import html as lxml_html

from bildungskommune.fassungen import liste
from bildungskommune.fassungen.models import Art, Fassung
from bildungskommune.fassungen.registry import definition, definitions
from bildungskommune.fassungen.rules import checksum
from tests.factories import make_bericht, make_konzept, make_leitbild, make_plan, make_workshop

_DOKUMENTATION = {"p1": ("Jana Beispiel", "3a8140e3169c096665e61c7ddb212398")}
_LEITBILD = {
    "p1": ("Erzieherin, 34 Jahre (erfundene Person)", "200a3583903b7413886673fd62ef0256"),
    "p2": ("Lesepate, 68 Jahre (erfundene Person)", "9b1fa3bf871972bb82c13f45e1c8611d"),
}
NAMEN = {
    "dokumentation-3": _DOKUMENTATION,
    "dokumentation-4": _DOKUMENTATION,
    "dokumentation-5": _DOKUMENTATION,
    "dokumentation-6": _DOKUMENTATION,
    "dokumentation-7": {**_DOKUMENTATION, "p2": ("Kim Beispiel", "5b0c1f0a9d7e4a61b3f2c8e7d6a59483")},
    "leitbild-4": _LEITBILD,
    "leitbild-5": _LEITBILD,
    "leitbild-6": {
        **_LEITBILD,
        "p3": ("Kita Abendstern", "0d5e6f7a8b9c4d1e2f3a4b5c6d7e8f90"),
        "p4": ("Kreisvolkshochschule Börde", "91a2b3c4d5e6f708192a3b4c5d6e7f80"),
    },
}
"""The names that were laid beside a snapshot when it was frozen, with the salt of their seals."""
ORDNER = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Golden:
    definition: str
    art: str
    version: int

    def __str__(self) -> str:
        return "-".join([self.definition, *([self.art] if self.art != Art.STANDARD else []), str(self.version)])

    def snapshot(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((ORDNER / f"{self}.json").read_text())
        return found


def all_golden() -> list[Golden]:
    """Return every golden snapshot that there has to be."""
    return [
        Golden(what.key, art, version)
        for what in definitions().values()
        for art in what.arten
        for version in range(1, what.version + 1)
    ]


def make_document(key: str) -> models.Model:
    makers = {
        "leitbild": make_leitbild,
        "konzept": make_konzept,
        "massnahmenplan": make_plan,
        "umsetzungsbericht": make_bericht,
    }
    return makers[key]() if key in makers else make_workshop()


def publish_golden(golden: Golden, snapshot: dict[str, Any] | None = None) -> Fassung:
    """Put a snapshot in place as it would stand in the database: published, its checksum right."""
    what = definition(golden.definition)
    dokument = make_document(golden.definition)
    content = golden.snapshot() if snapshot is None else snapshot
    now = timezone.now()
    fassung = Fassung.objects.create(
        definition=golden.definition,
        objekt_id=dokument.pk,
        dokument=what.kennung(dokument),
        art=golden.art,
        nummer=1,
        zweck="lesefassung",
        titel=f"Probe {golden}",
        stichtag=timezone.localdate(),
        snapshot=content,
        sha256=checksum(content),
        status="veroeffentlicht",
        veroeffentlicht_am=now,
        eingefroren_am=now,
    )
    for kennung, (name, salz) in NAMEN.get(str(golden), {}).items():
        fassung.namensstellen.create(kennung=kennung, wo="Stelle", name=name, salz=salz)
    return fassung


def text_of(html: str) -> str:
    """Return what stands on a page, without any markup, on one line."""
    return " ".join(lxml_html.document_fromstring(html).text_content().split())


def address(fassung: Fassung) -> str:
    return liste.link(fassung)
