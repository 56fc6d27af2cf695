"""How often one sender may do what anybody may: far above what people do, a hall shares one address."""

from bildungskommune.throttle import Limit

UNKNOWN_CODES = Limit("code", 60, 600)
UNKNOWN_SECRETS = Limit("schluessel", 60, 600)
REGISTRATIONS = Limit("anmeldung", 120, 3600)
CHANGES = Limit("aenderung", 240, 3600)
CONTRIBUTIONS = Limit("beitrag", 600, 600)
