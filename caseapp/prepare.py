"""What happens before serving: migrations, then demonstration data or the first administrator."""

import sys

from flask.cli import ScriptInfo

from caseapp import create_app


def main() -> int:
    """Run the commands a person would run by hand; a second time they change nothing."""
    app = create_app()

    def command(*words: str) -> None:
        app.cli.main(args=list(words), prog_name="flask", standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))

    command("database", "upgrade")
    if app.config["JAQYN_ENV"] == "demo":
        command("demo", "load")
    return 0


if __name__ == "__main__":
    sys.exit(main())
