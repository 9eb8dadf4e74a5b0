"""The worker: the process beside the web server that does the jobs (``python -m caseapp.worker``)."""

import ctypes
import fcntl
import logging
import os
import signal
import sys
import threading

from caseapp import create_app
from caseapp.jobs import Jobs
from caseapp.keys.holder import PR_SET_PDEATHSIG
from config import Settings

# One long batch does not keep the night's work waiting.
THREADS = 2
BEAT_SECONDS = 20.0
MOST_IDLE_SECONDS = 1.0
LOCK = "worker.lock"


def main() -> int:
    """Do jobs until a signal comes."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        return 0
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    settings = Settings()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.data_dir / LOCK).open("w") as lock:
        # A second worker on the same folder waits here, and takes over when the first one is gone.
        fcntl.flock(lock, fcntl.LOCK_EX)
        app = create_app(settings)
        attached: Jobs = app.extensions["jobs"]
        attached.watch_the_clock()
        attached.begin_again()
        attached.beat()
        threading.Thread(target=_beat, args=(attached,), daemon=True).start()
        attached.huey.create_consumer(workers=THREADS, max_delay=MOST_IDLE_SECONDS).run()
    return 0


def _beat(attached: Jobs) -> None:
    pause = threading.Event()
    while not pause.wait(BEAT_SECONDS):
        try:
            attached.beat()
        except Exception as error:
            logging.getLogger(__name__).warning("no sign of life: %s", type(error).__name__)


if __name__ == "__main__":
    sys.exit(main())
