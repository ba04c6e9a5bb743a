"""RSS and Atom: a document for each entry, with the publisher that the entry names rather than the feed's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.errors import SourceError
from kg.model import Document
from kg.read.text import bounded, iso_date, join, plain_lines, stem

ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)\b")
BLOCKS = re.compile(r"<(?:/?(?:p|div|li|ul|ol|h\d|blockquote|tr|table|section|article|figure|figcaption)\b[^>]*|br\s*/?)>", re.IGNORECASE)


class Feed:
    """RSS 0.9 to 2.0 and Atom."""

    def sniff(self, head: bytes, name: str) -> bool:
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and ROOT.search(head) is not None

    def read(self, data: BinaryIO, name: str) -> Iterator[Document | Exception]:
        from lxml import etree

        try:
            # No entities, no network, no huge trees: feeds come from strangers.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
            root = etree.fromstring(bounded(data, name), parser)
        except SourceError as error:
            yield error
            return
        except etree.XMLSyntaxError as error:
            yield SourceError(name, f"is a broken feed: {error.msg}")
            return
        entries = [e for e in root.iter(etree.Element) if _local(e) in ("item", "entry")]
        if not entries:
            yield SourceError(name, "is a feed without entries")
        channel = _child(root, "channel")
        feed_title = _text(root if channel is None else channel, "title")
        for number, entry in enumerate(entries, 1):
            yield _document(entry, feed_title, name, number)


def _document(entry: Any, feed_title: str, name: str, number: int) -> Document | SourceError:
    title = _plain(_text(entry, "title"))
    body = _plain(max((_text(entry, tag) for tag in ("encoded", "content", "description", "summary")), key=len))
    if not title and not body:
        return SourceError(f"{name}#{number}", "the entry has neither a title nor a text")
    source = _text(entry, "source") or _text(_child(entry, "source"), "title")
    url = _link(entry) or None
    date = next((d for tag in ("pubDate", "published", "date", "issued", "updated") if (d := iso_date(_text(entry, tag)))), None)
    if source:  # aggregators write "Headline - Publisher"
        title = title.removesuffix(f" - {source}").removesuffix(f" | {source}")
    return Document(
        text=join(title, body),
        title=title,
        published=date,
        publisher=source or _plain(feed_title) or None,
        url=url,
        id=_text(entry, "guid") or _text(entry, "id") or url or f"{stem(name)}#{number}",
        key=url or f"{name}#{number}",
    )


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: Any, name: str) -> Any:
    return None if element is None else next((e for e in element if isinstance(e.tag, str) and _local(e) == name), None)


def _text(element: Any, name: str) -> str:
    child = _child(element, name)
    if child is None:
        return ""
    if name == "source" and len(child):  # Atom: a feed's head
        return ""
    if child.get("type") == "xhtml":
        from lxml import etree

        return str(etree.tostring(child, encoding="unicode"))
    return "".join(child.itertext()).strip()


def _link(entry: Any) -> str:
    for link in (e for e in entry if isinstance(e.tag, str) and _local(e) == "link"):
        if link.get("rel", "alternate") == "alternate":
            return str(link.get("href") or "".join(link.itertext())).strip()
    return ""


def _plain(markup: str) -> str:
    """The text of a piece of HTML, a paragraph for each block."""
    if "<" not in markup and "&" not in markup:
        return plain_lines(markup)
    from lxml import html

    text = BLOCKS.sub("\n\n", markup.replace("\n", " "))
    tree = html.fromstring(f"<div>{text}</div>")
    for element in tree.xpath("//script|//style"):
        element.drop_tree()
    lines = (" ".join(line.split()) for line in str(tree.text_content()).split("\n"))
    return plain_lines("\n\n".join(line for line in lines if line))
