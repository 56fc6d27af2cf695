"""What waits: reports to decide on or to write anew, measures without a new Sachstand or with an overdue milestone."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_fachamt, is_leitung, may_read_all
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben
from massnahmen.access import in_hand, may_edit, may_open
from massnahmen.bericht import turnus
from massnahmen.faellig import behind_milestone, near, past_end, unasked, without_report
from massnahmen.listen import with_report_given_back
from massnahmen.models import Massnahme, Sachstand

GENANNT = 3
"""So many reports that are due are named, the others counted."""
WANTED = "Bitte tragen Sie ein, wann er erreicht wurde, oder nennen Sie ein neues Datum."


@aufgaben.register
def due_reports(user: Nutzer, now: datetime) -> Iterable[Aufgabe]:
    """Return which reports on plans are due within 60 days, and which should have been there."""
    if not may_read_all(user):
        return
    today, to_come = timezone.localdate(now), turnus.dates()
    late = [one for one in to_come if one.is_overdue(today)]
    soon = [one for one in to_come if one.is_soon(today)]
    yield Aufgabe(len(late), "Berichte überfällig", _named(late), _way(late), "überfällig", dringend=True)
    yield Aufgabe(len(soon), "Berichte in 60 Tagen fällig", _named(soon), _way(soon), "in 60 Tagen")


def _named(some: Sequence[turnus.Termin]) -> str:
    more = f" und {len(some) - GENANNT} weitere" if len(some) > GENANNT else ""
    return f"{', '.join(one.satz for one in some[:GENANNT])}{more}." if some else ""


def _way(some: Sequence[turnus.Termin]) -> str:
    """Lead to the plan itself where there is one alone."""
    plans = {one.plan.pk for one in some}
    return reverse("v-plan", args=(plans.pop(),)) if len(plans) == 1 else reverse("v-plan-list")


@aufgaben.register
def tasks(user: Nutzer, now: datetime) -> Iterable[Aufgabe]:
    """Return what is due; a Fachamt gets only what it leads itself."""
    if not may_open(user):
        return []
    mine, today = in_hand(user), timezone.localdate(now)
    return [
        *_reports(user, mine),
        Aufgabe(
            mine.filter(without_report(today)).count(),
            "Maßnahmen ohne neuen Sachstand",
            f"Länger nichts gehört, als der Plan vorsieht. {_leading(mine.filter(without_report(today)))}".strip(),
            _listed("sachstand"),
            "überfällig",
            dringend=True,
        ),
        Aufgabe(
            mine.filter(behind_milestone(today)).count(),
            "Maßnahmen mit überfälligem Meilenstein",
            "" if is_leitung(user) else WANTED,
            _listed("meilenstein"),
            "überfällig",
            dringend=True,
        ),
        Aufgabe(
            mine.filter(past_end(today)).count(),
            "Maßnahmen, deren Ende vorbei ist",
            "" if is_leitung(user) else "Bitte melden Sie, ob sie fertig sind. Sonst braucht das Ende ein neues Datum.",
            _listed("ende"),
            "überfällig",
            dringend=True,
        ),
        *_ahead(user, mine, today),
    ]


def _ahead(user: Nutzer, mine: QuerySet[Massnahme], today: date) -> Iterable[Aufgabe]:
    """Return what comes within a week, for a Fachamt; and for the Stabsstelle what nobody can be reminded of."""
    if is_fachamt(user):
        yield Aufgabe(
            mine.filter(near(today)).count(),
            "Maßnahmen mit nahem Termin",
            "Ein Meilenstein, das Ende oder der nächste Sachstand.",
            _listed("termin"),
            "in 7 Tagen",
        )
    elif may_edit(user):
        yield Aufgabe(
            mine.filter(unasked(today)).count(),
            "Fällige Maßnahmen ohne Konto",
            "Niemand wird erinnert: Keine Stelle ist zuständig, oder sie hat kein Konto. Fragen Sie selbst nach.",
            _listed("konto"),
            dringend=True,
        )


def _reports(user: Nutzer, mine: QuerySet[Massnahme]) -> Iterable[Aufgabe]:
    """Return what a report waits for: the Stabsstelle has to decide, a Fachamt to write anew."""
    if may_edit(user):
        yield Aufgabe(
            Sachstand.objects.waiting().count(),
            "Sachstände zu prüfen",
            "Öffentlich bleibt bis zur Freigabe, was bisher dort steht.",
            reverse("v-sachstand-list"),
            dringend=True,
        )
    elif is_fachamt(user):
        yield Aufgabe(
            mine.filter(with_report_given_back()).count(),
            "Sachstände zu überarbeiten",
            "Die Stabsstelle hat sie zurückgegeben und sagt bei der Maßnahme, was zu ändern ist.",
            _listed("ueberarbeitung"),
            dringend=True,
        )


def _listed(offen: str) -> str:
    return f"{reverse('v-massnahme-list')}?offen={offen}"


def _leading(massnahmen: QuerySet[Massnahme]) -> str:
    """Name the Stellen that are asked: "Amt für Bildung 2, Jugendamt 1."."""
    rows = massnahmen.order_by().values_list("federfuehrung__name").annotate(anzahl=Count("pk")).order_by("-anzahl")
    found = [f"{name or 'ohne Federführung'} {anzahl}" for name, anzahl in rows[:3]]
    return f"{', '.join(found)}." if found else ""
