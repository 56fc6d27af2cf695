from datetime import date

import pytest

from bildungskommune.verfahren.stufen import Stufe, stufen

NAMEN = ("Zukunftswerkstatt", "Leitbild", "Bildungskonzept", "Maßnahmen", "Umsetzung")


def five_stages() -> list[Stufe]:
    return [
        Stufe(
            nr=nr,
            name=name,
            url=f"/stufe/{nr}/",
            zahl=f"{nr * 53} Beiträge",
            gross=nr * 1053,
            unter="Beiträge aus 4 Workshops",
            satz="Kitas, Schulen, Vereine und Ämter haben an Kartenwänden gearbeitet.",
            fertig="fertig" if nr < 4 else "laeuft" if nr == 4 else "offen",
            stand_wort="abgeschlossen" if nr < 4 else "läuft" if nr == 4 else "vorgesehen",
            stand_art="gut" if nr < 4 else "laeuft" if nr == 4 else "offen",
            datum=date(2024, 10, nr),
        )
        for nr, name in enumerate(NAMEN, start=1)
    ]


@pytest.fixture(autouse=True)
def five_stages_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame is tested with stages of its own; the real ones are tested where they are made."""
    monkeypatch.setattr(stufen, "_found", [five_stages])
