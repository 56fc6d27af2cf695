"""The stages with the template that prints them."""

from collections.abc import Callable
from typing import Any

from tests.satz.muster_bericht import umsetzungsbericht
from tests.satz.muster_doku import dokumentation
from tests.satz.muster_konzept import konzept
from tests.satz.muster_leitbild import leitbild
from tests.satz.muster_plan import massnahmenplan

STUFEN: dict[str, Callable[[], dict[str, Any]]] = {
    "druck/dokumentation.html": dokumentation,
    "druck/leitbild.html": leitbild,
    "druck/konzept.html": konzept,
    "druck/massnahmenplan.html": massnahmenplan,
    "druck/umsetzungsbericht.html": umsetzungsbericht,
}
