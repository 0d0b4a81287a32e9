"""The page /cek/ and `humas cek` give the same answers about one site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kentongan.parts.authenticity.check import Answer, Checker
from kentongan.parts.authenticity.local import folder_source
from playwright.sync_api import Page

from tests.site.builder import SITEURL, Built

Open = Callable[..., Page]
Serve = Callable[[Path], str]
CHECK = """async ([module, texts]) => {
  const { Checker } = await import(module);
  const read = (path) => fetch(path).then((answer) => {
    if (!answer.ok) throw new Error(path);
    return answer.text();
  });
  const checker = new Checker(read);
  const found = [];
  for (const text of texts) {
    const { result, code, verdict, reason } = await checker.check(text);
    const { changes, ignored } = verdict ?? { changes: [], ignored: [] };
    const rows = changes.map(({ asli, teks, critical }) => [asli, teks, critical]);
    found.push({ result, code, changes: rows, ignored, reason });
  }
  return found;
}"""


def texts_of(output: Path) -> Iterator[str]:
    folders = (output / "cek/teks", output / "cek/pemberitahuan")
    for file in sorted(path for folder in folders for path in folder.glob("*.json")):
        data = json.loads(file.read_bytes())
        address = f"{SITEURL}/r/{data['kode']}/"
        for text in (data.get("kiriman"), data.get("teks"), *data["pemberitahuan"]):
            if text:
                yield from (text, text.replace("a", "u", 1), text.upper(), f"{text}\n{address}")
                yield " ".join(text.split()[3:20])
        yield f"Baca {address} dan {SITEURL}{data.get('alamat', '/')} sekarang juga ya, kawan"
        yield f"Siaran {data['kode']} sudah beredar di grup sebelah sejak kemarin pagi."


def as_told(answer: Answer) -> dict[str, Any]:
    return {
        "result": answer.result,
        "code": answer.code,
        "changes": [[change.asli, change.teks, change.critical] for change in answer.changes],
        "ignored": list(answer.verdict.ignored) if answer.verdict else [],
        "reason": answer.reason,
    }


def test_page_and_command_agree(golden: Built, serve: Serve, open_page: Open) -> None:
    texts = list(texts_of(golden.output))
    known = Checker(folder_source(golden.output))
    expected = [as_told(known.check(text)) for text in texts]
    (module,) = golden.output.glob("tema/js-*/lib/check.js")
    page = open_page(f"{serve(golden.output)}/cek/")
    path = f"/{module.relative_to(golden.output).as_posix()}"
    found = page.evaluate(CHECK, [path, texts])
    told = [(text, one, other) for text, one, other in zip(texts, found, expected, strict=True)]
    assert [row for row in told if row[1] != row[2]] == []
    assert {row["result"] for row in expected} >= {"asli", "potongan", "diubah", "dicabut"}
