"""Tags press releases with the model at hand, to train the next one on them: ``python silver.py ARCHIVE OUT.conll [--sentences N]``.

ARCHIVE is the git directory of Newsworthyai/press-release-archive (CC0). Names are settled over whole documents, with known
names and forms as evidence; only sentences in which nothing stays doubtful are kept, at most eight of a
document, and none from documents about data centres, so that the texts on which `kg` is measured stay unseen.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

from kg.lexicon import load
from kg.mention import mention
from kg.mention import words as lists
from kg.model import Document, EntityType, Kind, Reading, Sentence
from kg.scan import Scanner
from kg.segment import segment
from kg.tokens import tokenize

SURE = 0.72
MOST = 8  # sentences of a document
LABELS = {EntityType.ORGANIZATION: "ORG", EntityType.PERSON: "PER", EntityType.PLACE: "LOC"}
BUSINESS = re.compile(r"acqui|chief executive|CEO|headquarter|subsidiary|partner|invest|launch|expan|appoint|facility|contract", re.I)
OUR_SUBJECT = re.compile(r"data cent(?:er|re)|datacent", re.I)
NO_TEXT = re.compile(r"^# |https?://\S+|\[|\]\([^)]*\)")
ORDINARY = lists.TITLES | lists.MONTHS | lists.FUNCTION_WORDS | lists.HONORIFICS


def releases(archive: Path) -> Iterator[str]:
    """The texts of the archive in an order of chance, always the same."""
    git = ["git", "-C", str(archive)]
    listing = subprocess.run([*git, "ls-tree", "-r", "--name-only", "HEAD"], capture_output=True, text=True, check=True)
    files = [name for name in listing.stdout.split("\n") if name.endswith(".md") and "/" in name and not name.lower().endswith("readme.md")]
    Random(3).shuffle(files)
    with subprocess.Popen([*git, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in files:
            process.stdin.write(f"HEAD:{name}\n".encode())
            process.stdin.flush()
            size = int(process.stdout.readline().split()[2])
            text = process.stdout.read(size + 1).decode("utf-8", "replace")
            yield re.sub(r"(?<=[.!?\"”)])  +", "\n\n", NO_TEXT.sub("", text.split("\n---\n")[0]))


def tagged(reading: Reading, sentence: Sentence) -> list[tuple[str, str]] | None:
    """A sentence as words with tags, or None where something in it is in doubt."""
    text = reading.document.text
    words = tokenize(text, sentence.start, sentence.end)
    if not 6 < len(words) < 60:
        return None
    tags: dict[int, str] = {}
    for item in reading.mentions:
        if item.start < sentence.start or item.end > sentence.end:
            continue
        if item.kind is Kind.NAME and item.score < SURE:
            return None
        for word in words:
            if item.start <= word.start and word.end <= item.end:
                label = LABELS[item.type] if item.kind is Kind.NAME and item.type else ""
                tags[word.start] = f"{'B' if word.start == item.start else 'I'}-{label}" if label else "O"
    for before, word in pairwise(words):
        capital = word.text[0].isupper() and word.start not in tags and before.text not in ".:“\"•-–"
        if capital and word.text.lower() not in ORDINARY and word.text not in lists.COMMON_ABBREVIATIONS:
            return None
    return [(word.text, tags.get(word.start, "O")) for word in words]


def main() -> None:
    """Reads the arguments and writes the sentences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sentences", type=int, default=6000)
    arguments = parser.parse_args()
    lexicon = load()
    scanner = Scanner(lexicon.surfaces(), ())
    count = 0
    with arguments.out.open("w", encoding="utf-8") as out:
        for text in releases(arguments.archive):
            if OUR_SUBJECT.search(text) or len(BUSINESS.findall(text)) < 6 or not 1200 < len(text) < 9000:
                continue
            document = Document(text)
            sentences = segment(document)
            reading = mention(document, sentences, scanner.scan(text), lexicon, frozenset(range(len(sentences))))
            kept = [found for sentence in sentences[1:] if (found := tagged(reading, sentence))]
            for found in sorted(kept, key=lambda row: -sum(tag == "B-ORG" for _, tag in row))[:MOST]:
                out.write("".join(f"{word}\t{tag}\n" for word, tag in found) + "\n")
                count += 1
            if count >= arguments.sentences:
                break
    print(f"{arguments.out}: {count} sentences")


if __name__ == "__main__":
    main()
