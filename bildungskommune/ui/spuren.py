"""Where those who sent a form were led: an address may hold what somebody looked for."""

from collections.abc import Iterator
from urllib.parse import unquote_plus

from bildungskommune.spuren import Gesucht, Spur, spuren
from bildungskommune.ui.models import Absendung


def _naming(sought: Gesucht) -> list[Absendung]:
    """Look through all of them; there are those of two days."""
    return [one for one in Absendung.objects.exclude(ziel="").iterator() if sought.is_in(unquote_plus(one.ziel))]


def _forget(sought: Gesucht) -> int:
    return Absendung.objects.filter(pk__in=[one.pk for one in _naming(sought)]).update(ziel="")


@spuren.register
def sent_forms() -> Iterator[Spur]:
    yield Spur(was="Ziele abgeschickter Formulare", folge="gelöscht", modell=Absendung, finden=_naming, tun=_forget)
