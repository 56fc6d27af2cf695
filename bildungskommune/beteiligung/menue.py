from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.verfahren.menue import Menue, Menuepunkt, menue


@menue.register
def entries() -> tuple[Menuepunkt, ...]:
    return (
        Menuepunkt(Menue.FUSS_MACHEN, "Beteiligung", "beteiligung", "/beteiligung/ /stellungnahme/"),
        Menuepunkt(Menue.ANFANGEN, "Beteiligung", "v-runde-new", darf=is_stabsstelle),
    )
