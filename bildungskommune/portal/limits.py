"""How often one sender may do what anybody may on the pages of the kernel."""

from bildungskommune.throttle import Limit

REPORTS = Limit("meldung", 20, 3600)
