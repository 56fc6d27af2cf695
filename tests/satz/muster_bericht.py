"""Sample snapshot: an Umsetzungsbericht, as the golden one stands."""

import json
from typing import Any

from tests.fassungen.gold import ORDNER


def umsetzungsbericht() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ORDNER / "umsetzungsbericht-3.json").read_text())
    return found
