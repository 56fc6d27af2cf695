from django.urls import include, path

from bildungskommune.buero import views_fadenluecken as luecken
from bildungskommune.buero import views_fristen as fristen
from bildungskommune.buero import views_konten as konten
from bildungskommune.buero import views_post as post
from bildungskommune.buero import views_pult as pult
from bildungskommune.buero import views_sachbericht as berichte
from bildungskommune.buero import views_seiten as seiten
from bildungskommune.buero import views_verlauf as verlauf
from bildungskommune.buero import views_vertretung as vertretungen

urlpatterns = [
    path("", pult.pult, name="pult"),
    path("verlauf/", verlauf.verlauf, name="v-verlauf"),
    path("suche/", pult.search, name="v-suche"),
    path("", include("bildungskommune.buero.urls_akteure")),
    path("", include("bildungskommune.buero.urls_auskunft")),
    path("konten/", konten.konto_list, name="v-konto-list"),
    path("konten/neu/", konten.konto_new, name="v-konto-new"),
    path("konten/<int:pk>/", konten.konto_edit, name="v-konto-edit"),
    path("konten/vertretungen/", vertretungen.vertretung_list, name="v-vertretung-list"),
    path("konten/vertretungen/neu/", vertretungen.vertretung_new, name="v-vertretung-new"),
    path("konten/vertretungen/<int:pk>/", vertretungen.vertretung_beenden, name="v-vertretung-beenden"),
    path("konten/zutritte/", konten.zutritt_list, name="v-zutritt-list"),
    path("faden/", luecken.overview, name="v-fadenluecken"),
    path("faden/<slug:art>/", luecken.luecke_list, name="v-fadenluecke"),
    path("fristen/", fristen.frist_list, name="v-frist-list"),
    path("post/", post.post, name="v-post"),
    path("post/muster/", post.muster_list, name="v-mailmuster-list"),
    path("post/muster/<slug:template>/", post.muster, name="v-mailmuster"),
    path("post/muster/<slug:template>/html/", post.muster_html, name="v-mailmuster-html"),
    path("post/<int:pk>/", post.mail, name="v-mail"),
    path("post/<int:pk>/html/", post.mail_html, name="v-mail-html"),
    path("post/<int:pk>/wiederholen/", post.mail_retry, name="v-mail-retry"),
    path("einstellungen/", seiten.kommune, name="v-kommune"),
    path("einstellungen/seiten/", seiten.seite_list, name="v-seite-list"),
    path("einstellungen/seiten/<int:pk>/", seiten.seite_edit, name="v-seite-edit"),
    path("einstellungen/verfahrensakte/", seiten.verfahren, name="v-verfahren"),
    path("sachbericht/", berichte.sachbericht, name="v-sachbericht"),
    path("sachbericht/<str:von>/<str:bis>/anlage.pdf", berichte.sachbericht_pdf, name="v-sachbericht-pdf"),
    path("sachbericht/<str:von>/<str:bis>/anlage.xlsx", berichte.sachbericht_xlsx, name="v-sachbericht-xlsx"),
    path("barrieren/", seiten.barriere_list, name="v-barriere-list"),
    path("barrieren/<int:pk>/", seiten.barriere, name="v-barriere"),
]
