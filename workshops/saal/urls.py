from django.urls import path

from workshops.saal import views, views_stimmen

urlpatterns = [
    path("k/", views.saal_suchen, name="saal-suchen"),
    path("k/stimmzettel/<str:key>/", views_stimmen.to_slip, name="stimmzettel"),
    path("k/<str:saal>/", views.saal, name="saal"),
    path("k/<str:saal>/karte/", views.saal_karte, name="saal-karte"),
    path("k/<str:saal>/stimme/", views_stimmen.saal_stimme, name="saal-stimme"),
    path("k/<str:saal>/stimme/<str:key>/", views_stimmen.saal_stimmzettel, name="saal-stimmzettel"),
    path("k/<str:saal>/leinwand/", views.leinwand, name="saal-leinwand"),
]
