"""The texts of the shared vectors. `python -m tests.vectors.cases` writes the JSON files.

The files hold what Python answers; tests in Python and in Chromium hold both sides to them.
"""

from __future__ import annotations

import json
from array import array
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kentongan.domain.text import slugify
from kentongan.parts.authenticity import compare, freshness, originals, shingles, words
from kentongan.parts.search import affixes, coding, postings
from kentongan.parts.search import words as search_words
from kentongan.site import segments
from kentongan.site.federation import FRESH, Heartbeat

HERE = Path(__file__).parent
TITLE = "Polsek Kraton tertibkan balap liar di Jalan Raya Semare"
TEXT = (
    "Polsek Kraton menertibkan balap liar di Jalan Raya Semare, Sabtu (14/3/2026) pukul 23.30 "
    "WIB. Sebanyak 12 sepeda motor tanpa pelat nomor diamankan petugas.\n"
    "“Kami tidak melarang anak muda berkumpul, tetapi jalan raya bukan lintasan balap,” ujar "
    "Kapolsek Kraton, AKP Suwandi, S.H.\n"
    "Pemilik dapat mengambil motornya dengan menunjukkan STNK dan BPKB serta membayar denda "
    "Rp250.000 di Kejaksaan Negeri. Layanan ini dibuka mulai hari Jum'at pukul 08.00."
)
NAMES = "Polsek Kraton, Humas Polsek Kraton"
WORDS = (
    TEXT,
    "*Tebal* _miring_ ~coret~ 😀 👮‍♂️ 1️⃣ ① dua",
    "Diteruskan berkali-kali\n[30/08/24 14.30] Budi: Jum’at, Jum'at; Jumat…",
    "<p>Satu &amp; dua<br>tiga&nbsp;empat</p><script>lima()</script>",
    "https://www.contoh.go.id/berita/?a=1. lalu bit.ly/Abc dan polri.go.id",
    "Kode 4K7-Q2M-9XC dan 3HM-ZGG-ZPA",
    "HTTPS://HUMAS.CONTOH.GO.ID/R/4K7-Q2M-9XC/ dan humas.contoh.example/r/3HM-ZGG-ZPA/ x",
    "é Ａ１ ﬁ ½ ² İstanbul ﷺ ٣ \u200btak\u00adtampak",
    "a\u034fb c\u061cd e\u180bf g\u2066h i\u3164j k\ufe0fl m\U000e0030n o\U000e0100p q\u206ar",
    "1\u20052 3\u30004 5\u16806 7\u20288 ꧐꧙ ०९ ۰۹ ০৯ ᠐᠙ 𑁦𑁯 𞥐𞥙 𝟎𝟗 𝟶𝟿",
    "",
    "08 8 008 00 Rp1.500.000,- 30/08/24 14.30",
    "Titik:\n1. Terminal\n2) Gudang\n(3) Pasar\n4.Jembatan\na. satu\nb) dua\n1. 12 personel",
    "20.30 WIB mulai\n12 orang\n2024. Tahun\n5.000 paket\nA. Yani\nx.y\n7/8 bagian",
    "[22/11, 14.05] Humas: satu\n[14.05, 22/11] Humas: dua <Pesan ini diedit>",
    "tiga\nThis message was edited",
    "Rute:\n1️⃣ Terminal\n2️⃣ Gudang\n🔟 Pasar\n① Balai\n#️⃣ Kraton",
    "> 1. satu\n*2. dua*\n- 3) tiga\n*a.* empat\n> [22/11, 14.05] Humas: lima\n- 12 orang\n*5* x",
    "BUKA POLRI.GO.ID, LALU HUMAS.CONTOH.GO.ID/R/4K7-Q2M-9XC/ ATAU S.H/M.H. DAN A.COM.B",
)
PASTES = (
    TEXT,
    f"{TITLE}\n{TEXT}",
    TEXT.upper(),
    TEXT.replace("\n", " ").replace("“", '"').replace("”", '"').replace(", ", " ,  "),
    f"Diteruskan\n\n*{TITLE}*\n\n{TEXT}\n\nHumas Polsek Kraton 🙏\nhttps://contoh.id/baca",
    f"Info grup sebelah\n{TEXT}\n(Wie/Red)",
    f"Assalamualaikum, mohon izin meneruskan info dari Polres 🙏\n\n{TEXT}",
    f"Assalamualaikum bapak ibu, ini info dari grup sebelah ya\n\n{TEXT}\n\nmakasih infonya min",
    f"Eh udah baca belum\n{TEXT[TEXT.index('Sebanyak') :]}\nDisebarkan ke RT masing2 🙏",
    f"Pagi semua, setor uang ke Pak RT\n{TEXT}\nIni ulah Baskara ya",
    TEXT.replace("12 sepeda", "dua sepeda").replace("anak muda", "tiga anak muda"),
    TEXT.replace("tidak", "sudah"),
    TEXT.replace("tidak ", ""),
    TEXT.replace("12 sepeda", "21 sepeda"),
    TEXT.replace("Suwandi", "Suwarno"),
    TEXT.replace("Rp250.000", "Rp2.500.000"),
    TEXT.replace("14/3/2026", "15/3/2026"),
    TEXT.replace("08.00", "09.00"),
    TEXT + " Transfer ke rekening 123456789 atas nama bendahara.",
    TEXT.split("\n")[1],
    TEXT.split("\n")[1] + "\nHumas Polsek Kraton",
    TEXT.split("\n")[1].replace("bukan", "memang"),
    TEXT.split("\n")[0] + "\n" + TEXT.split("\n")[2],
    " ".join(TEXT.split()[6:30]),
    " ".join(TEXT.split()[26:40]),
    TITLE,
    "Polsek lain mengadakan kerja bakti bersama warga di balai desa pada hari Minggu pagi.",
    "balap liar",
    "😀😀😀",
)
# A release with a dateline, and what is passed on of it.
LINK = "https://humas.test/r/4K7-Q2M-9XC/"
SUMMARY = "Petugas tidak melarang, 12 motor diamankan di Semare."
OWN: dict[str, Any] = {
    "judul": TITLE,
    "teks": f"PASURUAN – Jatim – {TEXT}",
    "pengirim": f"{NAMES}, 4K7-Q2M-9XC, {LINK}",
    "ringkasan": SUMMARY,
    "kiriman": f"*{TITLE}*\n\n{SUMMARY}\n\nSelengkapnya: {LINK}\n\n_Sumber: Humas Polsek Kraton_",
    "pemberitahuan": [
        f"*RALAT*\n\nSiaran Humas Polsek Kraton: {TITLE}\n\nTertulis: 12 sepeda motor tanpa pelat "
        f"di Semare\nSeharusnya: 21 sepeda motor\n\nSiaran yang sudah dibetulkan: {LINK}"
    ],
}
OWN_PASTES = (
    OWN["kiriman"],
    OWN["kiriman"].replace("12", "21"),
    OWN["kiriman"].replace("tidak ", ""),
    OWN["kiriman"].replace("humas.test", "palsu.xyz"),
    SUMMARY,
    OWN["pemberitahuan"][0],
    OWN["pemberitahuan"][0].replace("*RALAT*\n\n", "").partition("\n\nSiaran yang")[0],
    OWN["pemberitahuan"][0].replace("21", "12"),
    "Tertulis: 12 sepeda motor tanpa pelat di Semare",
    TEXT,
    f"{TITLE}\n{TEXT}\n{LINK}",
    f"{TITLE}\n\nKRATON – {TEXT}",
    f"{TITLE}\n\n{SUMMARY}\n\n{OWN['teks']}",
    f"Polsek Kraton // {TEXT}",
)
HASHES = [7, 8, 40, 1000, 77_777, 4_000_000_000, 4_294_967_295]
MANY = [1, 2, 3, 4, 5]
FORMS = (
    "tangkap menangkap ditangkap penangkapan tertangkap curi mencuri pencurian dicuri himbauan "
    "mengimbau kecelakaan keamanan pengamanan diamankan memperingati diperiksa pemeriksaan "
    "kendaraan berkendara pelajar mengejar mengambil menyita penyitaan memukul pemukulan tembakan "
    "nyuri ngambilin mukul nabrak diakui keroyokan "
    "menembak pasuruan polisi polisinya jalanlah adalah makan 2026 a1b2 dini dinas terang perkara "
    "menikah bersalah menghimpun memerintah bertanya akunya"
).split()


def vectors() -> dict[str, Any]:
    original = originals.prepare(TITLE, TEXT, NAMES)
    own = list(originals.originals(OWN))
    return {
        "words": [_words(text) for text in WORDS],
        "compare": {
            "title": TITLE,
            "text": TEXT,
            "names": NAMES,
            "cases": [_verdict(original, text) for text in PASTES],
            "own": {
                "file": OWN,
                "cases": [
                    {"text": text, "verdicts": [_verdict(known, text) for known in own]}
                    for text in OWN_PASTES
                ],
            },
        },
        "terms": [{"word": word, "candidates": affixes.candidates(word)} for word in FORMS],
        "postings": _postings(),
        "freshness": _freshness(),
        "tokens": [{"text": text, "tokens": search_words.tokens(text)} for text in WORDS],
    }


def _freshness() -> list[dict[str, Any]]:
    """Every order of the numbers of a list, its heartbeat and what was seen, before and after the
    end of the heartbeat.
    """
    digest, other = "a" * 64, "b" * 64
    start = datetime.fromisoformat("2026-11-24T00:00:00+07:00")
    beats = [
        Heartbeat("polres-contoh", number, named, other, start, start + FRESH)
        for number in (4, 5, 6)
        for named in (digest, other)
    ]
    return [
        {
            "number": number,
            "digest": digest,
            "beat": json.loads(beat.data()) if beat else None,
            "seen": seen,
            "now": (start + age).isoformat(),
            "state": freshness.freshness(number, digest, beat, seen, start + age),
        }
        for number in (0, 5)
        for beat in (None, *beats)
        for seen in (0, 4, 5, 6)
        for age in (timedelta(), FRESH - timedelta(seconds=1), FRESH)
    ]


def _postings() -> dict[str, Any]:
    rows = [(20000 + day * day * 7, order * 13, day % 4) for day in range(40) for order in range(3)]
    return {
        "rows": [list(row) for row in rows],
        "text": coding.encode(
            [
                postings.number(postings.identifier(day, order), weight)
                for day, order, weight in rows
            ]
        ),
        "shards": [_shard(shape) for shape in (shingles.Shape(0, 4), shingles.Shape(3, 6))],
        "slugs": [{"title": title, "slug": slugify(title)} for title in WORDS],
        "hashes": shingles.encode(HASHES),
        "segments": [
            {
                "number": number,
                "bits": bits,
                "recent": recent,
                "files": [
                    {"name": name, "bits": shared}
                    for name, shared in segments.files(number, bits, recent)
                ],
            }
            for number in (0, 1, 0x1234_5678, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF)
            for bits, recent in ((4, 0), (10, 16), (12, 64), (16, 256))
        ],
        "resemblance": [
            {"pasted": pasted, "near": list(near) if near else None}
            for pasted in (HASHES, HASHES[:1], [1, 2], [*HASHES[:6], 1, 2, 3], [*HASHES[:6], *MANY])
            for near in [shingles.resemblance(pasted, set(HASHES))]
        ],
    }


def _shard(shape: shingles.Shape) -> dict[str, Any]:
    low = shape.shift
    text = shingles.encode_shard(array("Q", range(5 << low, 4000 << low, 77 << low - 3)), shape)
    owners = shingles.decode_shard(text, shape, 0)
    return {
        "bits": shape.bits,
        "width": shape.width,
        "text": text,
        "owners": {str(number): starts for number, starts in owners.items()},
    }


def _words(text: str) -> dict[str, Any]:
    tokens = words.tokenise(words.clean(text))
    forms = [token.form for token in tokens]
    return {
        "text": text,
        "forms": forms,
        "first": [token.first for token in tokens],
        "fingerprints": shingles.fingerprints(forms),
        "title": shingles.of_title(forms),
    }


def _verdict(original: originals.Original, text: str) -> dict[str, Any]:
    found = compare.compare(original, words.clean(text))
    return {
        "text": text,
        "result": found.result,
        "changes": [
            {"op": change.op, "asli": change.asli, "teks": change.teks, "critical": change.critical}
            for change in found.changes
        ],
        "ignored": list(found.ignored),
    }


def read(name: str) -> Any:
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    for name, value in vectors().items():
        data = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        (HERE / f"{name}.json").write_text(data, encoding="utf-8")
