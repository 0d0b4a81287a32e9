"""Whatever way words stand in a post: they are on the page, or named as left out."""

from __future__ import annotations

import re
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.importer.test_wordpress import RENDERER, page

UPLOADED = 'src="https://lama.example/wp-content/uploads/2024/08/a.jpg"'
# `@` is a word that nobody wrote elsewhere.
WAYS = [
    f'<!-- wp:gallery --><figure class="wp-block-gallery"><figure><img {UPLOADED} alt="@ @">'
    "<figcaption>@ @</figcaption></figure><figcaption>@</figcaption></figure><!-- /wp:gallery -->",
    f'<ul><li><figure><img {UPLOADED} alt="@"/><figcaption>@</figcaption></figure></li></ul>'
    "<figcaption>@</figcaption>",
    f'<figure><figcaption>@</figcaption><img {UPLOADED} alt="@">'
    "<figcaption>@</figcaption></figure>",
    '<figure><video src="https://x.example/v.mp4">@</video><figcaption>@</figcaption></figure>',
    "<figure>\nhttps://youtu.be/x\n<figcaption>@ @</figcaption></figure>",
    "<figure><blockquote><p>@</p><cite>@</cite></blockquote></figure>",
    '<button type="button">@</button><select><option>@</option><option>@</option></select>',
    "<textarea>@ @</textarea> <label>@ <input type='text' value='@' placeholder=\"@ @\"></label>",
    "<table><caption>@</caption><tr><th colspan='2'>@</th></tr><tr><td>@<br>@</td></tr></table>",
    "<table><tr><td>@<table><tr><td>@</td><td>@</td></tr></table>@</td><td>@</td></tr></table>",
    "<table>@<tr>@<td>@</td>@<td>@</td></tr>@</table>",
    "<details><summary>@</summary><p>@</p></details><dl><dt>@</dt><dd>@</dd></dl>",
    "<ul>@<li>@</li>@<li>@</li></ul>",
    "<ol start='3'><li>@</li><li>@<ol><li>@</li></ol>@</li></ol>",
    "<ul><ul><li>@</li></ul><li>@</li></ul>",
    f'[caption id="x" width="3"]<a href="y"><img {UPLOADED} alt="@" /></a> @ <em>@</em>[/caption]',
    '[caption id="x" caption="@ @"]<img src="a.jpg" alt="@" /> @[/caption]',
    '[caption id="x" caption="@ @"]<img src="a.jpg" alt="@" />[/caption]',
    '[caption id="x"]@ <img src="a.jpg" alt="@" /> @ <img src="b.jpg" alt="@" /> @[/caption]',
    '[caption id="x" width="300"]<img src="a.jpg" /> @',
    '[gallery ids="7,8"] @',
    '[button link="/x" text="@ @"] [tombol judul="@"]',
    '[tabs][tab title="@ @"]@[/tab][tab title=“@ @”]@[/tab][/tabs]',
    "[row][col span=\"6\"]@[/col][col]@[/col][/row]",
    '[vc_row][vc_column_text]@[/vc_column_text][vc_toggle title="@ @"]@[/vc_toggle][/vc_row]',
    "[@] [update] [@ @] [Foto: @ dan @]",
    '[video src="https://x.example/v.mp4"]@[/video] [embed]https://youtu.be/x[/embed] @',
    '<iframe src="https://x.example/map">@</iframe> @ <iframe src="https://x.example/b" /> @',
    '<object data="https://x.example/f.pdf">@</object><noscript>@</noscript>',
    '<abbr title="@ @">@</abbr> <q>@</q> x<sup>@</sup><sub>@</sub> <ins>@</ins> <mark>@</mark>',
    "<ruby>@<rp>(</rp><rt>@</rt><rp>)</rp></ruby>",
    "<center>@</center><big>@</big><tt>@</tt><nobr>@</nobr><marquee>@</marquee>",
    "<b>@ <i>@</b> @</i> @",
    "@ <b @ @",
    '@ <a href="x>@</a> @ "dalam" @',
    "@ < @ > @ <3 @ <@> @ <- @ <@ @",
    "<o:p>@</o:p><st1:place>@</st1:place><x-foo>@</x-foo>",
    "<svg><title>@</title><text>@</text></svg> <math><mi>@</mi></math> <title>@</title>",
    "@<!--more-->@<!--nextpage-->@",
    "@\n@\n\n@",
    "<pre>@\n  @<br>@\n\n@</pre><pre><code>@ &lt;b&gt; @</code></pre>",
    "<div><div><p>@</p></div><div>@</div></div>",
    '<!-- wp:acf/info {"name":"acf/info","data":{"judul":"@ @"}} /-->',
    '<!-- wp:search {"label":"@","buttonText":"@"} /-->',
    "<!-- wp:freeform -->@\n\n@<!-- /wp:freeform --><!-- wp:html --><div>@</div><!-- /wp:html -->",
    '<h2>@<br>@</h2><h3><img src="a.jpg" alt="@"> @</h3><a href="/x"><h3>@</h3><p>@</p></a>',
    "<![CDATA[@ ]]> @ <!@> @ <?php echo '@'; ?> @",
    "<template>@</template> <xmp>@</xmp> <noframes>@</noframes> @",
    '<p mce_keep="true" style="x"><span jsname="q" data-x=1>@</span> <a href=/x rel=y>@</a>',
    '<?xml:namespace prefix = "o" ns = "urn:x" />@',
    "@ <script>var x = 1;</script> @ <style>p {}</style> @",
    "C:\\@ `@` <b>\\</b> [a](b) <@ @>",
]  # fmt: skip
AROUND = ["{}", "Kata\n\n{}\n\nakhir", "<p>{}</p>"]


def filled(way: str) -> str:
    number = count()
    return re.sub("@", lambda _: f"kata{next(number)}kata", way)


def unsaid(content: str, *, pictures: bool) -> list[str]:
    converted = page(content, pictures=pictures)
    built = RENDERER.render(converted.markdown, "rilis/a.md")
    said = re.findall(r"kata\d+kata", " ".join([built.html, *converted.notes]))
    return sorted(set(re.findall(r"kata\d+kata", content)) - set(said))


@pytest.mark.parametrize("way", WAYS)
def test_words_of_a_post_are_on_its_page_or_named(way: str) -> None:
    for around in AROUND:
        content = around.format(filled(way)) if "{" not in way else filled(way)
        for pictures in (False, True):
            assert not unsaid(content, pictures=pictures), page(content, pictures=pictures)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WAYS), min_size=2, max_size=4), st.sampled_from(["", " ", "\n\n"]))
def test_words_of_a_post_are_on_its_page_or_named_beside_others(ways: list[str], gap: str) -> None:
    content = filled(gap.join(ways))
    assert not unsaid(content, pictures=True)


@pytest.mark.parametrize(
    "way", [way for way in WAYS if not re.search(r"\[|<(?:img|abbr|!--|input)", way)]
)
def test_nothing_is_named_that_the_page_has(way: str) -> None:
    assert not [note for note in page(filled(way)).notes if note.startswith("Tidak diambil")]


def test_words_of_columns_stay_apart() -> None:
    assert page("[row][col]satu[/col][col]dua[/col][/row]").markdown.split() == ["satu", "dua"]


def test_an_unclosed_script_takes_nothing_with_it() -> None:
    assert "Warga hadir." in page("<script>Warga hadir.").markdown
