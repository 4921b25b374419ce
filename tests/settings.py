"""The settings of the tests: the site's own, with its data in a folder that is thrown away; on PostgreSQL with TEST_DATABASE=postgresql.

There each test database is a copy of one that migrations made, so that they are what the tests run on.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack

from tests import postgres

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="site-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ.pop("DATABASE_URL", None)
if os.environ.get("TEST_DATABASE") == "postgresql":
    if "TEST_DATABASE_URL" not in os.environ:  # else it is there already: workers of xdist have that of the process that started them
        until_the_end = ExitStack()
        atexit.register(until_the_end.close)
        prepared = until_the_end.enter_context(postgres.prepared())
        os.environ["TEST_PREPARED"] = str(prepared)
        os.environ["TEST_DATABASE_URL"] = until_the_end.enter_context(postgres.running(prepared)).address("site")
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

if os.environ.get("TEST_DATABASE") == "postgresql":
    DATABASES["default"]["TEST"] = {"TEMPLATE": postgres.PREPARED}

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
