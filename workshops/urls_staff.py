"""Staff addresses of the workshops, from planning over the day to the answers."""

from workshops.views_staff import urls_karten, urls_leute, urls_planung

urlpatterns = [*urls_planung.urlpatterns, *urls_leute.urlpatterns, *urls_karten.urlpatterns]
