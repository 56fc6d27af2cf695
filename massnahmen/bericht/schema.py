"""What a frozen Umsetzungsbericht holds."""

from bildungskommune.fassungen.kopf import KOPF
from bildungskommune.shape import Shape
from konzept import bezeichnungen
from massnahmen.schema import MASSNAHME as IM_PLAN
from massnahmen.schema import MEILENSTEIN, SACHSTAND

_TEXTE = (
    *("kennung", "anker", "nr", "titel", "ziel", "federfuehrung", "horizont", "horizont_code", "zeitraum"),
    *("zeitraum_original", "beginn", "ende", "finanzierung", "startbeschluss", "status", "status_code", "status_art"),
)
_ZAEHLUNG: Shape = [{"wort": str, "anzahl": int, "fertig": int, "verzug": int}]
_GEZEIGT: Shape = [{"wort": str, "code": str, "anzahl": int, "art": str}]
URTEIL = ("empfehlung", "empfehlung_code", "begruendung", "wirkung")
AENDERUNG = ("kennung", "nr", "titel", "art", "art_code", "vorher", "jetzt", "datum", "grund")
MASSNAHME: dict[str, Shape] = {
    **dict.fromkeys(_TEXTE, str),
    **{name: IM_PLAN[name] for name in ("kosten", "posten", "indikatoren")},
    "meilensteine": [{"nr": int, "geplant_war": str, **dict.fromkeys(MEILENSTEIN, str)}],
    "felder": [str],
    "ampel": {"wort": str, "code": str, "art": str, "gruende": [str], "gesetzt_am": str},
    "sachstaende": [SACHSTAND],
    "vorschlag": dict.fromkeys(URTEIL, str),
    "beispieltext": bool,
}
SHAPE: dict[str, Shape] = {
    **KOPF,
    **dict.fromkeys(
        (
            *("titel", "kennung", "berichtsart", "berichtsart_code", "stichtag", "gremium", "beratung"),
            *("vorwort", "fazit"),
        ),
        str,
    ),
    "bezeichnungen": bezeichnungen.SHAPE,
    "plan": {"titel": str, "kennung": str},
    "verglichen": {"mit": str, "vom": str},
    "zahlen": {
        "gesamt": int,
        "status": _GEZEIGT,
        "ampel": _GEZEIGT,
        **dict.fromkeys(("felder", "stellen", "horizont"), _ZAEHLUNG),
    },
    "aenderungen": [dict.fromkeys(AENDERUNG, str)],
    "feldurteile": [{"handlungsfeld": str, **dict.fromkeys(URTEIL, str)}],
    "massnahmen": [MASSNAHME],
}
