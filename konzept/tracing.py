from bildungskommune.tracing.registry import SELF, Edge, register

register(
    Edge("konzept.Ableitung", woher="abschnitt", wohin="handlungsfeld", grund="begruendung"),
    Edge("konzept.Ableitung", woher="thema", wohin="handlungsfeld", grund="begruendung"),
    Edge("konzept.Strategie", woher="handlungsfeld", wohin=SELF),
)
