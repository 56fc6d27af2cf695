"""What a print template is given besides the snapshot."""

from django.conf import settings

from bildungskommune.beteiligung.models import Beratung
from bildungskommune.fassungen import satz
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.seiten.models import Kommune
from bildungskommune.verfahren import registry as verfahren


def beschluss_zu(fassung: Fassung) -> str:
    """Return the decision on this Fassung in words, empty when there is none yet."""
    decided = (
        Beratung.objects.newest()
        .filter(vorlage__fassung=fassung, rolle=Beratung.Rolle.ENTSCHEIDUNG)
        .exclude(ergebnis="")
        .first()
    )
    if decided is None:
        return ""
    return f"{decided.gremium}, {decided.datum:%d.%m.%Y}, {decided.get_ergebnis_display()}, {decided.vorlage}"


def print_context(fassung: Fassung) -> dict[str, object]:
    """Return the context of a print template; the same for the same state of the Fassung."""
    link = settings.BASE_URL.rstrip("/") + definition(fassung.definition).url(fassung)
    return {
        "fassung": {
            "nummer": fassung.nummer,
            "name": definition(fassung.definition).name,
            "zweck_wort": fassung.get_zweck_display(),
            "titel": fassung.titel,
            "stichtag": fassung.stichtag,
            "sha256": fassung.sha256,
            "kurz": fassung.kurz,
            "link": link,
            "entwurf": fassung.ist_entwurf,
            "beschluss": beschluss_zu(fassung),
            "stufe": definition(fassung.definition).stufe,
        },
        "kommune": Kommune.objects.current(),
        "foerderhinweis": Kommune.objects.current().foerderhinweis_am(fassung.stichtag),
        "stufen": verfahren.stufen(),
        "inhalt": fassung.snapshot,
        "qr": satz.qr_data_uri(link),
        "verzeichnis": satz.verzeichnis(fassung.snapshot),
    }
