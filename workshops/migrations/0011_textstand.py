"""Keep each state of these texts. Names and what else tells who somebody is are left out."""

from django.db import migrations

from bildungskommune.audit.merken import merken


class Migration(migrations.Migration):
    dependencies = [("workshops", "0010_alte_schluessel"), ("audit", "0004_textstand")]

    operations = [
        merken("workshops.reihe"),
        merken("workshops.workshop"),
        merken("workshops.programmpunkt"),
        merken("workshops.arbeitsgruppe"),
        merken("workshops.beitrag", "code", "autor_name", "autor_email", "namentlich", "foto"),
        merken("workshops.thema"),
        merken("workshops.punktabfrage"),
        merken("workshops.projektskizze", "verantwortliche", "verbuendete"),
    ]
