"""How often one sender may do what anybody may: far above what people do, a hall shares one address."""

from bildungskommune.throttle import Limit

UNKNOWN_CODES = Limit("code", 60, 600)
UNKNOWN_SECRETS = Limit("schluessel", 60, 600)
REGISTRATIONS = Limit("anmeldung", 120, 3600)
CHECKED_NAMES = Limit("bescheinigung", 60, 3600)
"""Names tried at the numbers of certificates."""
CHANGES = Limit("aenderung", 240, 3600)
CONTRIBUTIONS = Limit("beitrag", 600, 600)
SAAL_CARDS = Limit("saal-karten", 1200, 600)
"""Cards from one hall: sixty people who write one every half minute, behind one address."""
SAAL_VOTES = Limit("saal-stimmen", 1200, 600)
"""Ballots and changes of ballots from one hall."""
CARDS_A_PHONE = 30
"""Cards that one phone writes in one evening."""
