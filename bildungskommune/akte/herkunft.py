"""Which process a row belongs to: a file changes only what is of its own process."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction

from bildungskommune.akte.modell import Teil, kapitel
from bildungskommune.akte.models import Herkunft, Verfahren
from bildungskommune.audit.log import By, record

VERZEICHNIS = 10
"""The last chapter that an installation may have filled before there is any process."""


class Zuordnung:
    """The process of one file, and of the rows that were there before it."""

    def __init__(self, kopf: Mapping[str, Any]) -> None:
        """Find the process that the head names, or lay it down. A head that names none means the own one."""
        self._eigenes = own()
        self._verfahren = _named(kopf, may_be_own=self._eigenes is None) if kopf.get("verfahren") else self._eigenes
        if self._verfahren is not None and self._verfahren.eigenes:
            self._eigenes = self._verfahren
        rows = Herkunft.objects.select_related("verfahren")
        self._from = {(row.art, row.objekt_id): row.verfahren for row in rows}
        self._brought: list[Herkunft] = []

    def stranger(self, part: Teil, row: models.Model) -> str:
        """Return the sentence that refuses a change of this row; empty when it is of the process of the file."""
        owner = self._from.get((part.name, str(row.pk)), self._eigenes)
        if owner == self._verfahren:
            return ""
        whose = f"zum Verfahren „{owner}“ ({owner.kennung})" if owner else "zu dieser Installation"
        return (
            f"Dieser Eintrag gehört {whose} und darf von einer anderen Akte nicht geändert werden. "
            "Bitte geben Sie ihm eine andere Kennung."
        )

    def brought(self, part: Teil, row: models.Model) -> None:
        """Note a new row; what belongs to the own process needs no note."""
        if self._verfahren is not None and not self._verfahren.eigenes:
            self._brought.append(Herkunft(verfahren=self._verfahren, art=part.name, objekt_id=str(row.pk)))

    def save(self) -> None:
        Herkunft.objects.bulk_create(self._brought)


class CannotBeNamed(Exception):
    """The own process keeps the Kennung it has, or another one has that Kennung; the text says which."""


def own() -> Verfahren | None:
    """Return the installation's own process, None as long as it has no Kennung."""
    return Verfahren.objects.filter(eigenes=True).first()


def name_own(kennung: str, titel: str, *, by: By) -> Verfahren:
    """Give the own process its Kennung, once and for all. Raises CannotBeNamed."""
    if (there := own()) is not None:
        raise CannotBeNamed(
            f"Ihr Verfahren hat schon die Kennung „{there.kennung}“. Sie bleibt, weil auch andere Portale Ihre Akten "
            "an ihr erkennen."
        )
    if (other := Verfahren.objects.filter(kennung=kennung).first()) is not None:
        raise CannotBeNamed(
            f"Diese Kennung hat schon das Verfahren „{other}“, aus dem hier eine Akte eingelesen wurde. "
            "Bitte wählen Sie eine andere."
        )
    try:
        with transaction.atomic():
            verfahren = Verfahren.objects.create(kennung=kennung, titel=titel, eigenes=True)
    except IntegrityError:  # somebody was quicker, so now one of the two sentences above is true
        return name_own(kennung, titel, by=by)
    record(by, "verfahren.benannt", verfahren, kennung=kennung)
    return verfahren


def own_head() -> dict[str, str]:
    """Return what the head of a written file says of the own process: its Kennung and its title, as far as known."""
    eigenes = own()
    if eigenes is None:
        return {}
    return {"verfahren": eigenes.kennung} | ({"titel": eigenes.titel} if eigenes.titel else {})


def _named(kopf: Mapping[str, Any], *, may_be_own: bool) -> Verfahren:
    found, new = Verfahren.objects.get_or_create(
        kennung=kopf["verfahren"],
        defaults={"titel": kopf.get("titel", ""), "eigenes": may_be_own and _no_process_yet()},
    )
    if not new and found.titel != (titel := kopf.get("titel", found.titel)):
        found.titel = titel
        found.save(update_fields=["titel"])
    return found


def _no_process_yet() -> bool:
    """Whether nothing but the directory and the portal itself has been filled."""
    parts = (top for chapter in kapitel() if chapter.rang > VERZEICHNIS for top in chapter.teile)
    return not any(top.model_class._default_manager.exists() for top in parts)
