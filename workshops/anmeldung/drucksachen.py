"""What is printed for the day: lists, numbers for the kitchen, badges, a certificate for everybody who was there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from bildungskommune import addresses, qr
from bildungskommune.drucksachen.antwort import Wunsch
from workshops.anmeldung import nachweis
from workshops.anmeldung.anwesenheit import PRESENT, attendance_list
from workshops.models import Anmeldung, Teilnahme, Workshop
from workshops.papier import wunsch

ANWESENHEIT = "anwesenheit"
BESCHEINIGUNG = "bescheinigung"
NAMENSSCHILD = "namensschild"
ZAEHLUNG = "zaehlung"
TAG = "v-anwesenheit"
JE_BOGEN = 10
"""Badges of 90 × 54 mm on a sheet of A4, as the cards for printers have them."""
LEERE = 5
"""So many lines are left for those who come without a registration."""


def anwesenheitsliste(workshop: Workshop) -> Wunsch:
    """Return the list with room for signatures."""
    rows = [_person(row, row.tisch) for row in attendance_list(workshop)]
    lines = range(len(rows) + 1, len(rows) + 1 + LEERE)
    return wunsch(ANWESENHEIT, workshop, "Anwesenheitsliste", {"personen": rows, "leere": list(lines)}, TAG)


def zaehlung(workshop: Workshop) -> Wunsch:
    """Return how many come, what they eat, which children come and how many sit at each table; no names."""
    rows = list(attendance_list(workshop))
    essen = Counter(row.get_verpflegung_display() for row in rows)
    alter = Counter(f"{age} Jahre" if age != 1 else "1 Jahr" for row in rows for age in row.kinder)
    kinder = sum(row.kinderzahl for row in rows)
    if kinder > alter.total():
        alter["Alter nicht genannt"] = kinder - alter.total()
    tische = Counter(str(row.tisch) if row.tisch else "noch keine Gruppe" for row in rows)
    inhalt = {
        "personen": len(rows),
        "kinder": kinder,
        "tafeln": [
            _counted(
                "Was gegessen wird",
                "Verpflegung",
                [(str(wort), essen[wort]) for wort in Anmeldung.Verpflegung.labels if essen[wort]],
            ),
            _counted("Kinder zur Betreuung", "Alter", sorted(alter.items(), key=_by_number)) | {"einheit": "Kinder"},
            _counted("Wer an welchem Tisch sitzt", "Arbeitsgruppe", sorted(tische.items())),
        ],
    }
    return wunsch(ZAEHLUNG, workshop, "Zahlen für Küche und Betreuung", inhalt, TAG)


def _by_number(zeile: tuple[str, int]) -> int:
    """Sort ages as numbers, what is no number last."""
    first = zeile[0].split()[0]
    return int(first) if first.isdecimal() else 99


def _counted(titel: str, wort: str, zeilen: Sequence[tuple[str, int]]) -> dict[str, object]:
    return {"titel": titel, "wort": wort, "einheit": "Personen", "zeilen": [list(zeile) for zeile in zeilen]}


def namensschilder(workshop: Workshop) -> Wunsch:
    """Return a badge for each person with a seat, by name, and some without a name."""
    people = [_person(row, row.tisch) for row in attendance_list(workshop)]
    people += [_nobody() for _ in range(LEERE)]
    sheets = [people[at : at + JE_BOGEN] for at in range(0, len(people), JE_BOGEN)]
    return wunsch(NAMENSSCHILD, workshop, "Namensschilder", {"boegen": [_in_rows(sheet) for sheet in sheets]}, TAG)


def _in_rows(sheet: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """Return two badges to a row; the last row is filled up."""
    even = [*sheet, *([_nobody()] if len(sheet) % 2 else [])]
    return [even[at : at + 2] for at in range(0, len(even), 2)]


def _nobody() -> dict[str, str]:
    return dict.fromkeys(("name", "fuer", "einrichtung", "gruppe"), "")


def bescheinigungen(workshop: Workshop, *, only: Anmeldung | None = None) -> Wunsch:
    """Return a certificate for each person who was there, a page each, by name; `only` asks for that of one."""
    present = attendance_list(workshop).filter(status=PRESENT)
    if only is not None:
        present = present.filter(pk=only.pk)
    groups = dict(
        Teilnahme.objects.filter(anmeldung__workshop=workshop).values_list("anmeldung_id", "arbeitsgruppe__titel")
    )
    inhalt = {
        "personen": [_person(row, groups.get(row.pk)) | {"nummer": nachweis.number_of(row)} for row in present],
        "programm": [punkt.titel for punkt in workshop.programm.all()],
        "heute": timezone.localdate().isoformat(),
    }
    wort = "Teilnahmebescheinigung" if only else "Teilnahmebescheinigungen"
    return wunsch(BESCHEINIGUNG, workshop, wort, inhalt, TAG)


def with_checks(inhalt: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the template shows: each certificate with the address at which its number is checked."""
    people = []
    for person in inhalt["personen"]:
        check = addresses.page("bestaetigung", person["nummer"]) if person.get("nummer") else ""
        people.append({**person, "adresse": check, "qr": qr.data_uri(check) if check else ""})
    return {**inhalt, "personen": people}


def _person(row: Anmeldung, gruppe: object) -> dict[str, str]:
    return {
        "name": nachweis.holder(row),
        "fuer": row.name if row.vertretung else "",
        "einrichtung": row.einrichtung,
        "gruppe": str(gruppe or ""),
    }
