"""The count at the end of `bench/chaos.py`: what became of each order, and what lies in the store."""

# ruff: noqa: INP001, T201

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.utils import timezone

from bildungskommune.drucksachen import auftraege as drucksachen
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.fassungen import einfrieren, rules
from bildungskommune.fassungen.befunde import Pruefung
from bildungskommune.fassungen.models import Ausdruck, Druckauftrag, Einfrierauftrag, Fassung

KINDS = (Druckauftrag, Einfrierauftrag, Drucksache)
OPEN = ("wartet", "laeuft")
FORMS = ("pdf", "gross", "epub", "docx")
WORDS = 60
"""So many letters of a reason are shown."""
SOME = 12
"""So many losses are written down; all are counted."""


def open_orders() -> int:
    return sum(kind.objects.filter(status__in=OPEN).count() for kind in KINDS)


@dataclass
class Bestellungen:
    """What was ordered, by the keys of the rows."""

    drucke: set[int] = field(default_factory=set)
    einfrieren: dict[int, int] = field(default_factory=dict)
    """Of each order the document."""
    blaetter: set[int] = field(default_factory=set)
    abgebrochen: set[int] = field(default_factory=set)
    """Fassungen whose print was called off."""


@dataclass
class Bilanz:
    """Retries what failed, orders anew what was called off, then counts."""

    bestellt: Bestellungen
    wait: Callable[[float], bool]
    end: float
    counts: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)

    def settle(self) -> None:
        self._wait("after the harm")
        self._cancelled()
        for _ in range(3):
            if not self._retry():
                break
            self._wait("after the retry")
        self._anew()
        self._wait("after the orders anew")
        self._clean()

    def _wait(self, when: str) -> None:
        if not self.wait(self.end):
            for kind in KINDS:
                rows = kind.objects.filter(status__in=OPEN)
                self.losses += [f"{row} still {row.status} {when}, {row.attempts} attempts" for row in rows]

    def _retry(self) -> int:
        """Order again what failed, as people do; the reason must be there in words."""
        failed = [row for kind in KINDS for row in kind.objects.filter(status="gescheitert")]
        for row in failed:
            self.counts["failed with a reason, then retried"] += 1
            self.counts[f"  {row.fehler[:WORDS]}"] += 1
            if len(row.fehler.split()) < 3:
                self.losses.append(f"{row} failed without a reason")
            if isinstance(row, Druckauftrag):
                rules.order_print(row.fassung)
            elif isinstance(row, Einfrierauftrag):
                einfrieren.again(row)
        self._retry_blaetter([row for row in failed if isinstance(row, Drucksache)])
        return len(failed)

    def _retry_blaetter(self, failed: list[Drucksache]) -> None:
        if failed:
            last = max(row.finished for row in failed if row.finished)
            time.sleep(max(0, (last + drucksachen.PAUSE - timezone.now()).total_seconds() + 0.5))
        for row in failed:
            drucksachen.known(row.schluessel)

    def _cancelled(self) -> None:
        """Look whether what was called off stayed so."""
        for fassung in Fassung.objects.filter(pk__in=self.bestellt.abgebrochen).select_related("auftrag"):
            self.counts["called off"] += 1
            if fassung.auftrag.status != "abgebrochen" or fassung.auftrag.pdf:
                self.losses.append(f"{fassung}: called off, but {fassung.auftrag.status}")

    def _anew(self) -> None:
        for fassung in Fassung.objects.filter(pk__in=self.bestellt.abgebrochen):
            rules.order_print(fassung)

    def _clean(self) -> None:
        """Let the night come: files grow old, and what nothing knows is taken away by the worker."""
        old = (timezone.now() - timedelta(days=2)).timestamp()
        before = _files()
        for path in before:
            os.utime(path, (old, old))
        for task in ("tasks.ablage_aufraeumen", "fassungen.tasks.pruefen"):
            current_app.send_task(f"bildungskommune.{task}")
        deadline = min(self.end, time.monotonic() + 30)
        while time.monotonic() < deadline and (_unknown() or not Pruefung.objects.exists()):
            time.sleep(0.2)
        found = Pruefung.objects.first()
        if found is None:
            self.losses.append("the nightly check did not come")
        elif found.abweichungen:
            self.losses += found.befunde
        self.counts["files left over by the harm, taken away"] = len(before) - len(_files())

    def count(self) -> None:
        self._count_prints()
        self._count_frozen()
        self._count_blaetter()
        self.counts["files in the store"] = len(_files())
        self.losses += [f"{name}: no row names this file" for name in _unknown()]

    def _count_prints(self) -> None:
        orders = Druckauftrag.objects.in_bulk(self.bestellt.drucke)
        for pk in self.bestellt.drucke:
            self.counts["prints of Fassungen ordered"] += 1
            order = orders.get(pk)
            found = "gone" if order is None else order.status if order.status != "fertig" else _misprint(order)
            if found:
                self.losses.append(f"print {pk}: {found}")
                continue
            self.counts["prints of Fassungen done"] += 1
            self.counts["prints of Fassungen that took a second or third attempt"] += order.attempts > 1

    def _count_frozen(self) -> None:
        for pk, document in self.bestellt.einfrieren.items():
            self.counts["documents to freeze"] += 1
            order = Einfrierauftrag.objects.filter(pk=pk).first()
            frozen = Fassung.objects.filter(definition="leitbild", objekt_id=document).count()
            if order is None or order.status != "fertig" or frozen != 1:
                self.losses.append(f"order {pk} to freeze: {order and order.status}, {frozen} Fassungen")
            else:
                self.counts["documents frozen"] += 1

    def _count_blaetter(self) -> None:
        rows = Drucksache.objects.in_bulk(self.bestellt.blaetter)
        for pk in self.bestellt.blaetter:
            self.counts["prints on demand ordered"] += 1
            row = rows.get(pk)
            if row is None or row.status != "fertig" or not _is_whole(Path(row.pdf.path)):
                self.losses.append(f"print on demand {pk}: {row and row.status} {row and row.fehler}")
            else:
                self.counts["prints on demand done"] += 1

    def show(self) -> int:
        """Print all that was counted; return 1 when something was lost."""
        print(f"\n{'count':{WORDS + 4}}{'times':>8}")
        for name, times in self.counts.items():
            print(f"{name:{WORDS + 4}}{times:8}")
        print(f"{'lost, twice or left over':{WORDS + 4}}{len(self.losses):8}")
        for loss in self.losses[:SOME]:
            print(f"  {loss}")
        return int(bool(self.losses))


def _misprint(order: Druckauftrag) -> str:
    """Say what is wrong with the files of an order that is done; empty when each is there once, as it was made."""
    for form in FORMS:
        made = list(Ausdruck.objects.filter(fassung=order.fassung_id, form=form))
        if len(made) != 1:
            return f"{len(made)} files as {form}"
        file = getattr(order, form)
        if file.name != made[0].pdf or not Path(file.path).exists():
            return f"{form} is not there"
        if hashlib.sha256(Path(file.path).read_bytes()).hexdigest() != made[0].sha256:
            return f"{form} has another checksum"
    return ""


def _is_whole(path: Path) -> bool:
    return path.exists() and path.read_bytes().rstrip().endswith(b"%%EOF")


def _unknown() -> set[str]:
    """Return the files that no print has, by the rows and not by the register that takes such files away."""
    known = {*Ausdruck.objects.values_list("pdf", flat=True), *Drucksache.objects.values_list("pdf", flat=True)}
    return {str(path.relative_to(settings.MEDIA_ROOT)) for path in _files()} - known


def _files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
