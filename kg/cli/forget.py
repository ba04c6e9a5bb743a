"""`kg forget`: take documents out of the graph."""

from __future__ import annotations

import click

from kg.cli import DONE, SOME_FAILED, options
from kg.wording import counted


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@options.store
@options.judgements
def command(documents: tuple[str, ...], store: str, judgements: str | None) -> int:
    """Take documents out of the graph, and with them every fact that no other document states.

    DOC is the IRI, url, id or path of a document.

    \b
    Examples:
      kg forget alibaba-aliyun-2015
      kg forget https://example.com/retracted
    """
    from kg import fuse
    from kg.pipeline import rules_of
    from kg.store import exists, open_store

    graph = open_store(store, read_only=not exists(store))  # reading what is not there creates nothing
    unknown = 0
    try:
        found = {}
        for name in documents:
            named = fuse.documents_named(graph, name)
            unknown += not named
            if not named:
                click.echo(f"kg: {name}: there is no such document in {store}; name it by IRI, url, id or path", err=True)
            found.update(dict.fromkeys(named))
        outcome = fuse.forget(graph, found, rules_of(options.read_judgements(judgements, store))) if found else None
    finally:
        graph.close()
    count = len(outcome.removed) if outcome else 0
    click.echo(f"{counted(count, 'document')} forgotten", err=True)
    return SOME_FAILED if unknown else DONE
