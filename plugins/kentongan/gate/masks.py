"""How a datum is shown in a report: enough to find it, not enough to know it."""

from __future__ import annotations

import re


def mask(type_: str, text: str) -> str:
    """`3514012304900001` → `35xx…xx01`; names and addresses keep a first letter at most."""
    if type_ in ("nik", "phone", "account"):
        digits = re.sub(r"\D", "", text)
        return f"{digits[:2]}xx…xx{digits[-2:]}" if len(digits) > 6 else "xx…xx"
    if type_ == "plate":
        region = re.match(r"[A-Za-z]{1,2}", text)
        return f"{region.group().upper() if region else ''} xx…"
    if type_ in ("child-name", "sexual-crime-identity"):
        return f"…… ({_count(text)})"
    if type_ == "address":
        word = re.match(r"[^\W\d_]+", text)
        return f"{word.group() if word else ''} …… ({_count(text)})"
    return f"{text[:1]}…… ({_count(text)})"


def _count(text: str) -> str:
    return f"{len(text.split())} kata"
