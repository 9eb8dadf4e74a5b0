"""The command group ``flask cases``; subjects that add a command to it put it on this group."""

from flask.cli import AppGroup

commands = AppGroup("cases", help="Work with cases from the command line.")
