"""Two addresses for machines: does the process live, and can it serve?

They are answered before every other middleware: a probe knows neither host name nor https.
"""

import logging
from collections.abc import Callable

import redis
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

log = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]


def probes(get_response: Handler) -> Handler:
    """Answer /healthz and /readyz, pass on everything else."""
    answers = {"/healthz": healthz, "/readyz": readyz}

    def middleware(request: HttpRequest) -> HttpResponse:
        return answers.get(request.path_info, get_response)(request)

    return middleware


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; ask nobody else."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether requests can be served: 503 without a migrated database, "degraded" without Redis or files."""
    database, broker, files = database_state(), redis_state(), files_state()
    is_ready = database == "ok"
    word = ("ok" if broker == files == "ok" else "degraded") if is_ready else "unavailable"
    body = {"status": word, "database": database, "redis": broker, "files": files}
    return JsonResponse(body, status=200 if is_ready else 503)


def database_state() -> str:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        log.warning("The database does not answer.")
        return "unreachable"
    return "migrations missing" if plan else "ok"


def redis_state() -> str:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            client.ping()
    except redis.RedisError:
        log.warning("Redis does not answer; mails and prints wait until it does.")
        return "unreachable"
    return "ok"


def files_state() -> str:
    try:
        default_storage.exists("readyz")
    except OSError:
        log.warning("The storage of files does not answer; photos and prints cannot be had until it does.")
        return "unreachable"
    return "ok"
