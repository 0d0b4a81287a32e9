"""Each hosted district goes to its own targets, withdrawals of all before the news of any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kentongan.newsroom import hosted, hosted_publishing
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.errors import NewsroomError
from kentongan.newsroom.hosted_publishing import Published

from tests.cluster import districts
from tests.publishing.test_notify import listening


def set_up(province: Configuration, place: str, **settings: object) -> Path:
    project = province.project / hosted.FOLDER / place
    with (project / "publishconf.py").open("a") as file:
        for name, value in settings.items():
            file.write(f"{name} = {value!r}\n")
    return project


def test_withdrawals_go_first_and_are_purged_until_the_cdn_confirms(tmp_path: Path) -> None:
    province = districts.make_province(tmp_path / "provinsi", ("bangil", "kraton"))
    with listening(500, 200) as cdn:
        for place in ("bangil", "kraton"):
            target = {"utama": {"type": "folder", "path": str(tmp_path / "tayang" / place)}}
            purge = {"address": cdn.address, "most": 500}
            set_up(province, place, HUMAS_PUBLISHING_TARGETS=target, HUMAS_PUBLISHING_PURGE=purge)
        hosted.build(province)
        told: list[Published] = []
        first = hosted_publishing.publish(province, notice=told.append)
        assert [district.reason for district in first] == ["", ""]
        assert all(district.changed for district in first)
        content = province.project / hosted.FOLDER / "bangil/content"
        districts.write_release(content, "bangil", 6, "6Y0-F5V-51W")
        withdrawn = province.project / hosted.FOLDER / "kraton/content/rilis/2026/11/patroli-2.md"
        head, body = withdrawn.read_text().split("\n\n", 1)
        withdrawn.write_text(f"{head}\nDicabut: privasi\nAlasan: permintaan warga\n\n{body}")
        assert [built.reason for built in hosted.build(province)] == ["", ""]
        told.clear()
        hosted_publishing.publish(province, notice=told.append)
        assert [district.district for district in told] == ["kraton", "bangil"]
        assert told[0].changed and "CDN" in told[0].warnings[0]
        again = hosted_publishing.publish(province)
        assert not any(district.changed or district.warnings for district in again)
    asked = [json.loads(body)["files"] for body in cdn.bodies]
    page = "https://kraton.example/berita/2026/11/patroli-2/"
    assert page in asked[0][:20]
    assert sum(page in files for files in asked) == 2  # refused once
    live = tmp_path / "tayang/kraton/kini/situs"
    assert (live / "berita/2026/11/patroli-1/index.html").exists()
    assert not (live / "berita/2026/11/patroli-2/index.html").exists()


def test_one_district_that_cannot_be_published_does_not_stop_the_others(tmp_path: Path) -> None:
    province = districts.make_province(tmp_path / "provinsi", ("bangil", "kraton"))
    with pytest.raises(NewsroomError, match="tujuan"):
        hosted_publishing.publish(province)
    (tmp_path / "berkas").write_text("bukan folder")
    for place, folder in (("bangil", "berkas/x"), ("kraton", "kraton")):
        target = {"utama": {"type": "folder", "path": str(tmp_path / folder)}}
        set_up(province, place, HUMAS_PUBLISHING_TARGETS=target)
    hosted.build(province)
    bangil, kraton = hosted_publishing.publish(province)
    assert bangil.reason and not bangil.changed
    assert kraton.changed and not kraton.reason
