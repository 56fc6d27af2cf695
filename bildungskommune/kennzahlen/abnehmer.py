"""What goes by figures of the official statistics: `<app>/abnehmer.py` brings its own up to date after an import."""

from collections.abc import Sequence

from bildungskommune.audit.log import By
from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.register import Register

abnehmer: Register[[Sequence[Zahlenreihe], By], str] = Register("abnehmer")
"""Each is asked in the transaction of the import, and answers with sentences about what it changed."""
