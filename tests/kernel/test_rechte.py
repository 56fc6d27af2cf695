"""The portal runs as a role that can bend no rule of the data; what people do with it goes as before."""

import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from psycopg import sql
from pytest_django.fixtures import Settings

from bildungskommune import rechte
from bildungskommune.accounts.models import Konto, Zutritt
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Eintrag
from bildungskommune.beispiel import laden
from bildungskommune.buero import loeschauftraege
from bildungskommune.buero.loeschauftraege import carry_out_by_command
from bildungskommune.embedded import Embedded
from bildungskommune.fassungen import auftraege, pruefung, rules
from bildungskommune.fassungen.models import Ausdruck, Fassung
from bildungskommune.fassungen.namen import namen_entfernen
from bildungskommune.post.models import Mail
from bildungskommune.tasks import vergessen
from bildungskommune.werkbank import aendern
from massnahmen.models import Sachstand
from tests.conftest import ROOT
from tests.factories import (
    make_abschnitt,
    make_anmeldung,
    make_beitrag,
    make_konto,
    make_leitbild,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.kernel.bauen import KEY, make_mail, make_published

pytestmark = pytest.mark.django_db


def become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))


@pytest.fixture
def role(db: None) -> str:
    """A role with the rights of the run-time role; it goes with the transaction of the test."""
    name = f"lauf_{connection.settings_dict['NAME']}"
    rechte.ensure(name, "geheim")
    rechte.grant(name)
    return name


def refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(error.value).splitlines()[0]


NO_TABLE = "permission denied for table {}"
NO_OWNER = "must be owner of table {}"


@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        ("TRUNCATE fassungen_fassung CASCADE", NO_TABLE.format("fassungen_fassung")),
        ("TRUNCATE audit_eintrag", NO_TABLE.format("audit_eintrag")),
        ("TRUNCATE leitbild_abschnitt CASCADE", NO_TABLE.format("leitbild_abschnitt")),
        ("DELETE FROM audit_eintrag", NO_TABLE.format("audit_eintrag")),
        ("UPDATE audit_eintrag SET ereignis = 'x'", NO_TABLE.format("audit_eintrag")),
        ("DELETE FROM audit_textstand", NO_TABLE.format("audit_textstand")),
        ("UPDATE audit_textstand SET werte = '{}'", NO_TABLE.format("audit_textstand")),
        ("TRUNCATE audit_textstand", NO_TABLE.format("audit_textstand")),
        ("INSERT INTO audit_textstand (id) VALUES (1)", NO_TABLE.format("audit_textstand")),
        ("ALTER TABLE leitbild_abschnitt DISABLE TRIGGER textstand_merken", NO_OWNER.format("leitbild_abschnitt")),
        (
            "DROP TRIGGER textstand_merken ON leitbild_abschnitt",
            "must be owner of relation leitbild_abschnitt",
        ),
        ("DELETE FROM fassungen_fassung", NO_TABLE.format("fassungen_fassung")),
        ("DELETE FROM fassungen_ausdruck", NO_TABLE.format("fassungen_ausdruck")),
        ("UPDATE fassungen_ausdruck SET sha256 = 'x'", NO_TABLE.format("fassungen_ausdruck")),
        ("DELETE FROM fassungen_namensstelle", NO_TABLE.format("fassungen_namensstelle")),
        ("UPDATE fassungen_namensstelle SET quelle = ''", NO_TABLE.format("fassungen_namensstelle")),
        ("DELETE FROM fassungen_pruefung", NO_TABLE.format("fassungen_pruefung")),
        ("UPDATE fassungen_pruefung SET kopf = ''", NO_TABLE.format("fassungen_pruefung")),
        ("DELETE FROM massnahmen_sachstand", NO_TABLE.format("massnahmen_sachstand")),
        ("DELETE FROM django_migrations", NO_TABLE.format("django_migrations")),
        ("ALTER TABLE fassungen_fassung DISABLE TRIGGER ALL", NO_OWNER.format("fassungen_fassung")),
        ("ALTER TABLE audit_eintrag DROP COLUMN angaben", NO_OWNER.format("audit_eintrag")),
        ("DROP TABLE audit_eintrag", NO_OWNER.format("audit_eintrag")),
        ("DROP TRIGGER fassung_bleibt ON fassungen_fassung", "must be owner of relation fassungen_fassung"),
        ("DROP FUNCTION fassung_bleibt() CASCADE", "must be owner of function fassung_bleibt"),
        (
            "CREATE OR REPLACE FUNCTION fassung_bleibt() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "permission denied for schema public",
        ),
        ("CREATE TABLE beute (id int)", "permission denied for schema public"),
        ("SET session_replication_role = replica", 'permission denied to set parameter "session_replication_role"'),
        ("CREATE ROLE mehr LOGIN", "permission denied to create role"),
    ],
)
def test_run_time_role_is_refused(role: str, statement: str, answer: str) -> None:
    make_published()
    become(role)

    assert refused(statement) == answer


@pytest.mark.parametrize("change", ["titel = 'x'", "snapshot = '{}'", "kette = ''", "veroeffentlicht_am = now()"])
def test_run_time_role_cannot_change_a_published_row(role: str, change: str) -> None:
    make_published(now=timezone.now() - timedelta(days=1))
    become(role)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE fassungen_fassung SET {change}")


def test_run_time_role_cannot_invent_a_state(role: str) -> None:
    become(role)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE falsch (id bigint)")

    answer = refused("CREATE TRIGGER falsch AFTER INSERT ON falsch FOR EACH ROW EXECUTE FUNCTION textstand_merken('x')")

    assert answer == "permission denied for function textstand_merken"


def test_run_time_role_has_no_say_over_triggers_and_no_table_of_its_own(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND (has_table_privilege(%s, oid, 'TRUNCATE') OR has_table_privilege(%s, oid, 'TRIGGER')"
            " OR has_table_privilege(%s, oid, 'REFERENCES') OR relowner = %s::regrole)",
            [role, role, role, role],
        )
        assert cursor.fetchall() == []


def test_trail_stays_even_before_the_owner() -> None:
    record(make_konto(), "fassung.druck_wiederholt", make_leitbild())

    assert refused("DELETE FROM audit_eintrag") == "Ein Eintrag im Verlauf kann nicht gelöscht werden."
    assert refused("UPDATE audit_eintrag SET angaben = '{}', ereignis = 'x'") == (
        "Ein Eintrag im Verlauf kann nicht geändert werden."
    )


def give_to(eintrag: Eintrag, konto: Konto | None) -> None:
    """Change the account of an entry, and commit as far as a test can."""
    with transaction.atomic():
        Eintrag.objects.filter(pk=eintrag.pk).update(konto=konto)
        connection.check_constraints()


def test_trail_does_not_forget_who_while_the_account_is_there(role: str) -> None:
    eintrag = record(make_konto(), "fassung.druck_wiederholt", make_leitbild())
    other = make_konto()
    become(role)

    with pytest.raises(DatabaseError, match="behält sein Konto"):
        give_to(eintrag, None)
    with pytest.raises(DatabaseError, match="kann nicht geändert werden"):
        give_to(eintrag, other)


def test_trail_forgets_the_account_that_is_deleted(role: str) -> None:
    konto = make_konto()
    eintrag = record(konto, "fassung.druck_wiederholt", make_leitbild())
    become(role)

    konto.delete()
    connection.check_constraints()

    eintrag.refresh_from_db()
    assert eintrag.konto_id is None


def test_work_goes_on_as_the_run_time_role(role: str) -> None:
    long_ago = timezone.now() - timedelta(days=91)
    make_mail(status="gesendet", created=long_ago, sent=long_ago)
    konto = make_konto()
    become(role)

    leitbild = make_leitbild()
    fassung = rules.freeze(KEY, leitbild, by=konto)
    rules.publish(fassung, ohne_beschluss="Das ist eine Probe.", by=konto)
    taken = auftraege.claim(fassung.auftrag.pk)
    assert taken is not None
    auftraege.finish(taken, key="k", pdf=auftraege.Datei("fassungen/k.pdf", "0" * 64, 1), seiten=1)
    rules.publish(rules.freeze(KEY, leitbild), ohne_beschluss="Noch eine.", by=konto)
    rules.withdraw(Fassung.objects.get(pk=fassung.pk), "Ein Irrtum.", by=konto)
    found = pruefung.check_all()

    assert [vergessen(), found.fassungen, found.ausdrucke, Ausdruck.objects.count()] == [1, 2, 1, 1]


def test_run_time_role_takes_a_name_out_and_puts_no_other_in(role: str) -> None:
    leitbild = make_leitbild()
    voice = make_abschnitt(leitbild=leitbild, art="stimme", stimme_von="Hanne Wunder, 34")
    rules.freeze(KEY, leitbild)
    become(role)

    answer = refused("UPDATE fassungen_namensstelle SET name = 'Max'")

    assert answer == "Ein Name in einer Fassung kann nur entfernt werden."
    assert namen_entfernen(voice, by=None, grund="Auf Wunsch") == 1


def test_run_time_role_erases_what_is_kept_of_somebody(role: str) -> None:
    workshop = make_workshop()
    make_zuordnung(make_thema(workshop=workshop), make_beitrag(workshop=workshop, **AUTHOR))
    make_anmeldung(name=AUTHOR["autor_name"], email=AUTHOR["autor_email"], workshop=workshop)
    make_konto(email=AUTHOR["autor_email"], name=AUTHOR["autor_name"], rolle="moderation")
    make_konto()
    aendern.delete(make_abschnitt(leitbild=make_leitbild(), text=f"Es sagt {AUTHOR['autor_name']}: Bus!"), by=None)
    rules.freeze("dokumentation", workshop)
    become(role)

    done = carry_out_by_command(AUTHOR["autor_email"], "einwilligung").zahlen

    assert {"Konten", "Anmeldungen", "Verfasserangaben", "Namen in Fassungen"} < set(done)
    assert done["frühere Stände von Texten, die den Namen nennen"] == 1


AUTHOR: dict[str, Any] = {"autor_name": "Hanne Wunder", "autor_email": "hanne@kita.example", "namentlich": True}


def test_sample_process_is_read_as_the_run_time_role(role: str) -> None:
    become(role)

    laden.load()

    assert Fassung.objects.public().count() > 3
    assert Sachstand.objects.count() > 0


def test_rights_are_set_twice_without_a_change(role: str) -> None:
    def rights() -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname, relacl::text FROM pg_class WHERE relacl IS NOT NULL ORDER BY 1")
            return list(cursor.fetchall())

    before = rights()
    rechte.ensure(role, "geheim")
    rechte.grant(role)

    assert rights() == before


def test_owner_is_no_run_time_role() -> None:
    with pytest.raises(rechte.SameRole, match="is the owner of the database"):
        rechte.ensure(str(connection.settings_dict["USER"]), "")


def test_command_without_an_owner_says_what_is_missing(settings: Settings) -> None:
    settings.DATABASE_OWNER_URL = ""

    with pytest.raises(CommandError, match="DATABASE_OWNER_URL fehlt"):
        call_command("rechte_setzen")


def test_role_that_may_make_none_says_what_an_administrator_does(role: str) -> None:
    become(role)

    with pytest.raises(rechte.RoleMissing, match='CREATE ROLE "neu" LOGIN'):
        rechte.ensure("neu", "geheim")


def complaints() -> list[str]:
    return [str(one.id) for one in run_checks(include_deployment_checks=True, databases=["default"], tags=["database"])]


def test_deploy_check_complains_about_the_owner_alone(role: str) -> None:
    as_owner = complaints()
    become(role)

    assert [as_owner, complaints()] == [["bildungskommune.W001"], []]


def test_portal_of_its_own_migrates_as_owner_and_runs_as_the_lesser_role() -> None:
    """Not below pytest's folder: under root PostgreSQL is another user, who must be able to enter it."""
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        embedded = Embedded(Path(folder), durable=False)
        try:
            for command in (["migrate", "--verbosity", "0"], ["rechte_setzen"], ["fassungen_pruefen"]):
                done = manage(folder, *command)
                assert (done.returncode, done.stderr) == (0, "")
            with psycopg.connect(embedded.database_url(), autocommit=True) as client:
                name = client.execute("SELECT current_user").fetchone()
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    client.execute("TRUNCATE audit_eintrag")
        finally:
            embedded.leave()

    assert name == ("portal",)


def manage(folder: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py on a folder of its own with embedded servers."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    environment = kept | {"VAR_DIR": folder, "LOCAL": "on", "EMBEDDED_DURABLE": "off"}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


YOUNG, OLD = timedelta(days=10), timedelta(days=91)
MAIL_STAYS = "Eine E-Mail kann erst nach ihrer Frist gelöscht werden."
ZUTRITT_STAYS = "Ein Zutritt kann erst nach seiner Frist gelöscht werden."


def make_zutritt(age: timedelta, konto: Konto | None = None) -> Zutritt:
    return Zutritt.objects.create(konto=konto or make_konto(), art="passwort", wann=timezone.now() - age)


def test_run_time_role_deletes_mails_and_log_ins_after_their_time_alone(role: str) -> None:
    young_mail, young = make_mail(), make_zutritt(YOUNG)
    make_mail(created=timezone.now() - OLD)
    make_zutritt(OLD)
    become(role)

    assert refused("DELETE FROM post_mail") == MAIL_STAYS
    assert refused("DELETE FROM accounts_zutritt") == ZUTRITT_STAYS

    Mail.objects.exclude(pk=young_mail.pk).delete()
    Zutritt.objects.exclude(pk=young.pk).delete()
    assert [list(Mail.objects.all()), list(Zutritt.objects.all())] == [[young_mail], [young]]


@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        ("UPDATE accounts_zutritt SET wann = '2000-01-01'", NO_TABLE.format("accounts_zutritt")),
        ("UPDATE accounts_zutritt SET konto_id = NULL", NO_TABLE.format("accounts_zutritt")),
        ("UPDATE post_mail SET created = '2000-01-01'", "Zeit und Anlass einer E-Mail können nicht geändert werden."),
        ("UPDATE post_mail SET anlass = 'loeschung'", "Zeit und Anlass einer E-Mail können nicht geändert werden."),
        ("ALTER TABLE post_mail DISABLE TRIGGER mail_bleibt", NO_OWNER.format("post_mail")),
        ("ALTER TABLE accounts_zutritt DISABLE TRIGGER zutritt_bleibt", NO_OWNER.format("accounts_zutritt")),
    ],
)
def test_run_time_role_makes_nothing_old(role: str, statement: str, answer: str) -> None:
    make_mail()
    make_zutritt(YOUNG)
    become(role)

    assert refused(statement) == answer


def test_night_forgets_mails_log_ins_and_accounts_as_the_run_time_role(role: str) -> None:
    make_mail(status="gesendet", created=timezone.now() - OLD, sent=timezone.now() - OLD)
    off = make_konto(is_active=False, date_joined=timezone.now() - OLD)
    make_zutritt(YOUNG, off)
    make_zutritt(OLD)
    become(role)

    vergessen()

    assert [Mail.objects.count(), Zutritt.objects.count()] == [0, 0]
    assert Konto.objects.get(pk=off.pk).email.endswith("@geloescht.invalid")
    assert Eintrag.objects.about(off).get().ereignis == "konto.anonymisiert"


def test_person_is_erased_as_the_run_time_role_and_it_stands_in_the_trail(role: str) -> None:
    konto = make_konto(email="weg@boerde.example")
    make_konto()
    make_zutritt(YOUNG, konto)
    make_mail(an=konto.email)
    become(role)

    auftrag = loeschauftraege.carry_out_by_command(konto.email, "Antrag")

    assert [Zutritt.objects.count(), Mail.objects.filter(an=konto.email).exclude(anlass="loeschung").count()] == [0, 0]
    assert Eintrag.objects.about(auftrag).count() > 1


def test_mail_about_an_erasure_goes_once_it_is_sent(role: str) -> None:
    mail = make_mail(anlass="loeschung")
    become(role)

    mail.delete()

    assert Mail.objects.count() == 0
