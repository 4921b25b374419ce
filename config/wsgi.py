"""The WSGI application that gunicorn serves: finished pages in front of Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()

from config.unavailable import WITHOUT_DATABASE, unavailable  # noqa: E402  (the app registry must be ready)
from content.page_store import PageStore  # noqa: E402
from crisis.checks import refuse_unsafe_boot  # noqa: E402

refuse_unsafe_boot()
application = PageStore(django, unavailable, WITHOUT_DATABASE)
