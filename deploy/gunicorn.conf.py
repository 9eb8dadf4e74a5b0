"""How gunicorn serves the application: few workers, quick to end, no address of a page in any log."""

import ctypes
import gc
import os
import signal
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

_host, _port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "5000")
bind = [f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"]

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads, so that a browser's idle connection does not keep a worker from everybody else.
worker_class = "gthread"
threads = 4
# Each worker opens its own database connections and fetches its own key.
preload_app = False
# The heartbeat file must not wait for a disk.
_memory = Path("/dev") / "shm"
worker_tmp_dir = str(_memory) if os.access(_memory, os.W_OK) else None
control_socket_disable = True

timeout = 60
graceful_timeout = 2
keepalive = 5
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

PR_SET_PDEATHSIG = 1
M_ARENA_MAX = -8


def post_fork(_server: Any, _worker: Any) -> None:
    """Let no worker outlive a killed parent; its threads share one heap, of many each would stay half full."""
    system = ctypes.CDLL(None)
    system.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if hasattr(system, "mallopt"):
        system.mallopt(M_ARENA_MAX, 1)


def post_worker_init(_worker: Any) -> None:
    """Keep what the program itself is made of out of every later search for garbage."""
    gc.collect()
    gc.freeze()


class AddressFreeLogger(Logger):
    """Leave out which page failed: an address may hold what somebody searched for, or a secret link."""

    def exception(self, msg: str, *_page: Any, **kwargs: Any) -> None:
        """Log the traceback under the message alone."""
        super().exception(msg.split("%")[0].rstrip(), **kwargs)


logger_class = AddressFreeLogger
accesslog = None
errorlog = "-"
loglevel = "warning"
