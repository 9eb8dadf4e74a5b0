"""What can go wrong, and the page that says so and leads on."""

import traceback
from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

PAGES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)


class RuleBroken(Exception):
    """A rule of the work says no; the message is a sentence for the reader, about ``field`` of the form if named."""

    def __init__(self, message: "str | LazyString", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class TooManyTries(Exception):
    """Somebody must wait before the next try; ``seconds`` says how long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


def page(code: int, **facts: object) -> Response:
    """Render the error page of a status code."""
    response = make_response(render_template(f"errors/{code}.html", **facts), code)
    if code == 404:
        response.cache_control.no_store = True
    return response


def told(error: BaseException | None) -> str:
    """Say where an error and those that led to it were raised; never their words, which may hold a name."""
    return "because of\n".join(_places(error))


def _places(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
        error = error.__cause__ or error.__context__


def register(app: Flask) -> None:
    """Give every error a page with a way on."""

    def log_exception(what: Any) -> None:
        app.logger.error("a page ended in an error: %s\n%s", request.endpoint, told(what[1]))

    app.log_exception = log_exception  # type: ignore[method-assign,assignment]

    def http_error(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None:
            return error.response
        code = error.code or 500
        if code == 405:
            response = page(405)
            response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
            return response
        return page(code if code in PAGES else (500 if code >= 500 else 400))

    def rule_broken(error: RuleBroken) -> ResponseReturnValue:
        return page(409, message=error.message)

    def stale(_error: StaleDataError) -> ResponseReturnValue:
        app.logger.info("a stale update was refused on %s", request.endpoint)
        return page(409, message=None)

    def too_many(error: TooManyTries) -> ResponseReturnValue:
        response = page(429, seconds=error.seconds)
        response.headers["Retry-After"] = str(error.seconds)
        return response

    def database_away(error: OperationalError) -> ResponseReturnValue:
        app.logger.error("the database did not answer on %s: %s", request.endpoint, type(error.orig).__name__)
        response = page(503)
        response.headers["Retry-After"] = "30"
        return response

    def crash(_error: InternalServerError) -> ResponseReturnValue:
        return page(500)

    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(RuleBroken, rule_broken)
    app.register_error_handler(StaleDataError, stale)
    app.register_error_handler(TooManyTries, too_many)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(InternalServerError, crash)
