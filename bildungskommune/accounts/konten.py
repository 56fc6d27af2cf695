"""Give, change and take accounts. The portal never loses its last Stabsstelle."""

from bildungskommune.accounts.models import Konto


class LastStabsstelle(Exception):
    """Somebody must stay who may do everything."""

    def __init__(self) -> None:
        super().__init__(
            "Das ist das letzte aktive Konto der Stabsstelle. Bitte geben Sie die Rolle zuerst jemand anderem."
        )


def check_somebody_stays(konto: Konto) -> None:
    """Raise LastStabsstelle if nobody of the Stabsstelle were left once `konto` is saved as it is now."""
    if konto.is_active and konto.rolle == Konto.Rolle.STABSSTELLE:
        return
    # Lock all of them: two of the Stabsstelle may take the role from each other at the same moment.
    active = Konto.objects.filter(is_active=True, rolle=Konto.Rolle.STABSSTELLE).order_by("pk")
    if set(active.select_for_update().values_list("pk", flat=True)) <= {konto.pk}:
        raise LastStabsstelle
