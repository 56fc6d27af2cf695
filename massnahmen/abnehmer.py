from collections.abc import Iterator, Sequence

from bildungskommune.audit.log import By
from bildungskommune.kennzahlen.abnehmer import abnehmer
from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.text import counted
from massnahmen.messreihen import follow_series


@abnehmer.register
def indicators(reihen: Sequence[Zahlenreihe], by: By) -> Iterator[str]:
    """Bring the indicators of measures up to date."""
    if changed := sum(follow_series(reihe, by=by) for reihe in reihen):
        yield f"{counted(changed, 'Indikator', 'Indikatoren')} von Maßnahmen aktualisiert."
