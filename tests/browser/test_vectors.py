"""The modules that the pages import give in Chromium what the shared vectors say."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kentongan.parts.search import vocabulary
from playwright.sync_api import Page

from tests.vectors import cases

Open = Callable[..., Page]
Serve = Callable[[Path], str]
WORDS = Path(__file__).parents[1] / "unit" / "parts" / "search" / "pairs.txt"
LIB = Path(__file__).parents[2] / "theme" / "static" / "js" / "lib"


@pytest.fixture
def modules(serve: Serve, open_page: Open, tmp_path: Path) -> Callable[[str, Any], Any]:
    """Runs a function body with the modules as `m` and a value as `v`."""
    (tmp_path / "lib").symlink_to(LIB)
    names = sorted(path.stem for path in LIB.glob("*.js"))
    (tmp_path / "index.html").write_text("<!doctype html><title>uji</title><link rel=icon href=x>")
    (tmp_path / "x").write_text("")
    page = open_page(f"{serve(tmp_path)}/index.html")

    def run(body: str, value: Any) -> Any:
        return page.evaluate(
            f"""async ([names, v]) => {{
              const m = {{}};
              for (const name of names) m[name] = await import(`/lib/${{name}}.js`);
              {body}
            }}""",
            [names, value],
        )

    return run


def test_words_and_fingerprints(modules: Callable[[str, Any], Any]) -> None:
    expected = cases.read("words")
    found = modules(
        """return v.map((text) => {
          const tokens = m.words.tokenise(m.words.clean(text));
          const forms = tokens.map((token) => token.form);
          const first = tokens.map((token) => token.first);
          const { fingerprints, ofTitle } = m.shingles;
          return { text, forms, first, fingerprints: fingerprints(forms), title: ofTitle(forms) };
        });""",
        [case["text"] for case in expected],
    )
    assert found == expected


def test_verdicts_and_changes(modules: Callable[[str, Any], Any]) -> None:
    expected = cases.read("compare")
    found = modules(
        """const told = (original, text) => {
          const { result, changes, ignored } = m.compare.compare(original, m.words.clean(text));
          return { text, result, ignored, changes: changes.map(({ op, asli, teks, critical }) =>
            ({ op, asli, teks, critical })) };
        };
        const original = m.originals.prepare(v.title, v.text, v.names);
        const own = m.originals.originals(v.own.file);
        return {
          cases: v.cases.map(({ text }) => told(original, text)),
          own: v.own.cases.map(({ text }) =>
            ({ text, verdicts: own.map((known) => told(known, text)) })),
        };""",
        expected,
    )
    assert found["cases"] == expected["cases"]
    assert found["own"] == expected["own"]["cases"]


def test_stems_and_query_words(modules: Callable[[str, Any], Any]) -> None:
    words, texts = cases.read("terms"), cases.read("tokens")
    found = modules(
        "return v.map((word) => ({ word, candidates: m.terms.candidates(word) }));",
        [word["word"] for word in words],
    )
    assert found == words
    found = modules(
        "return v.map((text) => ({ text, tokens: m.terms.tokens(text) }));",
        [text["text"] for text in texts],
    )
    assert found == texts


def test_shards(modules: Callable[[str, Any], Any]) -> None:
    vectors = cases.read("postings")
    found = modules(
        """const { dayOf, orderOf, decode } = m.postings;
        const rows = [...decode(v.text)].map(([id, weight]) => [dayOf(id), orderOf(id), weight]);
        const owners = v.shards.map(({ text, bits, width }) =>
          Object.fromEntries(m.shingles.decodeShard(text, bits, width, 0)));
        const hashes = m.shingles.decode(v.hashes);
        const near = v.resemblance.map(({ pasted }) =>
          ({ pasted, near: m.shingles.resemblance(pasted, new Set(hashes)) }));
        const files = v.segments.map(({ number, bits, recent }) =>
          m.segments.segments(number, bits, recent));
        const slugs = v.slugs.map(({ title }) => ({ title, slug: m.postings.slugOf(title, "") }));
        return { rows, owners, hashes, near, files, slugs };""",
        vectors,
    )
    assert found["rows"] == vectors["rows"]
    assert found["slugs"] == vectors["slugs"]
    assert found["owners"] == [shard["owners"] for shard in vectors["shards"]]
    assert found["hashes"] == cases.HASHES
    assert found["files"] == [case["files"] for case in vectors["segments"]]
    assert found["near"] == vectors["resemblance"]


def test_the_age_of_a_list(modules: Callable[[str, Any], Any]) -> None:
    vectors = cases.read("freshness")
    states = modules(
        """return v.map(({ number, digest, beat, seen, now }) =>
          m.freshness.freshness(number, digest, beat, seen, Date.parse(now)));""",
        vectors,
    )
    assert states == [case["state"] for case in vectors]
    assert set(states) == {"sah", "basi", "mundur"}


def test_codes_and_near_codes(modules: Callable[[str, Any], Any]) -> None:
    from kentongan.domain import codes

    right = [codes.derive(str(number)) for number in range(20)]
    wrong = [code[:4] + ("Z" if code[4] != "Z" else "Y") + code[5:] for code in right]
    assert modules("return v.map((code) => m.codes.isCode(code));", right) == [True] * 20
    assert modules("return v.map((code) => m.codes.nearCodes(code));", wrong) == [
        codes.near(code) for code in wrong
    ]


def test_the_files_of_two_ends_hold_the_words_near_a_typing_error(
    modules: Callable[[str, Any], Any],
) -> None:
    words = sorted(set(re.findall("[a-z]{4,}", WORDS.read_text("utf-8"))))
    chance = random.Random(1)
    typed = sorted({_mistyped(chance, chance.choice(words)) for _ in range(600)} - {*words})
    bits = 10
    files: dict[str, dict[str, int]] = {}
    for word in words:
        for name in vocabulary.word_files(word, bits):
            files.setdefault(name, {})[word] = 1
    assert files.keys() <= {*vocabulary.all_word_files(bits)}
    found = modules(
        """const part = { bits: v.bits, forms: async (name) => v.files[name] ?? {} };
        const whole = { bits: v.bits, forms: async () => v.all };
        const { nearest } = m.nearest;
        const near = (index) => Promise.all(v.typed.map((word) => nearest(index, word, 1)));
        return [await near(part), await near(whole)];""",
        {"bits": bits, "files": files, "all": dict.fromkeys(words, 1), "typed": typed},
    )
    assert sum(map(bool, found[1])) > 100
    assert found[0] == found[1]


def _mistyped(chance: random.Random, word: str) -> str:
    """A word with a letter dropped, added, replaced, or swapped with its neighbour."""
    place, letter = chance.randrange(len(word)), chance.choice("aeiknrst")
    before, after = word[:place], word[place:]
    swapped = before + after[1:2] + after[:1] + after[2:]
    return chance.choice(
        [before + after[1:], before + letter + after, before + letter + after[1:], swapped]
    )
