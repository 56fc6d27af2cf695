"""How the audit trail tells that the own process got its Kennung."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (Wortlaut("verfahren.benannt", "hat dem Verfahren seine Kennung gegeben: {was}"),)
