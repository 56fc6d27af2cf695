"""A column of plain data that says itself how people read what it holds."""

from typing import Any

from django.db import models


class InWorten(models.JSONField):
    """An object of objects; the history of its thing tells it as `worte` does."""

    def worte(self, value: Any) -> str:
        raise NotImplementedError
