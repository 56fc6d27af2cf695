"""So far every Thema below another one counted as merged into it as soon as it had no card."""

from django.db import migrations

FILL = """
UPDATE workshops_thema thema SET zusammengefuehrt = true
    WHERE uebergeordnet_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM workshops_zuordnung WHERE thema_id = thema.id);
"""


class Migration(migrations.Migration):
    dependencies = [("workshops", "0007_thema_zusammengefuehrt")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
