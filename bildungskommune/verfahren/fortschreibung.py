"""A document was carried on: `<app>/fortschreibung.py` lets the links of its own go along."""

from collections.abc import Mapping
from typing import Any

from bildungskommune.register import Register

mitgehen: Register[[Mapping[Any, Any]], int] = Register("fortschreibung")
"""Asked with the new part of each old one; the answers are how many links went along."""
