"""What people pass on, and how texts say what it claims."""

from __future__ import annotations

import re

RUMOUR = (
    r"(?:kabar|isu|video|foto|pesan|informasi|narasi|berita|surat|unggahan|akun|tautan|rekaman|nomor|pemberitaan"
    r"|tudingan|tuduhan|poster|tangkapan layar|selebaran|undangan|lowongan)"
)
_SAYS = r"(?:menyebut(?:kan)?|berbunyi|berisi|bertuliskan|mengatakan|tertulis)"
SAYING = re.compile(
    rf"\b{RUMOUR}\b[^\n.“]{{0,60}}?\b{_SAYS}\s*:?\s*“(?P<claim>[^”\n]{{5,200}})”", re.IGNORECASE
)
LEADS_TO_CLAIM = re.compile(rf"\b{RUMOUR}\b[^\n.“]{{0,60}}?\b{_SAYS}\s*:?\s*$", re.IGNORECASE)
