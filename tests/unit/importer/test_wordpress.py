"""Posts of an old blog: every word of them, in the same nesting, and no byte thrown away."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.importer import wordpress
from kentongan.importer.wordpress import Attachment, Library
from kentongan.importer.wordpress_text import Page, convert
from kentongan.manuscripts.blocks import to_plain
from kentongan.manuscripts.markup import Renderer
from lxml import etree

from tests import cost

LIBRARY = Library({"7": Attachment("2024/08/a.jpg", "Alt", "Keterangan galeri")}, {}, 1,
                  "https://lama.example")  # fmt: skip


def page(content: str, *, pictures: bool = False) -> Page:
    def place(file: str) -> str | None:
        return f"gambar-{file.rsplit('/', 1)[-1]}" if pictures else None

    return convert(content, LIBRARY, place)


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        ("<ul><li>Satu<ul><li>satu a</li><li>satu b</li></ul></li><li>Dua</li></ul>",
         "- Satu\n    - satu a\n    - satu b\n- Dua"),
        ("<ul><li>Satu</li><ul><li>satu a</li></ul><li>Dua</li></ul>",
         "- Satu\n    - satu a\n- Dua"),
        ("<ol><li><p>Datang.</p><p>Bawa KTP.</p></li><li>Pulang</li></ol>",
         "1. Datang.\n\n    Bawa KTP.\n\n2. Pulang"),
        ("<ol start=\"3\"><li>tiga</li><li>empat</li></ol>", "3. tiga\n4. empat"),
        ("<table><tr><th>Pos</th><th>Regu</th></tr><tr><td>Balai | desa<td>A</tr></table>",
         "| Pos | Regu |\n| --- | --- |\n| Balai \\| desa | A |"),
        ("<del>Senin</del> Selasa <s>pagi</s>", "~~Senin~~ Selasa ~~pagi~~"),
        ("<pre>satu\n  dua\ntiga</pre>", "satu  \ndua  \ntiga"),
        ("<p>a<b> tebal </b>b <em>miring</em></p>", "a **tebal** b *miring*"),
        ("<h3>Judul</h3><blockquote><p>a</p><p>b</p></blockquote>", "### Judul\n\n> a\n>\n> b"),
        ("&nbsp;&nbsp;&nbsp;&nbsp;Menjorok.", "Menjorok."),
        ("satu\ndua\n\ntiga", "satu  \ndua\n\ntiga"),
        ("<form><p>Kalimat.</p><label>Nama</label></form>", "Kalimat.\n\nNama"),
        ("Tutup <b>tebal", "Tutup **tebal**"),
    ],
)  # fmt: skip
def test_html_becomes_markdown_of_the_same_nesting(content: str, markdown: str) -> None:
    assert page(content).markdown == markdown


@pytest.mark.parametrize(
    "line",
    ["<NIK> dan <alamat>", "[1]: https://x.example", "[a](b) dan [kurung]", "#PolriPresisi hadir",
     "2024. Tahun itu", "30. Agustus", "+ x", "- y", "> 20 orang", ": arti", "![x](y.png) {: .z }",
     "*[RT]: Rukun", "AT&amp;T dan &copy;", "humas_kraton@polres.example", "a | b", "4*5*6", "~x~",
     "C:\\rilis\\_lama\\*baru*", "`kode`", "{{ x }}"],
)  # fmt: skip
def test_words_that_look_like_markdown_are_words(line: str) -> None:
    assert to_plain(page(html.escape(line, quote=False)).markdown) == line
    assert to_plain(page(f"<p>{html.escape(line, quote=False)}</p>").markdown) == line


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("[embed]https://youtu.be/x1y2z3[/embed]", "https://youtu.be/x1y2z3"),
        ("[audio]https://contoh.example/a.mp3[/audio]", "https://contoh.example/a.mp3"),
        ('[video src="https://contoh.example/v.mp4"]', "https://contoh.example/v.mp4"),
        ('<iframe src="https://youtu.be/q"></iframe>', "https://youtu.be/q"),
    ],
)
def test_what_was_embedded_is_a_link(content: str, address: str) -> None:
    assert f"]({address})" in page(content).markdown


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://lama.example.org/x", "https://lama.example.org/x"),
        ("https://lama.example:81/y", "https://lama.example:81/y"),
        ("https://lama.example@jahat.example/z", "https://lama.example@jahat.example/z"),
        ("http://www.lama.example/2026/tagar/", "/2026/tagar/"),
        ("https://lama.example/?p=3", "/?p=3"),
        ("/berita/", "/berita/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_only_addresses_of_the_old_site_are_its_own(address: str, written: str) -> None:
    assert f"[x]({written})" in page(f'<a href="{address}">x</a>').markdown


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "", "http://[x"])
def test_an_address_that_leads_nowhere_leaves_its_words(address: str) -> None:
    assert page(f'<p>a <a href="{address}">kata</a></p>').markdown == "a kata"


@pytest.mark.parametrize(
    "content",
    [
        '<figure><img src="https://lama.example/wp-content/uploads/2024/08/a.jpg">'
        "<figcaption>Keterangan galeri</figcaption></figure>",
        '[caption width="9"]<img src="/wp-content/uploads/2024/08/a.jpg" /> Keterangan galeri'
        "[/caption]",
        '[gallery ids="7"]',
    ],
)
def test_a_caption_stays_with_and_without_its_picture(content: str) -> None:
    assert page(content).markdown == "Keterangan galeri"
    found = page(content, pictures=True).markdown
    assert re.fullmatch(r'!\[.*\]\(gambar-a\.jpg "Keterangan galeri"\)', found)


# Files


def export(*posts: str, base: str = "https://lama.example") -> str:
    items = "".join(
        f"<item><title>Judul {n}</title><link>{base}/{n}/</link><guid>{base}/?p={n}</guid>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded><wp:status>publish</wp:status>"
        "<wp:post_type>post</wp:post_type></item>"
        for n, text in enumerate(posts)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<wp:base_blog_url>{base}</wp:base_blog_url>{items}</channel></rss>"
    )


def contents(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "ekspor.xml"
    path.write_bytes(data)
    wordpress.survey(path)
    return [post.content for post in wordpress.read_posts(path)]


@pytest.mark.parametrize("sign", ["\x00", "\x02", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_a_forbidden_character_is_dropped_and_told(sign: str, tmp_path: Path) -> None:
    data = export(f"Sebelum{sign}sesudah.", "Bersih.").encode("utf-8", "surrogatepass")
    first, second = (page(text) for text in contents(tmp_path, data))
    assert first.markdown == "Sebelumsesudah."
    assert any("dibuang" in note for note in first.notes)
    assert (second.markdown, second.notes) == ("Bersih.", [])


@pytest.mark.parametrize("reference", ["&#2;", "&#x1F;", "&#xFFFF;"])
def test_a_reference_to_one_ends_no_text(reference: str, tmp_path: Path) -> None:
    data = export("Isi.").replace("<title>Judul 0", f"<title>Ju{reference}dul 0")
    assert contents(tmp_path, data.encode()) == ["Isi."]


def test_windows_bytes_are_read_as_such(tmp_path: Path) -> None:
    data = export("Kata XrondaY itu é.").encode().replace(b"X", b"\x93").replace(b"Y", b"\x94")
    assert contents(tmp_path, data) == ["Kata “ronda” itu é."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_every_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    text = export("Kata “ronda”.").replace("UTF-8", encoding.removesuffix("-sig"))
    assert contents(tmp_path, text.encode(encoding)) == ["Kata “ronda”."]


def test_a_post_with_a_picture_of_ten_megabytes_in_it_is_whole(tmp_path: Path) -> None:
    image = f'<img src="data:image/png;base64,{"A" * 11_000_000}">'
    (text,) = contents(tmp_path, export(f"Sebelum {image} sesudah.").encode())
    assert re.findall(r"\w+", page(text).markdown) == ["Sebelum", "sesudah"]


@pytest.mark.parametrize("number", ["", "<wp:post_id>0</wp:post_id>"])
def test_posts_without_numbers_are_told_apart(number: str, tmp_path: Path) -> None:
    path = tmp_path / "ekspor.xml"
    path.write_text(export("a", "b", "c").replace("<wp:status>", f"{number}<wp:status>"))
    first, again = ([post.id for post in wordpress.read_posts(path)] for _ in range(2))
    assert len(set(first)) == 3
    assert first == again


def test_a_page_beyond_reason_keeps_its_words() -> None:
    found = page("<div>" * 3000 + "Kata kata." + "</div>" * 3000)
    assert found.markdown == "Kata kata."
    assert any("terlalu dalam" in note for note in found.notes)


@pytest.mark.parametrize(
    "piece", ["<!--", "[gallery ", "[a ", "[embed]", "<b>", "<ul><li>x", "<", "[/a]", "<img "]
)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    with cost.at_most(3):
        page(piece * 15_000)


def test_an_unclosed_comment_hides_no_words() -> None:
    assert "sesudah" in page("sebelum <!-- sesudah").markdown
    assert page("a<!-- wp:paragraph -->b").markdown == "ab"


# Any nesting

WORDS = st.sampled_from(
    "tidak warga 12 30. a_b 4*5 *x* [a](b) [1]: ![c] #tag > + - = ~~ ~x~ \\ ` | {: } & &amp; __i__ "
    "< <b> : ! 1) www.x.example".split()
)
INLINE = "b i del a span code".split()
CONTAINERS = "p div blockquote ul table h3 pre".split()


@st.composite
def lines(draw: st.DrawFn) -> str:
    pieces = []
    for word in draw(st.lists(WORDS, min_size=1, max_size=5)):
        text = html.escape(word, quote=False)
        tag = draw(st.sampled_from([*INLINE, "", "", ""]))
        pieces.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "Kata " + draw(st.sampled_from([" ", "<br>"])).join(pieces)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2) -> str:
    tag = draw(st.sampled_from(CONTAINERS if depth else ["p", "div"]))
    if tag == "ul":
        items = [draw(st.one_of(lines(), blocks(depth=depth - 1))) for _ in range(2)]
        return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"
    if tag == "table":
        rows = [f"<tr><td>{draw(lines())}</td><td>{draw(lines())}</td></tr>" for _ in range(2)]
        return f"<table>{''.join(rows)}</table>"
    if tag in ("div", "blockquote") and depth:
        return f"<{tag}>{draw(blocks(depth=depth - 1))}</{tag}>"
    return f"<{tag}>{draw(lines())}</{tag}>"


RENDERER = Renderer()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@settings(max_examples=200, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=3))
def test_no_word_of_any_page_is_lost(pieces: list[str]) -> None:
    source = "".join(pieces)
    root = etree.fromstring(f"<x>{source.replace('<br>', ' ')}</x>", etree.HTMLParser())
    told = "".join(str(piece) for piece in root.itertext())
    markdown = page(source).markdown
    assert "".join(words(to_plain(markdown))) == "".join(words(told))
    built = RENDERER.render(markdown, "rilis/a.md")
    assert "".join(words(built.text)) == "".join(words(told))
