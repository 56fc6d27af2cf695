"""Public addresses of the workshops, room by room."""

from workshops.anmeldung import urls as anmeldung
from workshops.beitraege import urls as beitraege
from workshops.dokumentation import urls as dokumentation
from workshops.termine import urls as termine

urlpatterns = [
    *termine.urlpatterns,
    *anmeldung.urlpatterns,
    *beitraege.urlpatterns,
    *dokumentation.urlpatterns,
]
