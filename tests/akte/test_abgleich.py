"""Three states of one process held against each other: what comes home, and what stays as it is here."""

from typing import Any

from bildungskommune.akte.abgleich import Abgleich, Was

FELDER = {"reihen": (), "beitraege": ("text", "status", "namentlich"), "themen": (), "karten": ()}


def reihe(*karten: str, **cards: dict[str, Any]) -> dict[str, Any]:
    beitraege = [{"code": code, **card} for code, card in cards.items()]
    themen = [{"kennung": "wege", "titel": "Wege", "karten": list(karten)}]
    return {"reihen": [{"kennung": "zukunft", "titel": "Zukunft", "beitraege": beitraege, "themen": themen}]}


def card(text: str = "Bus", status: str = "geprueft", **more: Any) -> dict[str, Any]:
    return {"text": text, "status": status, **more}


def test_what_has_no_way_home_is_told_and_stays() -> None:
    vorher = reihe(A=card(), B=card(status="veroeffentlicht"), C=card(namentlich=True))
    dort = reihe(A=card("Bahn"), B=card(status="eingereicht"), C=card())
    hier = reihe(A=card(), B=card(status="veroeffentlicht"))

    found = Abgleich(FELDER, vorher=vorher, dort=dort, hier=hier)

    assert [(one.was, one.name, one.hier, one.dort) for one in found.befunde] == [
        (Was.BLEIBT, "A: Bahn", "Bus", "Bahn"),
        (Was.BLEIBT, "B: Bus", "veröffentlicht", "eingereicht"),
        (Was.BLEIBT, "C: Bus", "gibt es hier so nicht mehr", ""),
    ]
    assert (found.aendert, list(found.stufen())) == (False, [hier])


def test_state_takes_every_step_and_lists_meet() -> None:
    vorher = reihe("A", "B", A=card(status="zurueckgewiesen"), B=card(), C=card(), D=card(namentlich=True))
    dort = reihe("C", "B", A=card(status="veroeffentlicht"), B=card(), C=card(), D=card())
    hier = reihe("B", "D", "A", A=card(status="zurueckgewiesen"), B=card(), C=card(), D=card(namentlich=True))

    found = Abgleich(FELDER, vorher=vorher, dort=dort, hier=hier)

    stufen = [akte["reihen"][0]["beitraege"][0]["status"] for akte in found.stufen()]
    assert stufen == ["geprueft", "veroeffentlicht"]
    assert found.akte["reihen"][0]["themen"][0]["karten"] == ["B", "D", "C"]
    assert "namentlich" not in found.akte["reihen"][0]["beitraege"][3]
    assert [(one.was, one.art, one.hier, one.dort) for one in found.befunde] == [
        (Was.GEAENDERT, "Beitrag", "zurückgewiesen", "veröffentlicht"),
        (Was.GEAENDERT, "Beitrag", "ja", "leer"),
        (Was.GEAENDERT, "Thema", "A", "C"),
    ]
