"""How often and how much one sender may hand in: far above what people do."""

from bildungskommune.throttle import Limit

COMMENTS = Limit("stellungnahme", 120, 3600)
UNKNOWN_CODES = Limit("stellungnahme-code", 60, 600)
UNKNOWN_SECRETS = Limit("stellungnahme-schluessel", 60, 600)
REMARKS = 200
"""So many remarks one comment can hold."""
FILES = 5
FILE_BYTES = 10 * 1024 * 1024
