"""Renders pages of the theme from plain values, without the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kentongan.domain import addresses, dates, periods, text
from kentongan.domain.pages import Banner, Page
from kentongan.domain.release import (
    KINDS,
    VERDICTS,
    Case,
    Claim,
    Correction,
    Official,
    Picture,
    Release,
    Rendition,
    Withdrawal,
)
from kentongan.domain.units import Unit
from kentongan.parts.lists import home
from kentongan.parts.releases.structured import Publisher, Structured
from kentongan.parts.units import core as units
from kentongan.site import passing
from kentongan.site.entry import Entry, Links
from kentongan.site.model import Site
from kentongan.site.theming import environment

from tests.conftest import NOW, WIB, entry_of, new_release, new_site

ROOT = Path(__file__).parents[3]
THEME = ROOT / "theme"

KRATON = Unit(
    "polsek-kraton",
    "Polsek Kraton",
    official_name="Kepolisian Sektor Kraton",
    level="polsek",
    parent="polres-pasuruan-kota",
    address="Jalan Contoh 1, Kraton, Kabupaten Pasuruan",
    phones=("(0343) 000-000", "(0343) 000-001", "110"),
    whatsapp="0800-0000-0000",
    email="pelayanan.kepolisian.sektor.kraton.utara@contoh.test",
    coordinates=(-7.64, 112.9),
    areas=("Kecamatan Kraton", "Desa Tambakrejo"),
    hours=("Senin sampai Jumat, 08.00–15.00 WIB", "SPKT 24 jam"),
    head="AKP Budi Contoh, S.H.",
    html="<p>Polsek Kraton melayani warga Kecamatan Kraton.</p>",
)
UNITS = (
    Unit("polres-pasuruan-kota", "Polresta Pasuruan", "Polres Pasuruan Kota", level="polresta"),
    KRATON,
    Unit(
        "polsek-lekok",
        "Polsek Lekok",
        level="polsek",
        parent="polres-pasuruan-kota",
        areas=("Kecamatan Lekok",),
    ),
    Unit("polsek-nguling", "Polsek Nguling", level="polsek", parent="polres-pasuruan-kota"),
)


def picture(name: str = "patroli", alt: str = "Petugas menyapa warga di tepi jalan") -> Picture:
    """A lead picture with the sizes that the images plugin publishes."""
    renditions = [
        Rendition(f"/gambar/{name}-{width}.{end}", width, width * 2 // 3, kind, 1000)
        for end, kind in (("avif", "image/avif"), ("jpg", "image/jpeg"))
        for width in (360, 720, 1200)
    ]
    return Picture(
        path=f"gambar/{name}.jpg",
        alt=alt,
        caption="Petugas menyapa warga saat patroli malam.",
        credit="Humas Polsek Kraton",
        renditions=tuple(renditions),
    )


def helpers(site: Site) -> dict[str, Any]:
    """What belongs to every page of a site."""
    publisher = Publisher(
        name=site.name,
        logo=site.absolute("/theme/img/ikon-512.png"),
        absolute=site.absolute,
        iso=lambda moment: moment.astimezone(site.zone).isoformat(),
    )
    return {
        "site": site,
        "href": site.href,
        "absolute": site.absolute,
        "asset": lambda path: site.href(f"/theme/{path}"),
        "date_words": lambda moment: dates.long(moment.astimezone(site.zone)),
        "period": lambda start, end: periods.in_words(
            start and start.astimezone(site.zone), end and end.astimezone(site.zone)
        ),
        "short_date": lambda moment: dates.short(moment.astimezone(site.zone)),
        "iso": lambda moment: moment.astimezone(site.zone).isoformat(),
        "addresses": addresses,
        "kinds": KINDS,
        "verdicts": VERDICTS,
        "unit_of": lambda entry: site.units.get(entry.unit),
        "share_text": lambda release: passing.of_release(
            release, site.absolute(addresses.code(release.code))
        ),
        "bar_colour": "#14241c",
        "emblem": None,
        "slug": text.slugify,
        "preview": site.preview,
        "structured": Structured(publisher),
    }


class Pages:
    """The pages of one site in one language."""

    def __init__(self, site: Site, lang: str = "id") -> None:
        self.site = site
        self.environment = environment(THEME, lang, helpers(site))

    def render(self, template: str, **context: Any) -> str:
        shared: dict[str, Any] = {"feeds": [], "banner": self.site.banner}
        return self.environment.get_template(template).render(shared | context)

    def release(self, release: Release, links: Links | None = None, **context: Any) -> str:
        entry = self.site.by_code.get(release.code) or entry_of(release)
        shown = self.site.store.release(release.code)
        return self.render(
            "release.html",
            release=shown,
            entry=entry,
            links=links or Links(),
            unit=self.site.units.get(shown.unit),
            ancestors=self.site.units.ancestors(shown.unit),
            **context,
        )


def at(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, 15, tzinfo=WIB)


def states() -> dict[str, Release]:
    """One release in each state and kind that a page can show."""
    base = {"summary": "Ringkasan yang ditulis tangan dalam satu kalimat."}
    words = {
        "biasa": new_release(
            slug="biasa",
            title="Polsek Kraton ajak warga jaga pilkada damai",
            happened_at=at(20),
            picture=picture(),
            officials=(Official("Budi Contoh", "Kapolsek Kraton", "AKP", "S.H."),),
            html=PROSE,
            **base,
        ),
        "ralat": new_release(
            slug="ralat",
            title="Jadwal SIM keliling pekan ini",
            kind="pengumuman",
            happened_at=at(19),
            corrections=(
                Correction(at(20), "Jumat, pukul 08.00 WIB", "Jumat, pukul 09.00 WIB"),
                Correction(at(21), "di alun-alun", "di depan balai kota"),
            ),
        ),
        "klarifikasi": new_release(
            slug="klarifikasi",
            title="Pesan berantai tentang tilang Rp1 juta tidak benar",
            kind="klarifikasi",
            happened_at=at(18),
            claim=Claim(
                "Mulai besok semua pelanggar ditilang Rp1 juta.",
                "salah",
                ("Tidak ada aturan seperti itu.", "https://contoh.test/aturan"),
                "Pesan WhatsApp",
            ),
        ),
        "dicari": new_release(
            slug="dicari",
            title="Mencari orang hilang dari Kraton",
            kind="orang-hilang",
            happened_at=at(17),
            picture=picture("orang"),
            case=Case("dicari", ("Slamet Contoh",), "Tinggi 165 cm, kaus biru.", "LP/1/2026"),
            valid_until=datetime(2027, 1, 17, 9, 15, tzinfo=WIB),
        ),
        "buron": new_release(
            slug="buron",
            title="Daftar pencarian orang: perkara pencurian dengan pemberatan",
            kind="dpo",
            happened_at=at(17, 8),
            picture=picture("buron"),
            case=Case("dicari", ("Jaka Contoh",), "Tahi lalat di pipi kiri.", "DPO/7/2026"),
            valid_until=datetime(2027, 1, 17, 9, 15, tzinfo=WIB),
        ),
        "penutupan": new_release(
            slug="penutupan",
            title="Jalan Pemuda ditutup dua hari",
            kind="lalu-lintas",
            happened_at=at(18, 8),
            valid_from=datetime(2026, 11, 24, tzinfo=WIB),
            valid_until=datetime(2026, 11, 25, 23, 59, tzinfo=WIB),
        ),
        "ditutup": new_release(
            slug="ditutup",
            title="Mencari orang hilang dari Lekok",
            kind="orang-hilang",
            happened_at=at(16),
            case=Case("ditemukan", ("Slamet Contoh",)),
        ),
        "imbauan": new_release(
            slug="imbauan",
            title="Kunci ganda sepeda motor di rumah dan di pasar",
            kind="imbauan",
            happened_at=at(15),
            valid_until=datetime(2027, 1, 1, tzinfo=WIB),
        ),
        "draf": new_release(slug="draf", title="Draf contoh", status="draf", happened_at=at(14)),
    }
    for kind in ("salah", "digabung", "tetap", "privasi", "putusan"):
        words[kind] = new_release(
            slug=f"dicabut-{kind}",
            title=f"Siaran yang dicabut {kind}",
            happened_at=at(10),
            withdrawal=Withdrawal(kind, "Tempat kejadian keliru.", at(12)),
        )
    return words


PROSE = """<p>Polresta Pasuruan – Petugas Polsek Kraton mengajak warga menjaga suasana tenang.</p>
<blockquote><p>“Mari kita jaga bersama,” kata Kapolsek.</p></blockquote>
<h2>Yang perlu diperhatikan</h2>
<ul><li>Kunci pagar pada malam hari.</li>
<li>Kenali tetangga <a href="/kontak/">terdekat</a>.</li></ul>
<table><thead><tr><th>Hari</th>
<th>Tempat yang dituju petugas patroli</th><th>Waktu</th><th>Petugas</th></tr></thead>
<tbody><tr><td>Senin</td><td>Balai desa</td>
<td>09.00 sampai 12.00 WIB</td><td>Unit Binmas</td></tr></tbody></table>
<p>Pneumonoultramicroscopicsilicovolcanoconiosisdanseterusnyatanpaspasiyangsangatpanjangsekali.</p>"""


def demo_site(
    releases: Sequence[Release] | None = None,
    banner: Banner | None = None,
    preview: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> Site:
    chosen = list(states().values()) if releases is None else list(releases)
    site = new_site(
        chosen,
        units=UNITS,
        SITENAME="Humas Polresta Pasuruan",
        SITESUBTITLE="Berita resmi Polresta Pasuruan dan jajarannya",
        **(settings or {}),
    )
    site.banner = banner
    site.preview = preview
    for release in chosen:
        site.store.releases.setdefault(release.code, release)  # type: ignore[attr-defined]
    return site


def banner(level: str = "waspada") -> Banner:
    return Banner(
        "Jalan Pantura Kraton ditutup sementara",
        level,
        '<p>Gunakan jalan alternatif. Tanya arah? <a href="tel:110">Telepon 110</a>.</p>',
        datetime(2026, 11, 25, 18, 0, tzinfo=WIB),
    )


@cache
def all_pages(lang: str = "id") -> Mapping[str, str]:
    """Address → page, for every page type and state of a small demonstration site."""
    found = states()
    site = demo_site(list(found.values()), banner())
    pages = Pages(site, lang)
    entries = {name: site.by_code.get(release.code) for name, release in found.items()}
    shown = list(site.listed)
    feeds = [{"title": site.name, "url": "/umpan/rss.xml"}]
    unit = site.units["polsek-kraton"]
    links = Links(related=tuple(shown[2:5]), older=shown[1], newer=shown[5])
    made = {
        "/": pages.render(
            "home.html",
            entries=shown,
            in_force=home.in_force(site),
            kinds_latest={kind: [e for e in shown if e.kind == kind][:3] for kind in KINDS},
            units=list(site.units),
            feeds=feeds,
        ),
        "/jenis/imbauan/": pages.render(
            "list.html",
            title="Imbauan",
            path="/jenis/imbauan/",
            entries=shown,
            page=None,
            pages=3,
            description="",
            feeds=feeds,
        ),
        "/jenis/imbauan/halaman/2/": pages.render(
            "list.html",
            title="Imbauan",
            path="/jenis/imbauan/",
            entries=shown,
            page=2,
            pages=3,
            description="",
        ),
        "/satuan/": pages.render(
            "units.html", units=list(site.units), areas=units.areas(site.units)
        ),
        unit.url: pages.render(
            "unit.html",
            unit=unit,
            ancestors=site.units.ancestors(unit.slug),
            children=site.units.children(unit.slug),
            neighbours=units.neighbours(site.units, unit),
            title=unit.name,
            path=unit.url,
            entries=shown,
            page=None,
            pages=1,
            feeds=feeds,
        ),
        "/arsip/": pages.render(
            "archive.html", years={2026: {11: 7, 10: 3, 1: 12}, 2025: {12: 4}}, path="/arsip/"
        ),
        "/tentang/": pages.render(
            "page.html", page=Page("tentang", "/tentang/", "Tentang situs ini", PROSE)
        ),
        "/kontak/": pages.render(
            "page.html",
            page=Page("kontak", "/kontak/", "Kontak", "<p>Hubungi.</p>"),
            unit=unit,
        ),
        "/404.html": pages.render("404.html"),
        "/r/4K7-Q2M-9XC/": pages.render(
            "redirect.html", target="/berita/2026/11/biasa/", title="Polsek Kraton"
        ),
    }
    for path, title, chosen in (
        ("/ralat/", "Ralat", ["ralat"]),
        ("/pencabutan/", "Pencabutan", ["salah", "digabung", "tetap", "privasi", "putusan"]),
    ):
        listed = [entry for name in chosen if (entry := entries[name])]
        made[path] = pages.render(
            "notices.html",
            title=title,
            path=path,
            entries=listed,
            releases={entry.code: site.release(entry.code) for entry in listed},
        )
    sought = [entry for entry in shown if entry.case_status == "dicari"]
    made["/dicari/"] = pages.render(
        "sought.html",
        title="Orang yang dicari",
        path="/dicari/",
        description="Orang hilang dan daftar pencarian orang.",
        missing=[entry for entry in sought if entry.kind != "dpo"],
        wanted=[entry for entry in sought if entry.kind == "dpo"],
        releases={entry.code: site.release(entry.code) for entry in sought},
    )
    target: Entry | None = entries["biasa"]
    for name, release in found.items():
        more = links._replace(merged_into=target) if name == "digabung" else links
        if name == "ralat":
            more = links._replace(replies=tuple(shown[:1]))
        if name == "imbauan":
            more = links._replace(reply_to=target, translations=(shown[0]._replace(lang="en"),))
        made[f"/berita/2026/11/{name}/"] = pages.release(release, more, feeds=feeds)
    return MappingProxyType(made)


__all__ = ["NOW", "Pages", "all_pages", "banner", "demo_site", "helpers", "picture", "states"]
