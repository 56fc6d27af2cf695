"""What a registration says, and the refusals that somebody can meet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bildungskommune.akteure.models import Institution
from workshops.anmeldung.unterstuetzung import Bedarf
from workshops.models import Anmeldung, Arbeitsgruppe, Einladung


class RegistrationClosed(Exception):
    """Nobody can register for this workshop just now; the message says why."""


class AlreadyRegistered(Exception):
    """The same person is registered with the same e-mail address. Only the office and the person are told."""

    def __init__(self, anmeldung: Anmeldung) -> None:
        self.anmeldung = anmeldung
        super().__init__("Diese Person ist mit dieser E-Mail-Adresse schon angemeldet.")


class InvitationUsedUp(Exception):
    """The invitation has fewer seats left than people are named."""

    def __init__(self, left: int = 0) -> None:
        super().__init__(
            f"Von den Plätzen Ihrer Einladung {'ist noch 1' if left == 1 else f'sind noch {left}'} frei, und Sie haben "
            "mehr Personen genannt. Bitte nennen Sie weniger, oder schreiben Sie uns."
            if left
            else "Die Plätze Ihrer Einladung sind schon vergeben. "
            "Bitte sprechen Sie sich in Ihrer Einrichtung ab, oder schreiben Sie uns."
        )


class NotChangeable(Exception):
    """This registration can no longer be changed; the message says why."""


class TooLate(NotChangeable):
    """The workshop has begun, or the person is already marked as there."""

    def __init__(self) -> None:
        super().__init__("Der Workshop hat schon begonnen. Die Anmeldung lässt sich nicht mehr ändern.")


class AlreadyCancelled(NotChangeable):
    """The registration was cancelled before."""

    def __init__(self) -> None:
        super().__init__("Diese Anmeldung ist storniert. Bitte melden Sie sich neu an.")


class NotConfirmed(NotChangeable):
    """Nobody has shown yet that the address is theirs."""

    def __init__(self) -> None:
        super().__init__("Bitte bestätigen Sie die Anmeldung zuerst. Den Link finden Sie in unserer E-Mail.")


class OfferLapsed(NotChangeable):
    """The seat was not accepted in time."""

    def __init__(self) -> None:
        super().__init__(
            "Die Frist ist abgelaufen, der Platz geht an die nächste Person. Sie können sich neu anmelden."
        )


class NoSeat(Exception):
    """All seats are taken."""

    def __init__(self) -> None:
        super().__init__("Alle Plätze sind vergeben. Erhöhen Sie die Zahl der Plätze, oder warten Sie auf eine Absage.")


@dataclass(frozen=True, kw_only=True)
class Wuensche:
    """What a person may still change after having registered."""

    ag_wunsch_1: Arbeitsgruppe | None = None
    ag_wunsch_2: Arbeitsgruppe | None = None
    verpflegung: str = Anmeldung.Verpflegung.OHNE
    kinder: Sequence[int] = ()
    """One age for each child."""
    foto_einwilligung: bool = False
    bedarf: Bedarf = field(default_factory=Bedarf)


@dataclass(frozen=True, kw_only=True)
class Kontakt:
    """Who comes and how to reach them."""

    name: str
    einrichtung: str
    email: str = ""
    telefon: str = ""


@dataclass(frozen=True, kw_only=True)
class Nachtrag:
    """What is asked for with the confirmation, when the address is known to be the person's."""

    telefon: str = ""
    foto_einwilligung: bool = False
    bedarf: Bedarf = field(default_factory=Bedarf)


@dataclass(frozen=True, kw_only=True)
class Daten(Wuensche, Kontakt):
    """What a registration says."""

    funktion: str = ""
    institution: Institution | None = None
    einladung: Einladung | None = None
