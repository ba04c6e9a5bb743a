"""A few news items of our own about made-up companies, for tests that need documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "borealis-oslo",
        "title": "Borealis Cloud to build data centre in Norway",
        "date": "2024-03-04",
        "publisher": "The Fjord Times",
        "url": "https://fjord.example/borealis-oslo",
        "text": "Borealis Cloud will invest $2 billion in Norway. The company plans three data centers in Oslo.\n\n"
        "Ann Lee is chief executive of Borealis Cloud. It competes with Castor Hosting.",
    },
    {
        "id": "borealis-wire",
        "title": "Norway wins data centres",
        "date": "2024-03-05",
        "publisher": "Capital Daily",
        "url": "https://capital.example/norway",
        "text": "Borealis Cloud said it would invest $2 billion in Norway. It will build three data centers in Oslo.",
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
