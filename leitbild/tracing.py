from bildungskommune.tracing.registry import Edge, register

register(
    Edge("leitbild.Herleitung", woher="beitrag", wohin="abschnitt", grund="begruendung"),
    Edge("leitbild.Herleitung", woher="thema", wohin="abschnitt", grund="begruendung"),
)
