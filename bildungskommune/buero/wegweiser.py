from collections.abc import Iterable

from bildungskommune.wegweiser import Wegweiser, wegweiser


@wegweiser.register
def chapters() -> Iterable[Wegweiser]:
    yield Wegweiser("erste-schritte", ("pult", "konto", "sitzung", "sitzungen", "account", "mfa", "v-suche", "v-hilfe"))
    akteure = ("v-akteure", "v-institution", "v-person", "v-stelle", "v-gremium", "v-gemeinde", "v-zugehoerigkeit")
    yield Wegweiser(
        "einstellungen",
        (
            *(*akteure, "v-konto", "v-zutritt", "v-vertretung", "v-kommune", "v-seite", "v-barriere"),
            *("v-foerderzeichen", "v-schwerpunkt", "v-sachbericht"),
        ),
    )
    yield Wegweiser("auskunft-und-loeschung", ("v-auskunft", "v-loeschauftrag", "v-frist"))
    yield Wegweiser("fruehere-staende", ("v-verlauf",))
    yield Wegweiser("wenn-etwas-schiefgeht", ("v-post", "v-mail", "v-mailmuster"))
    yield Wegweiser("roter-faden", ("v-fadenluecken", "v-fadenluecke"))
