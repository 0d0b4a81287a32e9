"""The texts of the registry, as the gate meets them: raw, or as the file of a release."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kentongan.domain.release import Release
from kentongan.domain.units import Registry, Unit
from kentongan.gate.core import check_release, check_text
from kentongan.gate.model import Rule
from kentongan.manuscripts import release as releases
from kentongan.manuscripts.fields import name_of
from kentongan.manuscripts.keys import RELEASE
from kentongan.manuscripts.markup import Renderer

ZONE = ZoneInfo("Asia/Jakarta")
UNITS = Registry(
    [
        Unit("polsek-kraton", "Polsek Kraton", level="polsek", parent="polres-pasuruan-kota",
             head="AKP Safiudin, S.Pd."),
        Unit("polres-pasuruan-kota", "Polres Pasuruan Kota", level="polres"),
    ]
)  # fmt: skip
HEAD = {
    "Judul": "Petugas berjaga di pasar",
    "Tanggal": "Jumat, 30 Agustus 2024, 14.30 WIB",
    "Satuan": "Polsek Kraton",
}


def codes_in(text: str) -> set[str]:
    """The codes of all findings: in the raw text, and in a release of it."""
    problems, _ = check_release(
        release_of(text), UNITS, thorough=True, count_faces=lambda _: 1, read=lambda _: b"%PDF"
    )
    return {problem.code for problem in problems}


def raw_codes_in(text: str) -> set[str]:
    return {finding.code for finding in check_text(text)}


def finds(rule: Rule, text: str) -> bool:
    """Whether the rule finds something. What judges words alone is asked of a raw text."""
    if rule.code.startswith("privasi.") and not _is_file(text):
        return rule.code in raw_codes_in(text)
    return rule.code in codes_in(text)


def release_of(text: str) -> Release:
    """A release with this text. Its first lines may be keys; usual ones are added."""
    head, _, body = text.partition("\n\n") if _is_file(text) else ("", "", text)
    stated = {line.partition(":")[0] for line in head.split("\n")}
    lines = [f"{key}: {value}" for key, value in HEAD.items() if key not in stated]
    data = "\n".join([*lines, *head.split("\n")]).strip() + f"\n\n{body}\n"
    reader = releases.Reader(UNITS, ZONE, datetime(2024, 12, 1, tzinfo=ZONE), Renderer())
    release = reader.read(data.encode(), "rilis/2024/08/patroli.md").value
    assert release is not None, data
    return release


def _is_file(text: str) -> bool:
    key, colon, _ = text.partition(":")
    return bool(colon) and bool(name_of(key, RELEASE)) and "\n\n" in text
