from bildungskommune.tracing.registry import SELF, Edge, register

register(
    Edge("workshops.Zuordnung", woher="beitrag", wohin="thema"),
    Edge("workshops.Thema", woher=SELF, wohin="uebergeordnet"),
)
