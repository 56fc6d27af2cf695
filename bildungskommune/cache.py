"""How values lie in the cache: as numbers and JSON, so that who writes there by stealth makes no objects here.

And how it counts.
"""

import json
from typing import Any

from django.core.cache.backends.redis import RedisCache
from django.utils.safestring import SafeString, mark_safe

SAFE = "html"
"""The one key of an object in the cache that stands for text which a template made."""


class JsonSerializer:
    """Takes what JSON knows, and text that is safe to print. Tuples come back as lists."""

    def dumps(self, value: object) -> int | str:
        """Return a whole number as it is, for Redis counts with it, all else as JSON. Raises TypeError."""
        if type(value) is int:
            return value
        return json.dumps({SAFE: str(value)} if isinstance(value, SafeString) else [value])

    def loads(self, data: bytes) -> Any:
        """Return what was kept. Raises ValueError for what is neither a number nor JSON of ours."""
        value = json.loads(data)
        if isinstance(value, dict):
            return mark_safe(value[SAFE])  # noqa: S308 - a template made it, see dumps
        return value[0] if isinstance(value, list) else value


class CountingCache(RedisCache):
    """The cache on Redis, which counts without asking first whether there is a number."""

    def count(self, key: str, seconds: int, *, by: int = 1) -> int:
        """Add to the number of this name and return what it is now; it goes `seconds` after the last time.

        Raises RedisError when Redis is away.
        """
        name = self.make_and_validate_key(key)
        way = self._cache.get_client(name, write=True).pipeline(transaction=False)
        way.incrby(name, by)
        way.expire(name, seconds)
        return int(way.execute()[0])
