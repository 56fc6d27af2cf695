from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.verfahren.menue import Menue, Menuepunkt, menue


@menue.register
def entries() -> tuple[Menuepunkt, ...]:
    return (
        Menuepunkt(Menue.FUSS_MACHEN, "Beteiligung", "beteiligung", "/beteiligung/ /stellungnahme/"),
        Menuepunkt(
            Menue.VERWALTUNG,
            "Beteiligung",
            "v-runde-list",
            "/verwaltung/beteiligung/ /verwaltung/stellungnahmen/",
            darf=may_read_all,
        ),
        Menuepunkt(Menue.ANFANGEN, "Beteiligung", "v-runde-new", darf=is_stabsstelle),
    )
