"""Staff addresses of the workshops, from planning over the day to the answers."""

from workshops.anmeldung import urls_staff as anmeldung
from workshops.beitraege import urls_staff as beitraege
from workshops.dokumentation import urls_staff as dokumentation
from workshops.termine import urls_staff as termine
from workshops.wand import urls_staff as wand

urlpatterns = [
    *termine.urlpatterns,
    *anmeldung.urlpatterns,
    *wand.urlpatterns,
    *dokumentation.urlpatterns,
    *beitraege.urlpatterns,
]
