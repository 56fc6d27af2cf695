"""What every page knows besides its own data."""

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give the Kommune (asked for when first used) and what this person is.

    By name, not by import: seiten and accounts have pages and stand on ui.
    """
    kommune: Any = SimpleLazyObject(apps.get_model("seiten.Kommune").objects.current)
    rolle = getattr(getattr(request, "user", None), "rolle", "")
    return {
        "kommune": kommune,
        "foerderhinweis": SimpleLazyObject(lambda: kommune.foerderhinweis_am(timezone.localdate())),
        "ist_stabsstelle": rolle == "stabsstelle",
        "ist_moderation": rolle == "moderation",
        "ist_fachamt": rolle == "fachamt",
        "liest_alles": rolle in {"stabsstelle", "leitung"},
    }
