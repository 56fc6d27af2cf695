from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.registry import register

register(
    Kante("workshops.Zuordnung", woher="beitrag", wohin="thema"),
    Kante("workshops.Thema", woher=SELF, wohin="uebergeordnet"),
    Kante("workshops.Projektskizze_themen", woher="thema", wohin="projektskizze"),
)
