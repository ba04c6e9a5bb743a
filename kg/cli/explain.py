"""`kg explain`: why a fact was read, and why one was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import click

from kg.cli import DONE, SOME_FAILED, options
from kg.cli.output import complain, json_line
from kg.errors import SourceError
from kg.model import Claim, Dropped, Hit, Kind, Mention, Reading, Sentence
from kg.scan import TRIGGER

SURE = 0.5
S = TypeVar("S", Mention, Claim, Dropped, Hit)


@click.command()
@options.sources
@options.choice("text", "jsonl", default="text")
def command(sources: tuple[str, ...], date: str | None, publisher: str | None, format: str) -> int:
    """Show, sentence by sentence, the names with their types and scores, the triggers, the claims, and what was dropped and why.

    In JSON Lines a name is {"doc", "kind": "mention", "start", "end", "text", "type", "score"}; demonyms have the kind adjective, pronouns
    and descriptions reference, sums, dates and quantities value, names that are too unsure candidate; besides there are trigger, claim
    and dropped.

    \b
    Examples:
      kg explain article.txt --date 2015-07-29
      echo "Acme will build a data center in Oslo." | kg explain -
    """
    from kg.pipeline import read_document, scanner
    from kg.read import read

    failed = 0
    for item in read(sources, date=date, publisher=publisher):
        if isinstance(item, SourceError):
            failed += 1
            complain(item)
            continue
        reading, claims, dropped = read_document(item, every=True)
        triggers = [hit for hit in scanner().scan(item.text) if TRIGGER in hit.what]
        lines = _records(reading, claims, dropped, triggers) if format == "jsonl" else _sentences(reading, claims, dropped, triggers)
        for line in lines:
            click.echo(line)
    return SOME_FAILED if failed else DONE


def _records(reading: Reading, claims: Sequence[Claim], dropped: Sequence[Dropped], triggers: Sequence[Hit]) -> Iterator[str]:
    from kg.evaluate import as_record

    document = reading.document
    for m in reading.mentions:
        record: dict[str, Any] = {"doc": document.id, "kind": _kind(m), "start": m.start, "end": m.end, "text": m.text}
        record |= {"type": m.type.value if m.type else None, "score": round(m.score, 4)}
        if m.value is not None:
            record["value"] = {name: v for name in m.value.__slots__ if (v := getattr(m.value, name)) is not None}
        if m.referents:
            record["means"] = [reading.referents[i].label for i in m.referents]
        yield json_line(record)
    for hit in triggers:
        span = document.text[hit.start : hit.end]
        yield json_line({"doc": document.id, "kind": "trigger", "start": hit.start, "end": hit.end, "text": span})
    for claim in claims:
        yield json_line({"kind": "claim"} | as_record(document, claim))
    for d in dropped:
        yield json_line({"doc": document.id, "kind": "dropped", "start": d.start, "end": d.end, "what": d.what, "reason": d.reason})


def _sentences(reading: Reading, claims: Sequence[Claim], dropped: Sequence[Dropped], triggers: Sequence[Hit]) -> Iterator[str]:
    document = reading.document
    yield click.style(f"{document.title or document.id}  {document.published or 'undated'}", bold=True)
    for sentence in reading.sentences:
        text = " ".join(document.text[sentence.start : sentence.end].split())
        yield f"\n[{sentence.kind.value}] {text}"
        names = [_name(reading, m) for m in _in(sentence, reading.mentions)]
        if names:
            yield f"  names     {'; '.join(names)}"
        words = [document.text[hit.start : hit.end] for hit in _in(sentence, triggers)]
        if words:
            yield f"  triggers  {', '.join(words)}"
        for claim in _in(sentence, claims):
            told = " ".join(f"{name}={value}" for name, value in claim.qualifiers)
            triple = f"{claim.subject.label} | {claim.predicate} | {claim.object.label}"
            yield click.style(f"  CLAIM     {triple}  {told}  ({claim.confidence:.2f})", fg="green")
        for d in _in(sentence, dropped):
            yield click.style(f"  dropped   {d.what}: {d.reason}", fg="yellow")


def _name(reading: Reading, m: Mention) -> str:
    kind = _kind(m)
    if m.value is not None:
        shown = ", ".join(f"{name} {v}" for name in m.value.__slots__ if (v := getattr(m.value, name)) is not None)
        return f"{m.text} = {shown}"
    means = [reading.referents[i].label for i in m.referents if reading.referents[i].label != m.text]
    label = f"{m.type.value if m.type else '?'}{'' if kind == 'mention' else ' ' + kind} {m.score:.2f}"
    return f"{m.text} [{label}]" + (f" -> {', '.join(means)}" if means else "")


def _kind(m: Mention) -> str:
    return "candidate" if m.kind is Kind.NAME and m.score < SURE else m.kind.value


def _in(sentence: Sentence, things: Sequence[S]) -> list[S]:
    return [thing for thing in things if sentence.start <= thing.start < sentence.end]
