from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.manuscripts import frontmatter
from kentongan.manuscripts.yaml_fields import read_any, read_simple

VALUES = st.sampled_from(
    ["Patroli", "2024-08-30 14:30", '"a: b"', "'c # d'", "Yes", "12:30:45", "a: b", "[a, b]", "~",
     "null", "- x", "# x", "R&D", "“kutip”", '"ku\\"tip"', "''", "a #b", "a#b", "http://x.id/a",
     "{a: b}", "| teks", "*a", "-1", "1e3", "x:", '"a" b', "a  b", "é", "?", "%"]
)  # fmt: skip
LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(["Judul", "Tag", "date", "Gambar-Alt"]), VALUES),
    st.builds("{}:".format, st.sampled_from(["Tag", "officials"])),
    st.builds("  - {}".format, VALUES),
    st.builds("- {}".format, VALUES),
    st.builds("    lanjutan {}".format, VALUES),
    st.just(""),
)


@settings(max_examples=700, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=8).map("\n".join))
def test_the_simple_reader_gives_what_the_parser_gives(text: str) -> None:
    simple = read_simple(text, 2)
    if simple is not None:
        assert (simple, []) == read_any(text, 2)


def test_what_editors_write_is_simple() -> None:
    text = 'title: Patroli malam\ndate: 2024-08-30T14:30:00+07:00\ntags:\n  - a\n  - "b: c"\nimage:'
    assert read_simple(text, 2) == read_any(text, 2)[0] != []


def test_a_line_that_is_no_field_begins_the_body() -> None:
    source, problems = frontmatter.split("Judul: A\nIni isi.\n\nLagi.")
    assert not problems and source.body == "Ini isi.\n\nLagi." and source.body_line == 2


def heads(text: str) -> tuple[list[tuple[str, tuple[str, ...]]], list[tuple[int, str]]]:
    fields, problems = read_any(text, 2)
    told = [(problem.line, problem.code) for problem in problems]
    return [(field.key, field.values) for field in fields], told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Judul: A\nSatuan: &u polsek-uji\nTag: [*u]", 3),
        ("Judul: A\nTag: [*u]", 3),
        ("x: &b {Status: draf}\n<<: *b\nJudul: A", 2),
        ("Judul: A\n<<: {Status: draf}", 3),
        ("Judul: A\nStatus: !!str draf", 3),
        ("Judul: A\nTerbit: !!null ''", 3),
        ("Judul: A\nStatus: !<tag:yaml.org,2002:str> draf", 3),
        ("Judul: A\nStatus: !draf x", 3),
        ("Judul: !!python/object/apply:os.system [ls]", 2),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", 2),
    ],
)
def test_anchors_aliases_merges_and_tags_are_errors_with_their_line(text: str, line: int) -> None:
    assert heads(text) == ([], [(line, "releases.E029")])


@pytest.mark.parametrize(
    ("text", "values", "told"),
    [
        ("Judul: >-\n  satu\n  dua\n\n  tiga", ("satu dua\ntiga",), []),
        ("Judul: >\n  satu\n  dua", ("satu dua",), []),
        ('Judul: "a\\a b\\e c\\x07"', ("a b c",), [(2, "releases.W008")]),
        ('Judul: "a\\0b"', ("ab",), [(2, "releases.W008")]),
        ('Judul: "\\ud83d\\udea4 baru"', ("🚤 baru",), []),
        ('Tag: ["a \\x85b", c]', ("a b", "c"), [(2, "releases.W008")]),
    ],
)
def test_escapes_bring_no_control_characters(
    text: str, values: tuple[str, ...], told: list[tuple[int, str]]
) -> None:
    assert heads(text) == ([(text.partition(":")[0], values)], told)


@pytest.mark.parametrize(
    "text", ['Judul: "a \\ud83d b"', '"Kata\\udc01": a', 'Judul: ["a", "\\udea4\\ud83d"]']
)
def test_half_a_letter_is_an_error_of_its_key_and_the_others_are_read(text: str) -> None:
    assert heads(f"Status: draf\n{text}") == ([("Status", ("draf",))], [(3, "releases.E030")])


@pytest.mark.parametrize("text", ["x:\n  Status: draf", "x: {Status: draf}", "? [a, b]\n: c"])
def test_a_key_below_a_key_is_an_error_and_the_others_are_read(text: str) -> None:
    assert heads(f"Judul: A\n{text}") == ([("Judul", ("A",))], [(3, "releases.E014")])


@pytest.mark.parametrize("text", ["Judul: [a", "- a\n- b", "Judul", "a: b: c", "[" * 3000])
def test_what_is_no_mapping_is_an_error(text: str) -> None:
    fields, told = heads(text)
    assert fields == [] and [code for _, code in told] == ["releases.E014"]


@pytest.mark.parametrize("bracket", ["{", "[", "{a: ", "[a, "])
def test_nested_brackets_are_refused_without_being_parsed(bracket: str) -> None:
    source, problems = frontmatter.split(f"---\nJudul: Uji\nx: {bracket * 4000}\n---\n\nTeks.\n")
    assert source.fields == ()
    assert [problem.line for problem in problems] == [3]


@pytest.mark.parametrize("fences", [("", ""), ("---\n", "---\n")])
@pytest.mark.parametrize("key", ["From", "kunci{}"])
def test_more_keys_than_anybody_types_are_one_error(fences: tuple[str, str], key: str) -> None:
    lines = "".join(f"{key.format(number)}: a\n" for number in range(501))
    source, problems = frontmatter.split(fences[0] + lines + fences[1] + "\nIsi.\n")
    assert [problem.code for problem in problems] == ["releases.E027"]
    assert source.fields == ()
    assert problems[0].line == 501 + len(fences[0].splitlines())


@pytest.mark.parametrize("text", ["Judul: a\n{}\n", "---\nJudul:\n{}---\n"])
def test_a_value_of_many_lines_is_read_in_one_walk(text: str) -> None:
    source, problems = frontmatter.split(text.format("  - b\n" * 100_000))
    assert problems == []
    assert len(source.fields[0].values) >= 100_000
