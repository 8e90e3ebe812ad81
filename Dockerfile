# One image for every process: `serve` (the web), `worker`, `prepare`, `doctor`, `backup` … are commands of it.
FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.txt .
# --only-binary: nothing is compiled, so no stage needs a compiler; --require-hashes: the very bytes that were tested
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary=:all: --require-hashes -r requirements.txt \
    && /venv/bin/pip uninstall -y -q pip
COPY manage.py ./
COPY playground playground
COPY templates templates
COPY static static
# Static files are built here, so that a container starts at once and writes nothing beside DATA_DIR
RUN DATA_DIR=/tmp/build STATIC_DIR=/app/built/static /venv/bin/python manage.py build_static \
    && /venv/bin/python -m compileall -q playground

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin playground \
    && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data STATIC_DIR=/app/built/static LOG_FORMAT=json
USER 10001
VOLUME /data
EXPOSE 8000
# Of the web; a service that runs another command says so in compose.yaml
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["python", "-m", "playground.processes.alive"]
ENTRYPOINT ["python", "manage.py"]
CMD ["serve"]
