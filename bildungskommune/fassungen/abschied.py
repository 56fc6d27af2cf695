"""An account that is anonymised is named in no Fassung any more."""

from collections.abc import Iterator, Sequence

from bildungskommune.accounts.abschied import abschied
from bildungskommune.accounts.models import Konto
from bildungskommune.fassungen.namen import alle_namen_entfernen

GRUND = "Das Konto ist anonymisiert"


@abschied.register
def names(konten: Sequence[Konto]) -> Iterator[int]:
    """Take their names out. One that another account bears stays: a Fassung does not say which of them it means."""
    others = Konto.objects.exclude(pk__in=[konto.pk for konto in konten])
    shared = set(others.filter(name__in=[konto.name for konto in konten]).values_list("name", flat=True))
    gone = [konto for konto in konten if konto.name not in shared]
    if gone:
        yield alle_namen_entfernen(gone, by=None, grund=GRUND)
