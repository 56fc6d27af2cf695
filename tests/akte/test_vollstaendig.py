"""Nothing is dropped in silence: every column is in the file, is made anew, or is named here with its reason."""

from django.apps import apps
from django.db import models

from bildungskommune.akte import absatznummern
from bildungskommune.akte.modell import Teil, kapitel

KERN = ("akteure", "seiten", "foerderung", "kennzahlen", "beteiligung", "oparl", "fassungen")
APPS = (*KERN, "workshops", "leitbild", "konzept", "massnahmen")
NOT_IN_IT = {
    "seiten.Barrieremeldung": "Meldungen von Barrieren",
    "workshops.Unterstuetzung": "was Angemeldete als Unterstützung brauchen",
    "workshops.FruehereNummer": "welche Anmeldungen zusammengeführt wurden",
    "workshops.ZweiPersonen": "welche zwei Personen sind",
    "workshops.Saal": "wann der Saal für Telefone offen war",
    "workshops.Saalschritt": "was dort nacheinander gefragt wurde",
    "workshops.Verteilereintrag": "wer den Rundbrief bestellt hat",
    "workshops.Nachrichtenwunsch": "wer zu einem Beitrag E-Mails bekommt",
    "workshops.Sendung": "was an viele verschickt wurde",
    "workshops.Sendungszeile": "was an viele verschickt wurde",
    "workshops.Stimme": "die einzelnen Stimmzettel von Telefonen",
    "workshops.Stimmzettel": "die einzelnen Stimmzettel von Telefonen",
    "workshops.Zugang": "die Links in Mails an Angemeldete",
    "workshops.Vorschlag": "Vorschläge, wozu eine Karte passt",
    "workshops.Vorschlagsstand": "Vorschläge, wozu eine Karte passt",
    "workshops.Fotobild": "Fotos der Workshops, außer im Paket (.zip), und die nur noch eine Dokumentation zeigt",
    "workshops.Workshopfoto": "Fotos der Workshops, außer im Paket (.zip), und die nur noch eine Dokumentation zeigt",
    "workshops.Themenzug": "die letzten Schritte an der Kartenwand",
    "workshops.Wandschritt": "die letzten Schritte an der Kartenwand",
    "workshops.Wandzug": "die letzten Schritte an der Kartenwand",
    "beteiligung.Anhang": "Anlagen von Stellungnahmen",
    "beteiligung.Rundenbrief": "wer zu einer Beteiligung eingeladen wurde",
    "beteiligung.Rundeneinladung": "wer zu einer Beteiligung eingeladen wurde",
    "oparl.Vorschlag": "aus dem Ratsinformationssystem gelesen und von dort vorgeschlagen",
    "massnahmen.Nebenangabe": "Meilensteine und Werte, die mit einem ungeprüften Sachstand gemeldet sind",
    "massnahmen.Erinnerung": "wer wann an eine Maßnahme erinnert wurde, und bis wann Erinnerungen ruhen",
    "massnahmen.Erinnerungsruhe": "wer wann an eine Maßnahme erinnert wurde, und bis wann Erinnerungen ruhen",
    "fassungen.Druckauftrag": "PDF-Dateien",
    "fassungen.Ausdruck": "PDF-Dateien",
    "fassungen.Einfrierauftrag": "wer sie eingefroren hat",
    "fassungen.Lesefehler": "Prüfungen der Fassungen",
    "fassungen.Pruefung": "Prüfungen der Fassungen",
}
"""What a process has and its file has not, by the words of its head."""
MADE_ANEW = {
    "id": "the database's own key",
    "version": "counts the changes in this portal",
    "created": "when it was laid down in this portal",
    "position": "the order in the file",
    "entschieden_von": "accounts are not in the file",
    "bestaetigt_von": "accounts are not in the file",
    "leitung_bestaetigt_von": "accounts are not in the file",
    "eingearbeitet_von": "accounts are not in the file",
    "aus_beteiligung": "named in the head",
    "zustaendig": "accounts are not in the file",
    "stellungnahme": "the one of the remark",
    "gesetzt_von": "accounts are not in the file",
    "erfasst_von": "accounts are not in the file",
    "eingefroren_von": "accounts are not in the file",
    "gruppen_los": "drawn in this portal; the groups that were assigned are in the file",
    "zusammen": "joins what one form brought until it is confirmed",
    "hash": "the links in mails stay with the portal that sent them",
    "token": "the links in mails stay with the portal that sent them",
    "beschlossen_in": "named in the head",
    "kette": "goes on from what was frozen in this portal",
    "moderation": "accounts are not in the file",
    "fassungen": "stands with the Fassung",
    "beschlussfassungen": "stands with the Fassung",
    "foto": "only in the form with photos",
    "foto_beschreibung": "only in the form with photos",
}

READ_ANEW = {f"oparl.Quelle.{name}" for name in ("status", "attempts", "faellig", "heartbeat", "fehler", "stand")} | {
    "oparl.Quelle.gelesen_am"
}
"""The worker reads each address anew in the portal that takes the file over."""


def every() -> dict[str, Teil]:
    return {part.model.lower(): part for chapter in kapitel() for top in chapter.teile for part in top.walk()}


def held(part: Teil) -> set[str]:
    names = {*part.felder, *part.verweise, *part.listen, *part.erzeugt, part.eltern, *part.persoenliche_felder}
    return names | {wahl.feld for wahl in part.je_nach.values()} | set(absatznummern.form(part.model_class))


def columns(model: type[models.Model]) -> set[str]:
    """Return all that a row has; what stands behind a table of its own is another kind of record."""
    own = {field.name for field in model._meta.fields}
    tables = {field.name: field.remote_field.through for field in model._meta.many_to_many}
    return own | {name for name, table in tables.items() if table and table._meta.auto_created}


def test_every_column_is_in_the_file_or_has_its_reason() -> None:
    dropped = {
        f"{model._meta.label}.{name}"
        for label in APPS
        for model in apps.get_app_config(label).get_models()
        if (part := every().get(model._meta.label.lower())) is not None
        for name in columns(model) - held(part) - set(MADE_ANEW)
    }

    assert dropped == READ_ANEW


def test_every_model_is_in_the_file_or_the_head_says_that_it_is_not() -> None:
    head = " ".join(satz for chapter in kapitel() for satz in chapter.ohne)
    missing = {
        model._meta.label
        for label in APPS
        for model in apps.get_app_config(label).get_models()
        if model._meta.label.lower() not in every()
    }

    assert missing == set(NOT_IN_IT)
    assert [words for words in NOT_IN_IT.values() if words not in head] == []
