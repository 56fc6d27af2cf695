from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.registry import register

register(
    Kante("konzept.Ableitung", woher="abschnitt", wohin="handlungsfeld", grund="begruendung"),
    Kante("konzept.Ableitung", woher="thema", wohin="handlungsfeld", grund="begruendung"),
    Kante("konzept.Strategie", woher="handlungsfeld", wohin=SELF),
    Kante("konzept.Ziel", woher="handlungsfeld", wohin=SELF),
    Kante("konzept.Strategie_ziele", woher="ziel", wohin="strategie"),
    Kante("konzept.Handlungsfeld", woher="vorgaenger", wohin=SELF, grund="fortschreibung"),
    Kante("konzept.Ziel", woher="vorgaenger", wohin=SELF, grund="fortschreibung"),
    Kante("konzept.Strategie", woher="vorgaenger", wohin=SELF, grund="fortschreibung"),
)
