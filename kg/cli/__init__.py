"""The command line: one command a file, imported when it is called. Only this package prints or exits.

Exit status: 0 done; 1 some sources failed (each is named, the rest is done); 2 nothing was done: the call, the query or the store is wrong;
130 interrupted; 141 the reader of the output went away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any

import click

from kg import __version__
from kg.errors import KgError

DONE, SOME_FAILED, NOTHING_DONE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141

# The line beside a name is what `kg --help` shows, so that no command has to be imported for it.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "build": "Read documents, extract what they say, and put it into the graph.",
        "query": "Ask the graph in SPARQL, or one of the questions that come with kg.",
        "dump": "Print the graph as rows of facts or as triples.",
        "export": "Write the graph in a format of another program (Gephi and others).",
        "show": "Show all that the graph knows of a thing.",
        "why": "Show the documents that state a fact, with their words.",
        "sites": "List the sites as trackers of data centres do.",
        "digest": "Tell what is new since a day.",
        "timeline": "Show what happened around a thing, and when it was learned.",
        "conflicts": "Show facts that contradict each other, with the words of both.",
        "stats": "Count what is in the graph.",
        "validate": "Check the graph against the ontology and against common sense.",
        "review": "List names that might mean one thing, and decide about them.",
        "diff": "Tell what one graph says that another does not.",
        "forget": "Take documents out of the graph.",
        "extract": "Print what documents say: claims with the words that state them.",
        "explain": "Show, sentence by sentence, what was read and what was dropped and why.",
        "evaluate": "Measure extraction against documents whose facts people wrote down.",
    }
)

HELP = """A knowledge graph of corporate cloud expansion, read from what the world publishes.

\b
Examples:
  kg build seeds/documents                     read documents into ./graph
  kg query --list                              the questions that come with kg
  kg query sums-by-year                        ask one of them
  kg dump | head                               the facts as a table of tab-separated values
  kg export gexf graph.gexf                    for Gephi
  kg extract article.txt --date 2015-07-29     what one article says, without a store
"""


class Commands(click.Group):
    """A group whose commands are the modules of this package."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except BrokenPipeError:  # before click makes a failure of it
            return _reader_went_away()

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kg.cli.{name}").command
        command.short_help = COMMANDS[name]
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(context, args)
        except click.UsageError as error:
            if args and args[0] not in COMMANDS:
                from difflib import get_close_matches

                near = get_close_matches(args[0], COMMANDS, n=2, cutoff=0.5)
                hint = f" Did you mean {' or '.join(near)}?" if near else ""
                raise click.UsageError(f"there is no command {args[0]!r}.{hint}", context) from error
            raise


@click.command(cls=Commands, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
def kg() -> None:
    pass


def run(arguments: Sequence[str]) -> int:
    """Runs the command line and gives its exit status. Errors are one line on standard error."""
    try:
        for stream in (sys.stdout, sys.stderr):
            _any_text(stream)
        status = kg.main(list(arguments), prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else DONE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        return NOTHING_DONE
    except (KeyboardInterrupt, click.Abort):
        click.echo("kg: interrupted; what was stored stays, and the same command goes on from there", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_went_away()
    except OSError as error:  # a full disk
        click.echo(f"kg: {error.filename or 'the output'}: {error.strerror or error}", err=True)
        _drop_output()
        return NOTHING_DONE


def _reader_went_away() -> int:
    _drop_output()
    return PIPE_CLOSED


def _drop_output() -> None:
    """Else Python complains when it flushes standard output at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _any_text(stream: Any) -> None:
    """A terminal that cannot show a character gets an escape instead of a traceback."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
