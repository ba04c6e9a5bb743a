"""A few news items of our own about made-up companies, for tests that need documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "borealis-oslo",
        "title": "Borealis Cloud grows in the north",
        "date": "2024-03-04",
        "publisher": "The Fjord Times",
        "url": "https://fjord.example/borealis-oslo",
        "text": "Borealis Cloud will invest $2 billion in Norway. Borealis Cloud plans three data centers in Oslo, Norway.\n\n"
        "Ann Lee is chief executive of Borealis Cloud. Borealis Cloud competes with Castor Hosting.",
    },
    {
        "id": "borealis-wire",
        "title": "A win for Norway",
        "date": "2024-03-05",
        "publisher": "Capital Daily",
        "url": "https://capital.example/norway",
        "text": "Borealis Cloud will invest $2 billion in Norway, it said. Borealis Cloud will build three data centers in Oslo, Norway.",
    },
    {
        "id": "castor-turku",
        "title": "Castor Hosting opens in Turku",
        "date": "2025-05-01",
        "publisher": "Nordic Wire",
        "text": "Castor Hosting has opened a data center in Turku, Finland. Castor Hosting acquired Pollux Networks for $300 million.",
    },
    {
        "id": "weather",
        "title": "Rain",
        "date": "2025-05-02",
        "publisher": "Nordic Wire",
        "text": "It will rain on Sunday. Take an umbrella.",
    },
]


def write_articles(folder: Path) -> Path:
    """A folder with a JSON file for each article."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in ARTICLES:
        (folder / f"{article['id']}.json").write_text(json.dumps(article), encoding="utf-8")
    return folder
