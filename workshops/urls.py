"""Public addresses of the workshops, room by room."""

from workshops.anmeldung import urls as anmeldung
from workshops.beitraege import urls as beitraege
from workshops.dokumentation import urls as dokumentation
from workshops.einladungen import urls as einladungen
from workshops.fotos import urls as fotos
from workshops.nachricht import urls as nachricht
from workshops.saal import urls as saal
from workshops.termine import urls as termine
from workshops.verteiler import urls as verteiler

urlpatterns = [
    *termine.urlpatterns,
    *anmeldung.urlpatterns,
    *einladungen.urlpatterns,
    *verteiler.urlpatterns,
    *beitraege.urlpatterns,
    *nachricht.urlpatterns,
    *dokumentation.urlpatterns,
    *fotos.urlpatterns,
    *saal.urlpatterns,
]
