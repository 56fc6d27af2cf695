from collections.abc import Iterable

from bildungskommune.wegweiser import Wegweiser, wegweiser


@wegweiser.register
def chapters() -> Iterable[Wegweiser]:
    runden = ("v-runde", "v-rundeneinladung", "v-stellungnahme", "v-anhang", "v-punkt", "v-punkte")
    yield Wegweiser("beteiligung", runden)
    yield Wegweiser("fassungen", ("v-vorlage", "v-beratung", "v-beschlussfassung"))
