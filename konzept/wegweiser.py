from collections.abc import Iterable

from bildungskommune.wegweiser import Wegweiser, wegweiser


@wegweiser.register
def chapters() -> Iterable[Wegweiser]:
    yield Wegweiser("konzept", ("v-konzept", "v-handlungsfeld", "v-ziel", "v-prioritaet", "v-strategie", "v-ableitung"))
    yield Wegweiser("roter-faden", ("v-handlungsfeld-netz",))
