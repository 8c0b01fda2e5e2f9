# Dure in a container, out of the bundle in bundles/ (make bundle): nothing is fetched but the base.
# compose.yaml runs it; docs/operators.md has the steps.
ARG BASE=debian:bookworm-slim
FROM ${BASE} AS installed
ADD bundles/dure-*.tar /bundle/
RUN /bundle/dure-*/install.sh /srv/dure

FROM ${BASE}
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
RUN useradd --system --uid 999 --home-dir /srv/dure --no-create-home --shell /usr/sbin/nologin dure
COPY --from=installed /srv/dure /srv/dure
# A new volume takes its owner from here. All else belongs to root, and is only read.
RUN chown dure /srv/dure/data
USER dure
WORKDIR /srv/dure/app
VOLUME /srv/dure/data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=180s \
    CMD [".venv/bin/python", "deploy/is_ready.py"]
CMD [".venv/bin/python", "-m", "config.serve"]
