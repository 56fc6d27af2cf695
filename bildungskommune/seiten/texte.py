"""The first texts of the pages which every public portal must have. The office edits them afterwards.

`## ` begins a section. Written for a county in Sachsen-Anhalt; a data migration puts them in place once.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Vorgabe:
    slug: str
    titel: str
    text: str


IMPRESSUM = """\
Angaben nach § 5 des Digitale-Dienste-Gesetzes und § 18 des Medienstaatsvertrags.

## Herausgeber

Landkreis Börde
Der Landrat
Bornsche Straße 2
39340 Haldensleben

Der Landkreis Börde ist eine Körperschaft des öffentlichen Rechts. Er wird durch den Landrat vertreten.

## Verantwortlich für den Inhalt

Amt für Bildung, Stabsstelle „Bildungskommune“, Anschrift wie oben. Die Stabsstelle erreichen Sie auch über die \
Angaben am Fuß jeder Seite.

## Aufsicht

Die Rechtsaufsicht über den Landkreis führt das Landesverwaltungsamt Sachsen-Anhalt.

## Beiträge aus den Workshops

Wer an einem Workshop teilnimmt oder hier einen Beitrag schreibt, gibt seine Meinung wieder. Der Landkreis ändert den \
Wortlaut nicht. Er veröffentlicht einen Beitrag erst nach Prüfung und macht sich den Inhalt damit nicht zu eigen.

## Texte und Bilder

Leitbild, Konzept, Maßnahmen und Dokumentationen dürfen Sie mit Angabe der Quelle weiterverwenden. Fotos zeigen \
Teilnehmende, die dem zugestimmt haben; bitte verwenden Sie sie nicht ohne Rücksprache weiter.

## Links auf andere Seiten

Für Seiten, auf die wir verweisen, sind deren Betreiber verantwortlich. Wir haben sie geprüft, als wir den Link \
gesetzt haben. Bitte sagen Sie uns, wenn ein Link nicht mehr stimmt.
"""

DATENSCHUTZ = """\
Sie können alles auf diesem Portal lesen, ohne dass wir etwas über Sie speichern. Hier steht, was geschieht, wenn Sie \
sich anmelden, einen Beitrag schreiben oder uns eine Barriere melden.

## Wer verantwortlich ist

Landkreis Börde, Bornsche Straße 2, 39340 Haldensleben. Die behördliche Datenschutzbeauftragte oder den behördlichen \
Datenschutzbeauftragten erreichen Sie unter derselben Anschrift.

## Wenn Sie nur lesen

Wir setzen keine Cookies, zählen keine Besuche und binden nichts von anderen Anbietern ein. Alle Schriften und Bilder \
kommen von diesem Portal. Der Server sieht Ihre IP-Adresse nur, solange er Ihnen antwortet.

## Wenn Sie ein Formular ausfüllen

Auf Seiten mit einem Formular setzt Ihr Browser ein Cookie, das nur verhindert, dass jemand anderes das Formular in \
Ihrem Namen abschickt. Es verschwindet, wenn Sie den Browser schließen.

## Anmeldung zu einem Workshop

- Was: Name, E-Mail-Adresse, Einrichtung, Ihre Wünsche zur Arbeitsgruppe und Verpflegung, auf Wunsch eine \
Telefonnummer.
- Wozu: um den Platz zu vergeben, Sie zu erinnern und den Workshop vorzubereiten.
- Grundlage: Artikel 6 Absatz 1 Buchstabe e der Datenschutz-Grundverordnung (Aufgabe im öffentlichen Interesse).
- Wie lange: bis zwölf Monate nach dem Workshop. Danach bleiben nur Zahlen.

Angaben zu Unterstützung, die Sie brauchen, stehen getrennt davon und werden eine Woche nach dem Workshop gelöscht. \
Dafür brauchen wir Ihre Einwilligung (Artikel 9 Absatz 2 Buchstabe a).

## Fotos

Ob Sie auf Fotos zu sehen sein dürfen, fragen wir Sie einzeln. Ihre Einwilligung (Artikel 6 Absatz 1 Buchstabe a) \
können Sie jederzeit zurücknehmen, mit dem Link aus Ihrer Anmeldung oder einem Satz an die Stabsstelle.

## Ihr Beitrag

- Was: der Text, auf Wunsch Ihr Name und Ihre E-Mail-Adresse.
- Wozu: damit Ihr Beitrag in Leitbild, Konzept und Maßnahmen eingeht und Sie nachlesen können, was aus ihm wurde.
- Grundlage: Artikel 6 Absatz 1 Buchstabe e.
- Wie lange: Der Text bleibt, damit der Weg nachlesbar ist. Name und E-Mail-Adresse werden zwölf Monate nach dem \
Abschluss der Reihe gelöscht. Ihr Name steht nur dann beim Beitrag, wenn Sie das angekreuzt haben.

## Meldung einer Barriere

- Was: Ihre Schilderung, auf Wunsch Name und E-Mail-Adresse.
- Wozu: um die Barriere zu beseitigen und Ihnen zu antworten.
- Grundlage: Artikel 6 Absatz 1 Buchstabe c mit § 16c des Behindertengleichstellungsgesetzes Sachsen-Anhalt.
- Wie lange: bis zwölf Monate nach der Antwort.

## E-Mails

Was wir Ihnen schicken, bewahren wir 90 Tage auf, um Rückfragen zu klären. Danach wird es gelöscht.

## Wer die Daten bekommt

Nur die Stabsstelle und, soweit nötig, die Moderation Ihres Workshops. Wir geben nichts weiter und verarbeiten alles \
auf Servern, die der Landkreis dafür beauftragt hat.

## Ihre Rechte

Sie können Auskunft verlangen, Angaben berichtigen oder löschen lassen, die Verarbeitung einschränken lassen, \
widersprechen und eine Einwilligung zurücknehmen (Artikel 15 bis 21). Ein Satz an die Stabsstelle genügt. Sie können \
sich auch bei der oder dem Landesbeauftragten für den Datenschutz Sachsen-Anhalt beschweren.
"""

BARRIEREFREIHEIT = """\
Diese Erklärung gilt für das Portal „Bildungskommune“ des Landkreises Börde, für die öffentlichen Seiten, die Seiten \
der Verwaltung und die veröffentlichten PDF-Dateien.

## Stand der Vereinbarkeit

Maßgeblich sind die §§ 16 bis 16f des Behindertengleichstellungsgesetzes Sachsen-Anhalt (BGG LSA) und die \
Behindertengleichstellungsverordnung (BGGVO LSA). Sie verweisen auf die Norm EN 301 549 und damit auf die Richtlinien \
WCAG, Stufe AA. Das Portal ist mit diesen Anforderungen **weitgehend vereinbar**; die Ausnahmen stehen im nächsten \
Abschnitt.

## Nicht barrierefreie Inhalte

- Gebärdensprache: Ein Video in Deutscher Gebärdensprache liegt noch nicht vor. Grund: Es wird erst mit dem \
beschlossenen Leitbild aufgenommen. Bis dahin gilt die Seite [Gebärdensprache](/gebaerdensprache/).
- Leichte Sprache: Bisher ist nur die Erklärung des Portals übersetzt, nicht jede Veröffentlichung. Grund: Die \
Übersetzungen werden mit Prüfgruppen erarbeitet und folgen nach und nach.
- Fotos von Kartenwänden: Handschrift auf Fotos ist nicht beschrieben. Grund: Der Wortlaut jeder Karte steht als Text \
im Portal.

## Wann und wie diese Erklärung entstanden ist

Diese Erklärung wurde am 22. November 2026 erstellt und zuletzt am 22. November 2026 überprüft. Grundlage ist eine \
Selbstbewertung: automatische Prüfungen jeder Seite in heller und dunkler Darstellung und bei schmalem Bildschirm, \
Bedienung allein mit der Tastatur und eine Prüfung der PDF-Dateien auf PDF/UA. Sie wird jährlich und nach größeren \
Änderungen überprüft.

## Eine Barriere melden

Sind Ihnen Mängel aufgefallen? Bitte schreiben Sie uns über das Formular [Barriere melden](/barrierefreiheit/melden/). \
Es geht auch ohne Namen und ohne E-Mail-Adresse. Wenn Sie eine Antwort wünschen, erhalten Sie sie \
**innerhalb eines Monats**.

## Ombudsstelle

Haben Sie innerhalb eines Monats keine oder keine befriedigende Antwort bekommen, können Sie sich an die Ombudsstelle \
bei der Landesfachstelle für Barrierefreiheit Sachsen-Anhalt wenden (§ 16d BGG LSA). Sie vermittelt zwischen Ihnen und \
dem Landkreis. Das Verfahren ist kostenlos, und Sie brauchen dafür keinen Rechtsbeistand.
"""

LEICHTE_SPRACHE = """\
## Was ist das hier?

Das ist eine Internet-Seite vom Landkreis Börde.
Auf der Internet-Seite geht es um Bildung.
Bildung heißt: Menschen lernen etwas.
Zum Beispiel in der Kita, in der Schule oder in einem Verein.

## Was macht der Landkreis?

Viele Menschen haben sich getroffen.
Sie haben gesagt: Das ist gut. Das ist schlecht. Das wünschen wir uns.
Das haben sie auf Karten geschrieben.
Alle Karten stehen auf dieser Internet-Seite.

Aus den Karten ist ein **Leitbild** entstanden.
Im Leitbild steht: So soll Lernen im Landkreis Börde sein.

Dann gibt es einen Plan.
Der schwere Name dafür ist: **Bildungs-Konzept**.

Und es gibt **Maßnahmen**.
Maßnahmen sind Dinge, die der Landkreis wirklich macht.

## Was ist der rote Faden?

Der rote Faden ist eine rote Linie.
Die Linie zeigt Ihnen: Aus dieser Karte wurde diese Maßnahme.
Sie können auf die Wörter an der Linie drücken.
Dann sehen Sie mehr.

## Kann ich mitmachen?

Ja. Sie können zu einem Treffen kommen.
Das Treffen kostet kein Geld.
Sie können uns auch schreiben.
Drücken Sie dafür oben auf: **Mitmachen**.

## Brauchen Sie Hilfe?

Sie können etwas nicht lesen oder nicht benutzen?
Dann sagen Sie uns das bitte.
Drücken Sie hier: [Barriere melden](/barrierefreiheit/melden/).
Wir antworten Ihnen in einem Monat.

Wir haben diesen Text selbst geschrieben. Eine Prüf-Gruppe hat ihn noch nicht geprüft.
"""

GEBAERDENSPRACHE = """\
Ein Video in Deutscher Gebärdensprache über dieses Portal liegt noch nicht vor. Es entsteht mit dem beschlossenen \
Leitbild und wird dann hier stehen.

## Was Sie auf diesem Portal finden

- Workshops: Termine, Anmeldung und Ergebnisse. Bei der Anmeldung können Sie angeben, dass Sie eine \
Gebärdensprachdolmetscherin oder einen Gebärdensprachdolmetscher brauchen. Der Landkreis bestellt und bezahlt sie.
- Leitbild und Bildungskonzept: wie Lernen im Landkreis Börde sein soll und wie der Landkreis dorthin kommt.
- Maßnahmen: was der Landkreis tut und wie weit es ist.

## So bedienen Sie das Portal

Oben stehen die Hauptseiten. Eine rote Linie, der rote Faden, verbindet auf jeder Seite, woher etwas kommt und was \
daraus wurde. Jeder Punkt auf der Linie ist ein Link.

## Fragen

Sie können der Stabsstelle in Gebärdensprache begegnen: Bitte vereinbaren Sie einen Termin über \
[Barriere melden](/barrierefreiheit/melden/) oder per E-Mail. Wir kümmern uns um die Übersetzung.
"""

VORGABEN = (
    Vorgabe("impressum", "Impressum", IMPRESSUM),
    Vorgabe("datenschutz", "Datenschutz", DATENSCHUTZ),
    Vorgabe("barrierefreiheit", "Erklärung zur Barrierefreiheit", BARRIEREFREIHEIT),
    Vorgabe("leichte-sprache", "Leichte Sprache", LEICHTE_SPRACHE),
    Vorgabe("gebaerdensprache", "Gebärdensprache", GEBAERDENSPRACHE),
)
