"""What docker-compose.yml, Dockerfile and Caddyfile promise: read as files, no engine is needed."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bildungskommune.env import BUCKET

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PINNED = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")
SECRETS = {"EMAIL_URL": "${EMAIL_URL", "OIDC_CLIENT_SECRET": "${OIDC_CLIENT_SECRET"}

every_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)


@every_service
def test_container_can_do_no_more_than_it_must(service: dict[str, Any]) -> None:
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True
    assert {"cap_add", "privileged", "network_mode", "pid", "ipc", "devices"} & set(service) == set()


@every_service
def test_container_has_limits(service: dict[str, Any]) -> None:
    assert {"mem_limit", "pids_limit", "logging"} <= set(service)
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


@every_service
def test_image_of_others_is_one_image_for_ever(service: dict[str, Any]) -> None:
    assert "build" in service or PINNED.fullmatch(service["image"])


@every_service
def test_no_container_sees_the_engine_or_the_machine(service: dict[str, Any]) -> None:
    mounts = [volume.split(":")[0] for volume in service.get("volumes", [])]

    assert set(mounts) <= set(COMPOSE["volumes"])


def test_servers_of_others_run_as_an_ordinary_user() -> None:
    assert [SERVICES[name]["user"].split(":")[0] for name in ("postgres", "redis")] == ["999", "999"]


def test_base_of_our_own_images_is_pinned_and_up_to_date() -> None:
    text = (ROOT / "Dockerfile").read_text()
    bases = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    default = re.search(r"^ARG BASE=(\S+)$", text, re.MULTILINE)

    assert set(bases) == {"${BASE}"}
    assert default is not None
    assert PINNED.fullmatch(default[1])
    assert text.count("apt-get upgrade") == text.count("apt-get update") == len(bases)
    assert re.findall(r"^USER (\S+)$", text, re.MULTILINE) == ["10001", "10001"]


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_printing_database_and_broker_have_no_way_out() -> None:
    closed = [name for name, service in SERVICES.items() if service["networks"] == ["inside"]]

    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert closed == ["migrate", "auslage", "worker-pdf", "beat", "postgres", "redis"]


def test_who_prints_knows_no_password_of_another_server() -> None:
    known = SERVICES["worker-pdf"]["environment"]

    assert [name for name, begins in SECRETS.items() if known[name].startswith(begins)] == []
    assert [
        name for name, begins in SECRETS.items() if not SERVICES["web"]["environment"][name].startswith(begins)
    ] == []


def test_every_setting_of_the_log_in_is_passed() -> None:
    settings = (ROOT / "bildungskommune" / "settings.py").read_text()
    wanted = set(re.findall(r'"(OIDC_\w+|ZWEITER_FAKTOR|HSTS_\w+|SESSION_REST_MINUTES|SESSION_HOURS)"', settings))

    assert len(wanted) > 5
    assert wanted - set(SERVICES["web"]["environment"]) == set()


def test_bucket_is_passed_and_reached_by_all_who_keep_or_read_files() -> None:
    opened = yaml.safe_load((ROOT / "deploy" / "s3.yml").read_text())["services"]
    files = [name for name, service in SERVICES.items() if "media:/data/media" in service.get("volumes", [])]
    networks = {name: SERVICES[name]["networks"] + opened.get(name, {}).get("networks", []) for name in files}

    assert {*BUCKET, "S3_REGION", "S3_ADDRESSING"} - set(SERVICES["web"]["environment"]) == set()
    assert set(opened) - set(files) == set()
    assert [name for name in files if set(networks[name]) != {"inside", "outside"}] == []


def test_proxy_waits_for_nobody_for_ever_and_writes_down_nobody() -> None:
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    code = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)

    for limit in ("read_header", "read_body", "write", "idle", "max_size", "max_header_size"):
        assert re.search(rf"\b{limit} \d", code), limit
    assert "admin off" in code
    assert re.search(r"^\s*log\b", code, re.MULTILINE) is None


def test_proxy_gives_its_own_answers_the_headers_of_the_portal() -> None:
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    site = text[text.index("{$SITE_ADDRESS}") : text.index("handle")]

    assert set(re.findall(r"header \?(\S+) (.+)", site)) == {
        ("Strict-Transport-Security", "max-age=31536000"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "\"frame-ancestors 'none'\""),
    }


def test_no_server_of_ours_writes_an_access_log() -> None:
    starts = [(ROOT / name).read_text() for name in ("Dockerfile", "docker-compose.yml", "script/serve.py")]

    assert [text for text in starts if "access-log" in text] == []


def test_only_the_migration_knows_the_owner_of_the_database() -> None:
    environments = {name: service.get("environment", {}) for name, service in SERVICES.items()}
    addresses = {str(given["DATABASE_URL"]) for given in environments.values() if "DATABASE_URL" in given}

    assert [name for name, given in environments.items() if "DATABASE_OWNER_URL" in given] == ["migrate"]
    assert {address.split("/")[2].split(":")[0] for address in addresses} == {"portal_lauf"}
    assert [name for name, given in environments.items() if "${POSTGRES_PASSWORD" in str(given)] == [
        "migrate",
        "postgres",
    ]


def test_nobody_reaches_redis_without_its_password() -> None:
    redis = SERVICES["redis"]
    urls = {
        name: service["environment"]["REDIS_URL"] for name, service in SERVICES.items() if "REDIS_URL" in str(service)
    }

    assert len(urls) == 6
    assert {url.split("@")[0] for url in urls.values()} == {
        "redis://:${REDIS_PASSWORD:?set REDIS_PASSWORD, letters and digits only}"
    }
    # It stands in no argument, which any process could list.
    assert redis["command"][-1].splitlines()[1:] == ["requirepass $$REDISCLI_AUTH", "END"]
    assert redis["environment"] == {"REDISCLI_AUTH": "${REDIS_PASSWORD}"}


def test_start_data_follow_the_migrations() -> None:
    assert (
        SERVICES["migrate"]["command"][-1] == "python manage.py migrate --noinput && exec python manage.py startdaten"
    )
    assert SERVICES["migrate"]["environment"]["STARTDATEN"] == "${STARTDATEN:-}"


def test_pages_are_laid_out_where_web_hands_them_out() -> None:
    assert SERVICES["auslage"]["command"] == ["python", "manage.py", "auslegen"]
    assert [name for name, one in SERVICES.items() if "auslage:/data/auslage" in one.get("volumes", [])] == [
        "web",
        "auslage",
    ]
