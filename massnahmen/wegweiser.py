from collections.abc import Iterable

from bildungskommune.wegweiser import Wegweiser, wegweiser


@wegweiser.register
def chapters() -> Iterable[Wegweiser]:
    teile = ("v-meilenstein", "v-schritt", "v-indikator", "v-indikatorwert", "v-mitwirkung", "v-bezug", "v-verbindung")
    yield Wegweiser("massnahmen", ("v-massnahme", "v-massnahmen", "v-plan", "v-planplatz", "v-sachstand", *teile))
