from collections.abc import Iterable

from bildungskommune.wegweiser import Wegweiser, wegweiser


@wegweiser.register
def chapters() -> Iterable[Wegweiser]:
    yield Wegweiser("beteiligung", ("v-runde", "v-stellungnahme", "v-anhang", "v-punkt", "v-punkte"))
    yield Wegweiser("fassungen", ("v-vorlage", "v-beratung", "v-beschlussfassung"))
