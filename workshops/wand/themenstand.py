"""How the Themen of a wall stand, and how a step that changed them is taken back.

Only what the step itself changed is written back, and only while nobody else has changed it since.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

from django.db.models import Count

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.werkbank import aendern, papierkorb
from bildungskommune.werkbank.models import Geloescht
from workshops.models import Punktabfrage, Punktstand, Stimme, Thema, Themenzug, Wandschritt, Workshop
from workshops.wand import themen

COLUMNS = ("titel", "beschreibung", "uebergeordnet", "zusammengefuehrt", "fruehere_titel", "position")
PLACE = frozenset({"position"})
PART = "/"
"""Parts question and source in the name of a sum of dots."""


class StepRefused(Exception):
    """The step cannot be taken back any more; the message says why and what to do."""


class Stand(TypedDict):
    """How a Thema stands: its columns, its dots by question and source, what was decided, how many ballots name it."""

    titel: str
    beschreibung: str
    uebergeordnet: int | None
    zusammengefuehrt: bool
    fruehere_titel: list[str]
    position: int
    punkte: dict[str, int]
    entscheidungen: list[int]
    stimmen: int


def read(workshop: Workshop) -> dict[int, Stand]:
    """Return how each Thema of this wall stands, by its key."""
    here = Thema.objects.filter(workshop=workshop).order_by("pk")
    found: dict[int, Any] = {
        row.pop("pk"): {**row, "punkte": {}, "entscheidungen": [], "stimmen": 0} for row in here.values("pk", *COLUMNS)
    }
    dots = Punktstand.objects.filter(thema__in=found).order_by("abfrage", "quelle")
    for pk, abfrage, quelle, punkte in dots.values_list("thema", "abfrage", "quelle", "punkte"):
        found[pk]["punkte"][f"{abfrage}{PART}{quelle}"] = punkte
    decided = Punktabfrage.entschiedene_themen.through.objects.filter(thema__in=found).order_by("punktabfrage")
    for pk, abfrage in decided.values_list("thema", "punktabfrage"):
        found[pk]["entscheidungen"].append(abfrage)
    votes = Stimme.objects.filter(thema__in=found).order_by().values_list("thema")
    for pk, number in votes.annotate(number=Count("pk")):
        found[pk]["stimmen"] = number
    return found


def keep(schritt: Wandschritt, before: dict[int, Stand], after: dict[int, Stand], changed: Iterable[int]) -> None:
    """Store what the step did to these Themen."""
    Themenzug.objects.bulk_create(
        Themenzug(schritt=schritt, thema=pk, vorher=before.get(pk, {}), nachher=after.get(pk, {})) for pk in changed
    )


def check_untouched(schritt: Wandschritt, zuege: Sequence[Themenzug]) -> None:
    """Raise StepRefused when one of the Themen stands otherwise by now, or where its old place is taken."""
    later = list(
        Themenzug.objects.filter(
            thema__in=[zug.thema for zug in zuege], schritt__gt=schritt.pk, schritt__zurueckgenommen=None
        )
        .select_related("schritt")
        .order_by("-pk")
    )
    today = read(schritt.workshop)
    for zug in zuege:
        since = [one for one in later if one.thema == zug.thema and _changed(one) & _changed(zug)]
        if since and since[0].schritt.konto_id == schritt.konto_id:
            raise StepRefused(
                f"Das Thema „{_name(zug)}“ haben Sie danach noch einmal geändert. "
                f"Bitte nehmen Sie zuerst diesen Schritt zurück: {since[0].schritt.satz}."
            )
        _check_stand(zug, today)
        _check_votes(zug)
        _check_title(zug, today, {one.thema for one in zuege})
        _check_parent(zug, today)


def _changed(zug: Themenzug) -> set[str]:
    """Return what the step changed of this Thema; of one that came or went that is all but its place."""
    names = {name for name in Stand.__annotations__ if zug.vorher.get(name) != zug.nachher.get(name)} - {"stimmen"}
    return names if zug.vorher and zug.nachher else names - PLACE


def _name(zug: Themenzug) -> str:
    return str((zug.nachher or zug.vorher)["titel"])


def _check_stand(zug: Themenzug, today: dict[int, Stand]) -> None:
    now: dict[str, Any] = {**today.get(zug.thema, {})}
    if bool(now) != bool(zug.nachher):
        came = "ist schon wieder da" if now else "gibt es nicht mehr"
        raise StepRefused(f"Das Thema „{_name(zug)}“ {came}. Bitte ändern Sie die Wand von Hand.")
    other = {name for name in _changed(zug) if now and now[name] != zug.nachher[name]}
    if other == PLACE:
        raise StepRefused(
            "Die Reihenfolge der Themen hat inzwischen jemand anderes geändert. Sie bleibt, wie sie ist. "
            "Bitte verschieben Sie das Thema mit seinen Pfeilen."
        )
    if other:
        raise StepRefused(
            f"Das Thema „{_name(zug)}“ hat inzwischen jemand anderes geändert. Es bleibt, wie es ist. "
            "Bitte ändern Sie es von Hand."
        )


def _check_votes(zug: Themenzug) -> None:
    """Ballots name nobody and go after 14 days, so no step keeps what stood on them."""
    if zug.nachher and zug.vorher.get("stimmen", 0) > zug.nachher["stimmen"]:
        raise StepRefused(
            f"Für das Thema „{_name(zug)}“ gab es schon Punkte mit dem Telefon. Sie zählen jetzt für das andere Thema, "
            "und welche es waren, wird nicht aufgehoben. Die Themen bleiben zusammen."
        )


def _check_title(zug: Themenzug, today: dict[int, Stand], moved: set[int]) -> None:
    title = str(zug.vorher.get("titel", ""))
    others = {stand["titel"].casefold() for pk, stand in today.items() if pk not in moved}
    if title != zug.nachher.get("titel") and title.casefold() in others:
        raise StepRefused(f"Ein anderes Thema heißt inzwischen „{title}“. Bitte ändern Sie die Titel von Hand.")


def _check_parent(zug: Themenzug, today: dict[int, Stand]) -> None:
    parent = zug.vorher.get("uebergeordnet")
    if parent is None or parent == zug.nachher.get("uebergeordnet"):
        return
    if parent not in today or parent in themen.parts_of(zug.thema):
        raise StepRefused(
            f"Das Thema, zu dem „{_name(zug)}“ gehörte, gibt es nicht mehr, oder es gehört jetzt selbst dazu. "
            "Bitte ändern Sie es von Hand."
        )


def bring_back(zuege: Iterable[Themenzug], *, by: Nutzer) -> None:
    """Bring back from the Papierkorb the Themen that the step deleted, with the cards below them."""
    for zug in zuege:
        if zug.nachher:
            continue
        kept = Geloescht.objects.filter(objekt_art=Thema._meta.label_lower, objekt_id=str(zug.thema)).last()
        if kept is None:
            raise StepRefused(f"Das Thema „{_name(zug)}“ liegt nicht mehr im Papierkorb. Bitte legen Sie es neu an.")
        try:
            papierkorb.bring_back(kept, by=by)
        except papierkorb.CannotReturn as refused:
            raise StepRefused(str(refused)) from refused


def write_back(zuege: Iterable[Themenzug], *, by: Nutzer) -> None:
    """Write what the step changed of Themen that were there before and after it."""
    for zug in zuege:
        if not zug.vorher or not zug.nachher:
            continue
        changed = _changed(zug)
        thema = Thema.objects.get(pk=zug.thema)
        columns = [name for name in COLUMNS if name in changed]
        for name in columns:
            setattr(thema, "uebergeordnet_id" if name == "uebergeordnet" else name, zug.vorher[name])
        if changed == PLACE:
            thema.save(update_fields=columns)
            record(by, "thema.verschoben", thema, position=thema.position)
            continue
        aendern.change(thema, columns, by=by, event="thema.zurueckgesetzt")
        if "punkte" in changed:
            _write_dots(thema, zug.vorher["punkte"])
        if "entscheidungen" in changed:
            thema.entscheidungen.set(zug.vorher["entscheidungen"])


def _write_dots(thema: Thema, before: dict[str, int]) -> None:
    rows = {f"{row.abfrage_id}{PART}{row.quelle}": row for row in thema.punktstaende.all()}
    for name in rows.keys() - before.keys():
        rows[name].delete()
    for name, punkte in before.items():
        abfrage, _, quelle = name.partition(PART)
        thema.punktstaende.update_or_create(abfrage_id=int(abfrage), quelle=quelle, defaults={"punkte": punkte})


def take_down(zuege: Iterable[Themenzug], *, by: Nutzer) -> None:
    """Delete the Themen that the step made, while nothing lies below them."""
    for zug in zuege:
        if zug.vorher:
            continue
        thema = Thema.objects.get(pk=zug.thema)
        if thema.zuordnungen.exists():
            raise StepRefused(f"Unter dem Thema „{thema}“ liegen inzwischen Karten. Es bleibt an der Wand.")
        try:
            aendern.delete(thema, by=by)
        except aendern.StillNeeded as refused:
            raise StepRefused(str(refused)) from refused
