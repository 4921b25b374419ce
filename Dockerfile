# The site behind gunicorn; data (database, pictures, secret key) in the volume /data.
FROM python:3.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
WORKDIR /site

COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/run.txt

COPY . .
RUN useradd --system --home-dir /data site && mkdir /data && chown site /data
USER site
VOLUME /data
EXPOSE 8000

CMD ["sh", "-c", "python manage.py migrate --verbosity 0 && python manage.py import_content && python manage.py collectstatic --no-input --verbosity 0 && exec gunicorn --config config/gunicorn.conf.py --bind 0.0.0.0:8000 config.wsgi"]
