"""What every page knows of the person who asks for it."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all


def rolle(request: HttpRequest) -> dict[str, bool]:
    """Say what this person may do, as far as it depends on the role alone."""
    user = getattr(request, "user", AnonymousUser())
    return {"ist_stabsstelle": is_stabsstelle(user), "liest_alles": may_read_all(user)}
