"""The page: everything inside, nothing runs that is not ours, and in a browser it does what it says."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from graph_sample import PREFIXES, QuadStore, parsed, sample
from lxml import html as lxml_html
from readers import chromium, missing, node

from kg.export import html
from kg.export.options import ExportOptions

HOSTILE = """
o:evil a cx:Organization ;
  rdfs:label "<script>window.hostile='label'</script><img src=x onerror=window.hostile=1>" ;
  skos:altLabel "</script><script>window.hostile='alias'</script>", "javascript:window.hostile=2" .
f:98 a cx:Fact ; rdf:subject o:evil ; rdf:predicate cx:investsIn ; rdf:object o:acme-cloud ; cx:documents 1 ; cx:confidence 0.5 ;
  cx:currency "<b onmouseover=alert(1)>" ; cx:amount 5.0 ; cx:title "<svg onload=window.hostile=3>" ; cx:claim c:98 .
d:evil { d:evil a schema:NewsArticle ; schema:headline "<script>window.hostile=4</script>" ; schema:url "javascript:window.hostile=5" .
  c:98 a cx:Claim ; cx:quote "</script><script>window.hostile=6</script>" ; cx:confidence 0.5 ; prov:wasQuotedFrom d:evil . }
"""


def page(store: QuadStore, **options: Any) -> str:
    out = io.BytesIO()
    html.export(store, out, None, ExportOptions(**options))
    return out.getvalue().decode()


def inside(text: str) -> Any:
    return json.loads(lxml_html.fromstring(text).get_element_by_id("data").text)


def test_it_holds_the_facts_with_their_sentences_and_sources() -> None:
    data = inside(page(sample()))
    assert (len(data["nodes"]), len(data["edges"]), len(data["facts"]), len(data["sites"])) == (8, 9, 10, 2)
    invests = next(fact for fact in data["facts"] if fact["amount"] == 1e9)
    (quote, number), (other, _) = invests["evidence"]
    assert quote == "Acme will put $1bn into Acme Cloud in 2015."
    assert other == "A billion goes to Acme Cloud."
    told = {"headline": "Acme pours money into its cloud", "date": "2015-07-29", "publisher": "Morning Wire", "digest": ""}
    assert data["documents"][number] == {**told, "url": "https://news.example/acme"}
    assert all(source["url"] == "" for source in data["documents"] if source["headline"] == "Acme's billion")  # javascript: is no address
    assert data["labels"]["plansDataCenterIn"] == "plans a data center in"


def test_two_runs_give_the_same_bytes() -> None:
    assert page(sample()) == page(sample())


def test_nothing_is_loaded_and_only_our_script_may_run() -> None:
    text = page(sample(HOSTILE), title='<script>"x"</script>')
    tree = lxml_html.fromstring(text)
    scripts = tree.xpath("//script")
    assert [script.get("type") for script in scripts] == ["application/json", None]
    assert not tree.xpath("//@src | //link | //iframe | //img | //object | //*[starts-with(name(@*), 'on')]")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for element, directive in ((scripts[1], "script-src"), (tree.xpath("//style")[0], "style-src")):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "<" not in scripts[0].text
    assert tree.xpath("//title")[0].text == '<script>"x"</script>'


def test_our_scripts_never_parse_text_as_markup() -> None:
    assets = Path(html.__file__).parent / "assets"
    ours = "".join((assets / name).read_text(encoding="utf-8") for name in html._SCRIPTS if name != "vendor.js")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc", ours)


def test_it_does_what_it_says_in_a_browser(tmp_path: Path) -> None:
    path, picture = tmp_path / "page.html", tmp_path / "page.png"
    path.write_text(page(sample(HOSTILE)), encoding="utf-8")
    seen = node("page_in_browser.mjs", path, picture, KG_CHROMIUM=chromium())
    assert seen["requests"] == []
    assert seen["errors"] == []
    assert (seen["hostile"], seen["dialogs"], seen["scripts"]) == (None, 0, 2)
    assert seen["found"][0].startswith("Acme Cloud")
    assert seen["heading"] == "Acme Cloud"
    assert "Acme will put $1bn into Acme Cloud in 2015." in seen["details"]
    assert "https://news.example/acme" in seen["links"]
    assert not [link for link in seen["links"] if not link.startswith("https://")]
    assert seen["closed"]
    assert seen["first"]["year"] == "2015"
    assert seen["first"]["later"] == 0
    assert 0 < seen["first"]["facts"] < seen["all"] == seen["again"] == 11
    assert seen["sites"] == 2
    assert "Two data centres in Singapore are due in 2018." in seen["site"]
    assert (seen["tab"], seen["rows"], seen["row"]) == ("tab-facts", 11, True)
    assert seen["none"] == 0
    assert seen["themes"][0] != seen["themes"][1]
    assert seen["unnamed"] == 0
    assert seen["webgl"], "sigma found no WebGL"
    assert seen["clicked"]["label"] == seen["clicked"]["heading"]
    assert all(end in seen["edge"]["heading"] for end in seen["edge"]["ends"])
    assert coloured(picture) > 200


def test_hostile_names_do_nothing_when_they_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(sample(HOSTILE)), encoding="utf-8")
    seen = node("page_in_browser.mjs", path, tmp_path / "page.png", KG_CHROMIUM=chromium(), KG_SEARCH="<script")
    assert seen["heading"].startswith("<script>window.hostile")
    assert "</script><script>window.hostile=6</script>" in seen["details"]
    assert seen["links"] == []
    assert (seen["hostile"], seen["dialogs"], seen["errors"]) == (None, 0, [])


def test_five_thousand_edges_open_in_three_seconds(tmp_path: Path) -> None:
    browser, predicates = chromium(), ("investsIn", "plansDataCenterIn")
    facts = [
        f"f:{n} a cx:Fact ; rdf:subject o:c{n % 400} ; rdf:predicate cx:{predicates[n % 2]} ; rdf:object p:p{(n // 400 * 31 + n) % 700} ; "
        f'cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.9 ; cx:firstSaid "{2000 + n % 25}-01-01" .'
        for n in range(5000)
    ]
    path = tmp_path / "page.html"
    path.write_text(page(QuadStore(parsed(PREFIXES + "\n".join(facts))), layout="none"), encoding="utf-8")
    assert len(inside(path.read_text(encoding="utf-8"))["edges"]) == 5000
    ready = []
    for _ in range(3):
        ready.append(node("page_in_browser.mjs", path, tmp_path / "page.png", KG_CHROMIUM=browser, KG_ONLY_OPEN="1")["ready"])
        if min(ready) < 3000:
            return
    if os.getloadavg()[0] > 1.5 * (os.cpu_count() or 1):
        missing(f"this machine is too busy to measure three seconds ({min(ready)} ms)")
    assert min(ready) < 3000


def coloured(picture: Path) -> int:
    """How many pixels of a picture are plainly neither grey nor white."""
    image = pytest.importorskip("PIL.Image").open(picture).convert("RGB")
    return sum(count for count, colour in image.getcolors(1 << 22) if max(colour) - min(colour) > 50)
