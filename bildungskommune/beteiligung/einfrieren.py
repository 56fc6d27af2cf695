"""The Beschlussfassung of a long document, frozen by the worker."""

from collections.abc import Iterator
from datetime import date

from bildungskommune.beteiligung import beschluss
from bildungskommune.fassungen.einfrieren import Gone, Regel, document, regeln
from bildungskommune.fassungen.models import Einfrierauftrag, Fassung


@regeln.register
def adopted_text() -> Iterator[Regel]:
    yield Regel("beschluss", _freeze, (beschluss.NichtGeaendert,))


def _freeze(auftrag: Einfrierauftrag) -> Fassung:
    document(auftrag)  # raises Gone, so that nothing else that is missing is told as this
    introduced = Fassung.objects.filter(pk=auftrag.angaben["fassung"]).first()
    if introduced is None:
        raise Gone
    stichtag = date.fromisoformat(auftrag.angaben["stichtag"])
    return beschluss.freeze_adopted(introduced, stichtag=stichtag, by=auftrag.konto)
