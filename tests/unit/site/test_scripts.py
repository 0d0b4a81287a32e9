from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.site import scripts

ROOT = Path(__file__).parents[3] / "theme/static/js"


def joined(folder: Path, **files: str) -> str:
    (folder / "lib").mkdir()
    for name, text in files.items():
        path = folder / ("page.js" if name == "page" else f"lib/{name}.js")
        path.write_text(text, "utf-8")
    return scripts.joined(folder / "page.js")


def test_what_a_script_imports_stands_before_it_once_and_keeps_its_own_names(
    tmp_path: Path,
) -> None:
    found = joined(
        tmp_path,
        page='import { a } from "./lib/a.js";\nimport { b } from "./lib/b.js";\n// Why.\n  a(b);\n',
        a='import { b } from "./b.js";\nconst own = 1;\nexport const a = (n) => own + n + b;\n',
        b="const own = 2;\n\nexport const b = own;\n",
    )
    assert found == (
        "const{b}=(()=>{const own=2;const b=own;return{b};})();"
        "const{a}=(()=>{const own=1;const a=(n)=>own + n + b;return{a};})();"
        "a(b);"
    )


def test_a_name_that_two_modules_export_is_refused(tmp_path: Path) -> None:
    page = 'import { a } from "./lib/a.js";\nimport { c } from "./lib/b.js";\n'
    with pytest.raises(scripts.NameTwiceError, match="a"):
        joined(tmp_path, page=page, a="export const a = 1;\n", b="export const a = 1;\n")


@pytest.mark.parametrize(
    "page",
    [
        'import a from "./lib/a.js";\na();\n',
        'import { a as b } from "./lib/a.js";\nb();\n',
        'import { a } from "https://contoh.example/a.js";\na();\n',
        "export const a = 1;\n",
    ],
)
def test_a_script_that_is_written_in_another_way_is_left_as_it_is(
    tmp_path: Path, page: str
) -> None:
    assert joined(tmp_path, page=page, a="export default 1;\n") == page


def test_a_text_over_several_lines_keeps_its_spaces(tmp_path: Path) -> None:
    page = "const text = `satu\n  // dua\n`;\n"
    assert joined(tmp_path, page=page) == page


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("// a\nif (b) {\n  return c;\n}\n\nd();\n", "if(b){return c;}\nd();"),
        ('x("a = b, // c");\n', 'x("a = b, // c");'),
        ("x(`a { ${b ? \"c, d\" : e} }`); // why\n", 'x(`a { ${b ? "c, d" : e} }`);'),
        ("const r = /[ /\"] = (a, b)/g;\n", 'const r=/[ /"] = (a, b)/g;'),
        ("return /a , b/.test(c) && d;\n", "return /a , b/.test(c)&&d;"),
        ("a = b / c / d;\n", "a=b / c / d;"),
        ("a = b - -c + +d;\n", "a=b - -c + +d;"),
        ("function* a() {\n  yield* b;\n}\nclass C {}\nlet d;\n",
         "function*a(){yield*b;}\nclass C{}\nlet d;"),
    ],
)  # fmt: skip
def test_only_what_people_need_is_left_out(written: str, sent: str) -> None:
    assert scripts.tight(written) == sent
    assert scripts.tight(sent) == sent


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.js")), ids=lambda path: path.name)
def test_every_script_of_the_theme_is_one_file(path: Path) -> None:
    text = scripts.joined(path)
    assert "import {" not in text
    assert "\n//" not in text and " // " not in text
