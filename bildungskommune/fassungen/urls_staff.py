from django.urls import path

from bildungskommune.fassungen import views_auftraege as auftraege
from bildungskommune.fassungen import views_namen
from bildungskommune.fassungen import views_staff as views

urlpatterns = [
    path("fassungen/", views.fassung_list, name="v-fassung-list"),
    path("fassungen/neu/<slug:key>/<int:objekt_pk>/", views.fassung_new, name="v-fassung-new"),
    path("fassungen/auftraege/<int:pk>/", auftraege.einfrierauftrag, name="v-einfrierauftrag"),
    path("fassungen/auftraege/<int:pk>/stand/", auftraege.einfrierauftrag_stand, name="v-einfrierauftrag-stand"),
    path("fassungen/auftraege/<int:pk>/noch-einmal/", auftraege.einfrierauftrag_again, name="v-einfrierauftrag-again"),
    path("fassungen/<int:pk>/", views.fassung, name="v-fassung"),
    path("fassungen/<int:pk>/schritt/", views.fassung_move, name="v-fassung-move"),
    path("fassungen/<int:pk>/veroeffentlichen/", views.fassung_publish, name="v-fassung-publish"),
    path("fassungen/<int:pk>/zurueckziehen/", views.fassung_withdraw, name="v-fassung-withdraw"),
    path("fassungen/<int:pk>/namen/", views_namen.fassung_namen, name="v-fassung-namen"),
    path("fassungen/<int:pk>/wieder-oeffentlich/", views.fassung_restore, name="v-fassung-restore"),
    path("fassungen/<int:pk>/im-portal-zeigen/", views.fassung_show_first, name="v-fassung-show-first"),
    path("fassungen/<int:pk>/druck/", views.fassung_print, name="v-fassung-print"),
    path("fassungen/<int:pk>/druck/abbrechen/", views.fassung_print_cancel, name="v-fassung-print-cancel"),
    path("fassungen/<int:pk>/druck/stand/", views.fassung_progress, name="v-fassung-progress"),
]
