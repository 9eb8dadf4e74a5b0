"""How many published cases a second the import takes into an empty database, from a generated file."""

import importlib.util
import subprocess
import sys
import time

from bench.serving import BenchError, Site
from config import ROOT


def cases_per_second(site: Site, count: int) -> float | None:
    """Import so many generated cases; None where the import or the generator is not there yet."""
    if importlib.util.find_spec("bench.generate_published") is None:
        return None
    file = site.folder / "generated.json"
    made = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bench.generate_published", str(count), str(file)],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode or not file.exists():
        return None
    upgraded = site.flask("database", "upgrade")
    if upgraded.returncode:
        raise BenchError(upgraded.stderr.strip()[-500:])
    loaded = site.flask("demo", "load", "--cases", "1")
    if loaded.returncode:
        raise BenchError(loaded.stderr.strip()[-500:])
    begin = time.perf_counter()
    site.flask("cases", "import", "--help")
    start = time.perf_counter() - begin
    begin = time.perf_counter()
    imported = site.flask("cases", "import", str(file))
    seconds = time.perf_counter() - begin - start
    if imported.returncode:
        raise BenchError(f"The import refused generated cases: {imported.stdout.strip()[-300:]}")
    return count / seconds
