"""The code on every contribution, by which its author finds it again."""

from bildungskommune import codes
from workshops.models import Beitrag


def find(typed: str) -> Beitrag | None:
    """Find a contribution by its code, however it is spelled."""
    return codes.find(Beitrag.objects.select_related("workshop", "reihe", "gruppe"), typed)
