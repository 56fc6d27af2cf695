"""Staff addresses of the workshops, from planning over the day to the answers."""

from workshops.anmeldung import urls_staff as anmeldung
from workshops.auswertung import urls_staff as auswertung
from workshops.beitraege import urls_staff as beitraege
from workshops.dokumentation import urls_staff as dokumentation
from workshops.einladungen import urls_staff as einladungen
from workshops.fotos import urls_staff as fotos
from workshops.koffer import urls_staff as koffer
from workshops.saal import urls_staff as saal
from workshops.termine import urls_staff as termine
from workshops.verteiler import urls_staff as verteiler
from workshops.wand import urls_staff as wand

urlpatterns = [
    *termine.urlpatterns,
    *anmeldung.urlpatterns,
    *saal.urlpatterns,
    *koffer.urlpatterns,
    *einladungen.urlpatterns,
    *verteiler.urlpatterns,
    *wand.urlpatterns,
    *dokumentation.urlpatterns,
    *fotos.urlpatterns,
    *auswertung.urlpatterns,
    *beitraege.urlpatterns,
]
