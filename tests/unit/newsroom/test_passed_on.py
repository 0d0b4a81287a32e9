"""Every text that the product gives for passing on is recognised, and so is a change in it."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kentongan.domain.lifecycle import public_view
from kentongan.domain.release import KINDS, WITHDRAWALS, Release
from kentongan.newsroom.correct import correct
from kentongan.newsroom.folder import Newsroom
from kentongan.newsroom.share import share
from kentongan.newsroom.withdraw import withdraw
from kentongan.parts.authenticity.check import Checker
from kentongan.parts.authenticity.local import content_source
from kentongan.parts.authenticity.words import clean, tokenise
from kentongan.site import passing

from tests.site.builder import GOLDEN, NOW, SITEURL

GENUINE = ("asli", "potongan")
REASON = "jumlah korban keliru, bukan 4 orang"
OTHERS = {
    "ringkasan": "Ringkasan: Petugas tidak memungut biaya; 12 warga Desa Sumber menerima kunci.\n",
    "berkota": "",
    "bertanda": "",
}
TEXTS = {
    "ringkasan": "Kunci pintu setiap malam.\n1. Kunci pagar\n2. Nyalakan lampu\n3. Jaga tetangga",
    "berkota": (
        "KALIBENING – Polsek Kalibening membagikan 30 paket sembako kepada warga Desa Sumber pada "
        "Sabtu (21/11/2026). Tidak ada pungutan apa pun."
    ),
    "bertanda": "Polsek * Kalibening_ menggelar *patroli* di `pasar` & terminal, lihat situs kami.",
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden content, and releases whose texts are hard to pass on."""
    folder = tmp_path_factory.mktemp("siar") / "content"
    shutil.copytree(GOLDEN, folder)
    for name, text in TEXTS.items():
        head = f"---\nJudul: Polsek Kalibening Jaga 2 Pasar {name.title()}\nTanggal: 2026-11-20\n"
        head += f"Satuan: polsek-kalibening\nJenis: imbauan\n{OTHERS[name]}---\n"
        (folder / f"rilis/2026/11/{name}.md").write_text(f"{head}\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture
def room(content: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setenv("SITEURL", SITEURL)
    return Newsroom(content, NOW)


def shown(room: Newsroom) -> Iterator[Release]:
    for release in room.releases:
        if public_view(release, room.now).state == "shown":
            yield room.whole(release)


def checker(room: Newsroom) -> Checker:
    whole = [room.whole(release) for release in room.releases]
    return Checker(content_source(whole, room.units, room.now, room.zone, SITEURL))


def altered(text: str, most: int) -> Iterator[tuple[str, str]]:
    """The text with one other word, and that word; links and codes stay."""
    plain = clean(text)
    words = [
        token
        for token in tokenise(plain)
        if not token.form.startswith(("url:", "kode:")) and plain[token.start - 1] not in "./"
    ]
    for token in random.Random(text).sample(words, min(most, len(words))):
        before = plain[token.start : token.end]
        after = str(int(before) + 37) if before.isdigit() else "Zakaria"
        yield plain[: token.start] + after + plain[token.end :], after


def assert_found(known: Checker, text: str, most: int = 6) -> None:
    for changed, word in altered(text, most):
        answer = known.check(changed)
        assert answer.result == "diubah", changed
        assert len(answer.changes) == 1 and word in answer.changes[0].teks, (answer, changed)
        assert answer.changes[0].critical, (answer, changed)


def test_the_corpus_has_every_kind(room: Newsroom) -> None:
    assert {release.kind for release in shown(room)} == set(KINDS)


def test_share_texts(room: Newsroom) -> None:
    known = checker(room)
    for release in shown(room):
        address = room.address_of(release.code)
        for text in (share(room, release.code).text, passing.of_release(release, address)):
            answer = known.check(text)
            assert (answer.result, answer.code) == ("asli", release.code), text
            assert not answer.verdict or not answer.verdict.ignored
            assert_found(known, text)
            without_link = re.sub(r"\S*https?:\S+", "", text)
            assert known.check(without_link).result in GENUINE, without_link
            whole = f"{text}\n\n{release.text}"
            assert known.check(whole).result in (*GENUINE, "diubah")


FORMS: dict[str, Callable[[str], str]] = {
    "on one line": lambda text: " ".join(text.split()),
    "forwarded": lambda text: f"Diteruskan berkali-kali\n\n{text}",
    "in capitals": str.upper,
    "quoted": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "without its source": lambda text: text.rpartition("\n\n")[0],
    "without its title": lambda text: text.partition("\n\n")[2],
    "with the name of a telephone": lambda text: f"{text}\n\nDikirim dari iPhone saya",
    "with a greeting": lambda text: f"Assalamualaikum, info grup sebelah\n{text}",
    "with the head of a message": lambda text: f"[24/11, 09.05] Pak RT: {text}",
    "with pictures": lambda text: f"🚨🚨 {text}".replace("\n\n", " 🙏\n\n"),
    "without https": lambda text: text.replace("https://", ""),
}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_share_texts_as_they_circulate(room: Newsroom, form: str) -> None:
    known = checker(room)
    for release in shown(room):
        text = FORMS[form](share(room, release.code).text)
        answer = known.check(text)
        assert answer.result in GENUINE and answer.code == release.code, text


def test_a_whole_release_with_its_own_address_beside_it(room: Newsroom) -> None:
    known = checker(room)
    for release in shown(room):
        for ending in (release.code, room.address_of(release.code), SITEURL + release.url):
            answer = known.check(f"{release.title}\n\n{release.text}\n\n{ending}")
            assert (answer.result, answer.code) == ("asli", release.code)
            assert answer.verdict and not answer.verdict.ignored, ending
        summary = f"{release.title}\n\n{release.summary}\n\n{release.text}"
        if release.summary.rstrip("…") not in release.text:
            assert known.check(summary).result == "asli", summary


def test_a_copy_without_its_dateline(room: Newsroom) -> None:
    known = checker(room)
    dated = [release for release in shown(room) if " – " in release.text[:30]]
    assert dated
    for release in dated:
        body = release.text.partition(" – ")[2]
        for text in (body, f"{release.title}\n{body}", f"Polsek Kalibening - {body}"):
            assert (known.check(text).result, known.check(text).code) == ("asli", release.code)
        elsewhere = known.check(f"{release.title}\nSURABAYA – {body}")
        assert [change.teks for change in elsewhere.changes] == ["SURABAYA"]


def test_corrections(room: Newsroom, tmp_path: Path) -> None:
    room = copied(room, tmp_path)
    texts, wrongs = {}, {}
    for number, release in enumerate(shown(room), 12):
        wrong = f"{number} orang di Jalan {release.title.split()[-1]} tidak terluka"
        wrongs[release.code] = wrong
        right = f"{number + 40} orang di Jalan Melati tidak terluka"
        texts[release.code] = correct(room, release.code, wrong, right).text
    known = checker(Newsroom(room.content, NOW))
    for code, text in texts.items():
        answer = known.check(text)
        assert (answer.result, answer.code) == ("asli", code), text
        assert_found(known, text)
        without_link = text.rpartition("\n\n")[0]
        assert (known.check(without_link).result, known.check(without_link).code) == (
            "potongan",
            code,
        )
        wrong = f"Tertulis: {wrongs[code]}"
        assert known.check(wrong).result not in GENUINE
        assert known.check(f"{wrong}\n{room.address_of(code)}").result not in GENUINE


@pytest.mark.parametrize("kind", WITHDRAWALS)
def test_withdrawals(room: Newsroom, tmp_path: Path, kind: str) -> None:
    room = copied(room, tmp_path)
    target, *codes = [release.code for release in shown(room)]
    into = target if kind == "digabung" else ""
    before = {code: share(room, code).text for code in codes}
    notices = {code: withdraw(room, code, kind, REASON, merged_into=into).notice for code in codes}
    known = checker(Newsroom(room.content, NOW))
    for code, text in notices.items():
        for passed_on in (text, before[code], f"Cek {room.address_of(code)}", f"Kata {code} lain"):
            answer = known.check(passed_on)
            assert (answer.result, answer.code) == ("dicabut", code), passed_on
        assert_found(known, text)


def copied(room: Newsroom, folder: Path) -> Newsroom:
    shutil.copytree(room.content, folder / "content")
    return Newsroom(folder / "content", NOW)
