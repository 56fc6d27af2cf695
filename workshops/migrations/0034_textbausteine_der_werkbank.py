"""Text blocks serve the comments, too: they move to the desk, each with how often it was used."""

from django.db import migrations

FORWARD = """
INSERT INTO werkbank_textbaustein (version, titel, text, angeboten, verwendet)
    SELECT version, titel, text, angeboten, verwendet FROM workshops_textbaustein ORDER BY id;
"""
BACKWARD = """
INSERT INTO workshops_textbaustein (version, titel, text, angeboten, verwendet)
    SELECT version, titel, text, angeboten, verwendet FROM werkbank_textbaustein ORDER BY id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0033_fotos_und_gruppenergebnisse"),
        ("werkbank", "0003_textbaustein"),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.DeleteModel("Textbaustein"),
    ]
