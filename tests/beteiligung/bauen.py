"""A Leitbild that lies out for comments."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from bildungskommune.beteiligung import einreichen, runden
from bildungskommune.beteiligung.einreichen import Absender, Stimme
from bildungskommune.beteiligung.models import Beteiligungsrunde, Stellungnahme
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung
from leitbild.models import Leitbild
from tests.factories import make_abschnitt, make_konto, make_leitbild

ABSATZ = "Kein Weg ist zu weit."
TEXT = f"{ABSATZ}\n\nJedes Kind erreicht seine Schule in **40 Minuten**."


def make_entwurf(leitbild: Leitbild | None = None, **fields: Any) -> Fassung:
    """Freeze a draft of two Leitsätze; the first has two paragraphs."""
    leitbild = leitbild or make_leitbild(titel="Leitbild")
    if not leitbild.abschnitte.exists():
        make_abschnitt(leitbild=leitbild, kennung="wege", nr="1", titel="Wege", text=TEXT)
        make_abschnitt(leitbild=leitbild, kennung="orte", nr="2", titel="Orte", text="Die Orte sind offen.", position=1)
    return rules.freeze("leitbild", leitbild, zweck="beteiligung", **fields)


def make_runde(*, offen: bool = True, **fields: Any) -> Beteiligungsrunde:
    """Open a round that runs for ten days."""
    today = timezone.localdate()
    fassung = fields.pop("fassung", None) or make_entwurf()
    values = {"titel": "Entwurf des Leitbilds", "von": today, "bis": today + timedelta(days=10)} | fields
    runde = Beteiligungsrunde(fassung=fassung, **values)
    by = make_konto()
    runden.create(runde, by=by)
    if offen:
        runden.open_round(runde, by=by)
    return runde


def absender(**fields: Any) -> Absender:
    return Absender(**{"art": "person", "name": "Ada Lohse", "email": "ada@lohse.example"} | fields)


def make_stellungnahme(runde: Beteiligungsrunde, **fields: Any) -> Stellungnahme:
    """Hand in a comment and confirm it."""
    named = {name: fields.pop(name) for name in list(fields) if name in Absender.__dataclass_fields__}
    stimme = Stimme(**{"text": "Der Bus fehlt.", "teil": "wege", "absatz": "absatz-1"} | fields)
    stellungnahme = einreichen.submit(runde, absender(**named), stimme)
    einreichen.confirm(stellungnahme)
    return stellungnahme


def end(runde: Beteiligungsrunde, bis: date | None = None) -> None:
    """Let the last day be over."""
    runde.bis = bis or timezone.localdate() - timedelta(days=1)
    runde.von = min(runde.von, runde.bis)
    runde.save(update_fields=["von", "bis"])
