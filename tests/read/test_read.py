"""Sources to documents: each format, and every way in which a source can be bad."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from kg import workers
from kg.errors import SourceError
from kg.model import Document, Publication
from kg.read import read
from kg.read.text import LIMIT, iso_date


def documents(*sources: Path | str, **given: str) -> list[Document]:
    found = list(read(map(str, sources), **given))
    assert not [e for e in found if isinstance(e, SourceError)]
    return [d for d in found if isinstance(d, Document)]


def errors(*sources: Path | str) -> list[SourceError]:
    return [e for e in read(map(str, sources)) if isinstance(e, SourceError)]


def the_error(source: Path | str) -> str:
    (error,) = errors(source)
    return str(error)


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "borealis.2015.txt"
    path.write_bytes(b"\xef\xbb\xbfShare\r\n\r\nBorealis to build in Oslo\r\n\r\nIt will build.\r\n")
    (document,) = documents(path, date="2015-07-29", publisher="The Wire")
    assert document.text == "Share\n\nBorealis to build in Oslo\n\nIt will build."
    assert (document.title, document.id, document.key) == ("Borealis to build in Oslo", "borealis.2015", str(path))
    assert (document.published, document.publisher) == ("2015-07-29", "The Wire")


def test_a_text_may_say_what_it_is_in_lines_at_its_top(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    head = 'title: "Big plans"\ndate: 2024-05-01\npublisher: P\nurl: https://x.example/1\ntags:\n  - a\n'
    path.write_text(f"---\n{head}---\n\n# Oslo\n\nFoo.")
    (document,) = documents(path, date="1999", publisher="given")
    assert document == Document("Big plans\n\n# Oslo\n\nFoo.", "Big plans", "2024-05-01", "P", "https://x.example/1", "en", "x", "https://x.example/1")
    path.write_text("---\ndate: soon\n---\nFoo.")
    assert "its date is none: 'soon'" in the_error(path)
    path.write_text("---\nno front matter\n---\n# Head of three words\nFoo.")
    assert documents(path)[0].text.startswith("---")
    path.write_text("# Head of four words\n\nFoo.")
    assert documents(path)[0].title == "Head of four words"


def test_a_folder_is_read_in_order_and_its_hidden_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).write_text("Some words.")
    assert [d.id for d in documents(tmp_path)] == ["a", "1", "2"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b'{"text": "Foo."}\n{"text": "Bar."}\n'))))
    assert [(d.text, d.key) for d in documents("-")] == [("Foo.", "-#1"), ("Bar.", "-#2")]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b'{"text": "Foo."}\n{"x": 1}\n'))))
    assert [item.source for item in read(["-"]) if isinstance(item, SourceError)] == ["standard input#2"]


RECORD = {
    "id": "r1", "title": "Head", "date": "2020-05", "text": "Body.", "publisher": "P", "facts": [],
    "digest_of": {"publisher": "Q", "url": "u"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("one.json", json.dumps(RECORD, indent=1), 1),
        ("flat.json", json.dumps(RECORD), 1),
        ("list.json", json.dumps([RECORD, RECORD], indent=1), 2),
        ("flatlist.json", json.dumps([RECORD, RECORD]), 2),
        ("lines.jsonl", f"{json.dumps(RECORD)}\n\n{json.dumps(RECORD)}", 2),
        ("lines.txt", f"\n{json.dumps(RECORD)}\n{json.dumps(RECORD)}\n", 2),
    ],
)
def test_records(tmp_path: Path, name: str, content: str, count: int) -> None:
    (tmp_path / name).write_text(content)
    found = documents(tmp_path / name, date="1999", publisher="given")
    assert len(found) == count
    assert found[0] == Document(
        "Head\n\nBody.", "Head", "2020-05", "P", None, "en", "r1", "P/r1", Publication("Q", "u")
    )  # fmt: skip


def test_the_key_of_a_record(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "A.", "url": "http://a"}\n{"text": "B.", "id": "b", "publisher": "P"}\n{"text": "C.", "id": "c"}\n')
    assert [d.key for d in documents(path)] == ["http://a", "P/b", f"{path}#3"]
    assert [d.id for d in documents(path)] == ["x#1", "b", "c"]


def test_the_title_is_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"title": "Head", "text": "Head\\r\\n\\r\\nBody."}')
    assert documents(tmp_path / "x.json")[0].text == "Head\n\nBody."


def test_a_bad_record_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(
        b'{"text": "A."}\n{"title": "no text"}\n{"text": \n[1]\n{"text": "B.", "date": "some day"}\n\xff\n{"text": ["C"]}\n{"text": "D."}\n'
    )
    found = list(read([str(path)]))
    assert [d.text for d in found if isinstance(d, Document)] == ["A.", "D."]
    told = [str(e).removeprefix(str(path)) for e in found if isinstance(e, SourceError)]
    parts = ('has no "text" (it has title)', "broken JSON", "is no record", "'some day'", "line 6 is not UTF-8", '"text" is no text')
    for number, part, line in zip(range(2, 8), parts, told, strict=True):
        assert line.startswith(f"#{number}: ")
        assert part in line


def test_what_cannot_be_read_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "latin.txt").write_bytes("Zürich\nGenève".encode("latin-1"))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "broken.json").write_text('{"text": "A."')
    (tmp_path / "none.json").write_text("[]")
    (tmp_path / "folder").mkdir()
    (tmp_path / "huge.txt").write_bytes(b"word " * (LIMIT // 5 + 1))
    assert "is empty" in the_error(tmp_path / "empty.txt")
    assert "is not UTF-8 (line 1, byte 1); convert it: iconv" in the_error(tmp_path / "latin.txt")
    assert "binary" in the_error(tmp_path / "picture.png")
    assert "is broken JSON" in the_error(tmp_path / "broken.json")
    assert "holds no records" in the_error(tmp_path / "none.json")
    assert "no documents in this folder" in the_error(tmp_path / "folder")
    assert "no such file or folder" in the_error(tmp_path / "missing.txt")
    assert "larger than 5 MiB" in the_error(tmp_path / "huge.txt")
    assert "curl" in the_error("https://news.example/x")
    (tmp_path / "good.txt").write_text("Good.")
    found = list(read([str(tmp_path / "missing.txt"), str(tmp_path)]))
    assert [d.text for d in found if isinstance(d, Document)] == ["Good."]


def test_gzip_is_opened_and_a_broken_one_is_named(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"text": "A."}\n' * 2000)
    (tmp_path / "x.jsonl.gz").write_bytes(packed)
    assert len(documents(tmp_path / "x.jsonl.gz")) == 2000
    (tmp_path / "y.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    assert "compression is broken" in str(errors(tmp_path / "y.jsonl.gz")[-1])


def test_a_gzip_bomb_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b" word" * (20 * LIMIT)))
    assert "larger than 5 MiB" in the_error(tmp_path / "bomb.txt.gz")


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Borealis to build in Oslo | The Fjord Times</title>
<meta property="og:title" content="Borealis to build in Oslo"><meta property="og:site_name" content="The Fjord Times">
<meta property="article:published_time" content="2021-03-04T08:00:00Z"><link rel="canonical" href="https://fjord.example/oslo"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Borealis to build in Oslo</h1>
<p>Borealis will build a data center in Oslo, the company said in a statement that was sent to its partners on Thursday.</p>
<p>The hall in the harbour will hold nine rooms, and a second one is to follow where the old brewery stood until last year.</p>
</article><footer>Copyright 2020 The Fjord Times</footer></body></html>"""


def test_a_web_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (document,) = documents(tmp_path / "page.html")
    assert document.title == "Borealis to build in Oslo"
    assert (document.published, document.publisher, document.url) == ("2021-03-04", "The Fjord Times", "https://fjord.example/oslo")
    paragraphs = document.text.split("\n\n")
    assert paragraphs[0] == document.title
    assert paragraphs[1].startswith("Borealis will build")
    assert len(paragraphs) == 3


def test_pages_are_parsed_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ALONE", 1)
    for number in range(6):
        (tmp_path / f"{number}.html").write_text(PAGE.replace("nine rooms", f"{number} rooms"))
    (tmp_path / "3.txt").write_text("Some words.")
    (tmp_path / "4.html").write_text("<html></html>")
    alone, together = (list(read([str(tmp_path), "missing"], jobs=jobs)) for jobs in (1, 2))
    assert [str(item) for item in together] == [str(item) for item in alone]
    assert len(together) == 8


def test_a_page_that_is_no_article_and_one_that_is_an_attack(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html><body></body></html>")
    assert "no article was found" in the_error(tmp_path / "empty.html")
    (tmp_path / "attack.html").write_text(f"<html><body {' '.join(f'a{i}=1' for i in range(100_000))}>x</body></html>")
    assert "attributes" in the_error(tmp_path / "attack.html")


RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Cloud &amp; News</title>
<item><title>Borealis to build - The Fjord Times</title><link>https://fjord.example/1</link>
<pubDate>Thu, 04 Mar 2021 08:00:00 +0100</pubDate><source url="https://fjord.example">The Fjord Times</source>
<description>&lt;p&gt;Borealis will build in Oslo.&lt;/p&gt;&lt;p&gt;R&amp;amp;D too.&lt;/p&gt;</description></item>
<item><title>Castor buys land</title><guid>g2</guid><description>Short.</description>
<content:encoded><![CDATA[<div>TURKU (Reuters) - Castor bought land in Turku.<br/>It paid cash.</div>
<script>x()</script>]]></content:encoded></item>
<item><link>https://fjord.example/3</link></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom News</title><entry><title type="html">Foo &amp;amp; Bar</title>
<link rel="self" href="https://x.example/self"/><link href="https://x.example/1"/><updated>2022-01-02T03:04:05Z</updated>
<published>2022-01-01T00:00:00Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>
<source><title>Its Source</title></source></entry></feed>"""


def test_feeds(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_text(RSS)
    first, second, third = read([str(tmp_path / "feed.rss")])
    assert isinstance(first, Document)
    assert (first.title, first.publisher, first.published) == ("Borealis to build", "The Fjord Times", "2021-03-04")
    assert first.text == "Borealis to build\n\nBorealis will build in Oslo.\n\nR&D too."
    assert first.key == first.url == "https://fjord.example/1"
    assert isinstance(second, Document)
    assert (second.publisher, second.id) == ("Cloud & News", "g2")
    assert second.text == "Castor buys land\n\nTURKU (Reuters) - Castor bought land in Turku.\n\nIt paid cash."
    assert "neither a title nor a text" in str(third)
    (tmp_path / "feed.atom").write_text(ATOM)
    (document,) = documents(tmp_path / "feed.atom")
    assert (document.title, document.publisher, document.published) == ("Foo & Bar", "Its Source", "2022-01-01")
    assert (document.text, document.url) == ("Foo & Bar\n\nOne.\n\nTwo.", "https://x.example/1")


def test_a_feed_that_asks_for_files_or_expands_gives_nothing_away(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("TOP SECRET")
    (tmp_path / "x.rss").write_text(
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><rss><channel><item><title>T &x;</title></item></channel></rss>'
    )
    assert "SECRET" not in "".join(d.text if isinstance(d, Document) else str(d) for d in read([str(tmp_path / "x.rss")]))
    (tmp_path / "broken.rss").write_text("<rss><channel><item>")
    assert "broken feed" in the_error(tmp_path / "broken.rss")


def test_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "filing.pdf"
    path.write_bytes(pdf_with_text("Borealis will build a data", "center in Oslo."))
    try:
        import pypdfium2  # noqa: F401
    except ImportError:
        assert "pip install 'cloud-expansion-kg[pdf]'" in the_error(path)
        return
    (document,) = documents(path)
    assert document.text == "Borealis will build a data\ncenter in Oslo."
    path.write_bytes(b"%PDF-1.4 nothing")
    assert "cannot be opened" in the_error(path)


def pdf_with_text(*lines: str) -> bytes:
    """The smallest PDF that shows some lines."""
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return out + f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2016", "2016"), ("2016-Q4", "2016-Q4"), ("2016-11-21", "2016-11-21"), ("2016-11-21T10:00:00+01:00", "2016-11-21"),
        ("2016-13", None), ("2016-02-30", None), ("21 Nov 2016 10:00 GMT", "2016-11-21"), ("", None), ("soon", None),
    ],
)  # fmt: skip
def test_dates(said: str, meant: str | None) -> None:
    assert iso_date(said) == meant
