"""One visible table for each socket: name -> "module:attribute", imported when first used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

READERS: Mapping[str, str] = MappingProxyType(  # in the order in which they are asked whether they know the bytes
    {
        "PDF": "kg.read.pdf:Pdf",
        "feed": "kg.read.feed:Feed",
        "HTML": "kg.read.html:Html",
        "JSON records": "kg.read.records:Records",
        "text": "kg.read.text:Text",
    }
)
STORES: Mapping[str, str] = MappingProxyType({"memory": "kg.store.memory:MemoryStore", "disk": "kg.store.disk:DiskStore"})
EXPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "gexf": "kg.export.gexf:export",
        "graphml": "kg.export.graphml:export",
        "csv": "kg.export.gephi_csv:export",
        "neo4j": "kg.export.neo4j:export",
        "geojson": "kg.export.geojson:export",
        "cytoscape": "kg.export.cytoscape:export",
        "parquet": "kg.export.parquet:export",
        "html": "kg.export.html:export",
        "png": "kg.export.still:png",
        "svg": "kg.export.still:svg",
    }
)


def load(table: Mapping[str, str], name: str) -> Any:
    """The object that a table names. Raises KeyError for a name that is not in the table.

    >>> load({"sqrt": "math:sqrt"}, "sqrt")(9)
    3.0
    """
    module, _, attribute = table[name].partition(":")
    return getattr(import_module(module), attribute)
