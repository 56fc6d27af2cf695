from django.urls import path

from bildungskommune.oparl import views

VORSCHLAG = "ratsinformation/vorschlaege/<int:pk>"

urlpatterns = [
    path("ratsinformation/", views.oparl_list, name="v-oparl-list"),
    path("ratsinformation/neu/", views.oparl_new, name="v-oparl-new"),
    path("ratsinformation/<int:pk>/", views.oparl, name="v-oparl"),
    path("ratsinformation/<int:pk>/stand/", views.oparl_progress, name="v-oparl-progress"),
    path("ratsinformation/<int:pk>/lesen/", views.oparl_again, name="v-oparl-again"),
    path("ratsinformation/<int:pk>/alle/", views.oparl_all, name="v-oparl-all"),
    path("ratsinformation/<int:pk>/beenden/", views.oparl_end, name="v-oparl-end"),
    path(f"{VORSCHLAG}/uebernehmen/", views.proposal_take, name="v-oparlvorschlag-take"),
    path(f"{VORSCHLAG}/verwerfen/", views.proposal_dismiss, name="v-oparlvorschlag-dismiss"),
    path(f"{VORSCHLAG}/gremium/", views.proposal_gremium, name="v-oparlvorschlag-gremium"),
]
