"""The application with the floor pages beside its own, for gunicorn; only the benchmark serves it."""

from bench import floor
from caseapp import create_app

app = create_app()
app.register_blueprint(floor.bp)
