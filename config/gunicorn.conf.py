"""How gunicorn serves: threads behind few processes, and logs without personal data."""

import gc
import os
from pathlib import Path
from typing import Any

from config.privacy import ACCESS_LOG_FORMAT, PrivateLogger

worker_class = "config.worker.PatientWorker"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
preload_app = True
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
logger_class = PrivateLogger
accesslog = "-"
access_log_format = ACCESS_LOG_FORMAT
timeout = 30


def when_ready(server: Any) -> None:
    """What is there before the workers are made stays where it is, so that they share it."""
    from config.warm import ask_pages, give_memory_back, warm_up  # gunicorn reads this file before Django is set up
    from config.wsgi import django

    give_memory_back()
    warm_up()
    ask_pages(django)
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """Start the threads of each worker, when Django is up: the clock, and those that look after the pages."""
    from content import clock

    worker.wsgi.attend()
    clock.start()
