from django.urls import URLPattern, path

from bildungskommune.buero import views_akteure as views
from bildungskommune.buero import views_einlesen
from bildungskommune.buero.kartei import KARTEIEN, Kartei


def _drawer(kartei: Kartei) -> list[URLPattern]:
    """The addresses of one drawer: list, new, edit, delete."""
    base, art = f"akteure/{kartei.pfad}/", {"art": kartei.art}
    return [
        path(base, views.akteur_list, art, name=f"v-{kartei.art}-list"),
        path(f"{base}neu/", views.akteur_new, art, name=f"v-{kartei.art}-new"),
        path(f"{base}<int:pk>/", views.akteur_edit, art, name=f"v-{kartei.art}-edit"),
        path(f"{base}<int:pk>/loeschen/", views.akteur_delete, art, name=f"v-{kartei.art}-loeschen"),
    ]


urlpatterns = [
    path("akteure/institutionen/einlesen/", views_einlesen.einlesen, name="v-institution-einlesen"),
    path("akteure/", views.first_drawer, name="v-akteure"),
    *(pattern for kartei in KARTEIEN for pattern in _drawer(kartei)),
    path("akteure/personen/<int:pk>/zugehoerigkeit/", views.zugehoerigkeit_new, name="v-zugehoerigkeit-new"),
    path("akteure/zugehoerigkeiten/<int:pk>/", views.zugehoerigkeit_edit, name="v-zugehoerigkeit-edit"),
    path("akteure/zugehoerigkeiten/<int:pk>/loeschen/", views.zugehoerigkeit_delete, name="v-zugehoerigkeit-loeschen"),
]
