"""What a release no longer shows cannot come back on any target, and nobody has to ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.newsrooms import BODY, Newsroom
from tests.publishing.trees import state_of

CODE, OTHER = "D8X-J8A-K82", "4K7-Q2M-9XG"
PLATE = "Mobil bernomor N 1234 ABC milik warga ikut diperiksa."
LATER = "2026-11-24T13:00:00+07:00"


@pytest.fixture
def office(tmp_path: Path) -> Newsroom:
    office = Newsroom(tmp_path, "utama", "kedua")
    office.release("tetangga", OTHER)
    return office


def versions(office: Newsroom, target: str) -> list[str]:
    return sorted(path.name for path in (office.servers[target] / "versi").iterdir())


def test_a_correction_that_removes_a_finding_seals_older_versions(office: Newsroom) -> None:
    file = office.release("perahu", CODE)
    plain = file.read_text()
    permit = "Izin: privasi.E003 | AKP Budi, Kasi Humas | pemilik mencari saksi\nKode:"
    file.write_text(plain.replace("Kode:", permit).replace(BODY, f"{BODY}\n{PLATE}\n"))
    office.publish("--semua")
    file.write_text(plain)
    told = office.publish(now=LATER)
    assert CODE in told.stderr and "kedua" in told.stderr
    assert len(versions(office, "utama")) == 1 and len(versions(office, "kedua")) == 1
    office.humas("mundur", "--ya", status=1)
    again = office.publish(now=LATER)  # named at each run until it is done
    assert "kedua masih memuat" in again.stderr and CODE not in again.stderr
    office.publish("--ke", "kedua", now=LATER)
    assert "kedua" not in office.publish(now=LATER).stderr
    for place in office.servers.values():
        assert not any(b"N 1234 ABC" in path.read_bytes() for path in place.rglob("*.html"))


def test_what_a_new_rule_refuses_does_not_come_back(office: Newsroom) -> None:
    """A permit that goes stands for a rule that comes: the public text is refused from then on."""
    file = office.release("perahu", CODE)
    plain = file.read_text()
    permit = "Izin: privasi.E003 | AKP Budi, Kasi Humas | pemilik mencari saksi\nKode:"
    refused = plain.replace(BODY, f"{BODY}\n{PLATE}\n")
    file.write_text(plain)
    office.publish()
    file.write_text(refused.replace("Kode:", permit))
    office.publish(now=LATER)
    before = state_of(office.shown())
    file.write_text(refused)
    told = office.publish(status=1, now="2026-11-24T14:00:00+07:00")
    assert f"Rilis {CODE} sedang tayang" in told.stderr
    assert state_of(office.shown()) == before
    office.humas("mundur", "--ya", status=1)
    file.write_text(plain.replace("dermaga timur", "dermaga barat"))
    office.publish(now="2026-11-24T15:00:00+07:00")
    assert len(versions(office, "utama")) == 1
    office.humas("mundur", "--ya", status=1)


def test_an_edit_that_is_refused_seals_nothing(office: Newsroom) -> None:
    file = office.release("perahu", CODE)
    office.publish()
    file.write_text(file.read_text().replace(BODY, f"{BODY}\n{PLATE}\n"))
    told = office.publish(status=1, now=LATER)
    assert "sedang tayang" not in told.stderr
    assert not (office.root / "content/jejak/segel.jsonl").exists()


def test_a_blur_that_came_later_seals_and_a_plain_edit_does_not(office: Newsroom) -> None:
    office.picture("a.jpg", 40)
    more = "Gambar: ../../../gambar/a.jpg\nGambar-Alt: Perahu\n"
    file = office.release("perahu", CODE, more)
    office.publish()
    file.write_text(file.read_text().replace("dermaga timur", "dermaga barat"))
    office.publish(now=LATER)
    assert len(versions(office, "utama")) == 2
    assert state_of(office.shown()) == state_of(office.root / "output")  # by the build's list
    file.write_text(file.read_text().replace("Gambar-Alt", "Samarkan: 10,10,20,20\nGambar-Alt"))
    assert CODE in office.publish(now=LATER).stderr
    assert len(versions(office, "utama")) == 1
    office.humas("mundur", "--ya", status=1)
