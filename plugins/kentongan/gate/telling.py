"""What a text tells of: a case, and of which kind, or something else, and where.

A release opens with what it is about. Where that is a case, everybody in it may be a party; where
it is a feast, a visit or advice, only who is named in a paragraph that tells of a case now.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Set

from kentongan.gate import phrases
from kentongan.gate.lazy import lazy
from kentongan.gate.pattern import Match, Pattern, Phrases, words_in
from kentongan.gate.tables import phrases as table_of_phrases
from kentongan.gate.tables import weights, words_of
from kentongan.gate.text import Text

_REACH = 200  # characters before what might happen
_SHORTEST_WHOLE = 400  # characters of a text that tells all of its case
_FEWEST_WORDS = 40  # different ones of such a text
# How likely a release is news of a case by its words alone. Below, only a paragraph that firmly
# tells of one counts, as in a report of a week; above, all may be of one.
_UNLIKELY, _LIKELY = 0.3, 0.6
_SHORTEST_LEAD = 50  # characters of a paragraph that says what happened
_OF_ADVICE = frozenset({"imbauan", "klarifikasi", "pengumuman", "lalu-lintas"})  # kinds of release
_SEXUAL_STEMS = tuple(
    "erkosa rudapaksa cabul etubuh asusila leceh sodomi pedofil digagahi hamili".split()
)
_SEXUAL_PHRASES = (
    *("ruda paksa", "kekerasan seksual", "kejahatan seksual", "pelecehan seksual"),
    *("eksploitasi seks", "prostitusi anak", "hubungan badan", "hubungan intim"),
    *("hubungan suami istri", "tak senonoh", "tidak senonoh"),
)
_SEXUAL_HINTS = words_of("ruda seksual seks prostitusi badan intim suami senonoh")
_CRIME_STEMS = (
    *("tersangka", "pelaku", "korban", "\nsaksi", "curi", "aniaya", "eroyok", "tawur", "narko"),
    *("bacok", "nusuk", "nikam", "rampok", "jambret", "nculik"),
    *("bunuh", "erkosa", "cabul", "etubuh", "asusila", "leceh", "pidana", "ditangkap", "dibekuk"),
    *("diamankan", "diringkus", "begal", "bully", "perundungan", "kekerasan", "kecelakaan"),
    "tabrak",
)
_CHILD = Pattern(
    r"\banak \((?:1[0-7]|\d)\)|\banak (?:korban|pelaku|saksi)\b|\b(?:bocah|balita|bayi|"
    r"siswi|siswa|pelajar|abh)\b|"
    r"\((?:1[0-7]|\d)(?: ?(?:tahun|thn|th))?\)|\b(?:1[0-7]|\d) tahun\b(?! penjara)"
)
_CRIME_WORDS = words_of("sabu pasal sajam senjata abh tewas")

# Words of cases that are none: business people, who suffers from a flood, sailors, a beaten drum.
_NOT_A_PART = "|".join(table_of_phrases("phrases")["not_a_part"])
_NOBODY = Pattern(
    rf"(?:pelaku|korban|saksi|kurir|calo|penyintas)\w*\s+(?:{_NOT_A_PART}|ahli|banjir|gempa|"
    r"bencana|longsor|kebakaran|erupsi|tsunami|terdampak)\b|anak buah (?:kapal|perahu)\b|"
    r"memukul (?:beduk|bedug|gong|kentongan|bola|rebana|drum|genderang|tifa|gendang)\b|"
    r"kehilangan (?:sandal|suara|kesempatan|momentum|fokus|semangat|kata-kata)\b"
)
# Before what may happen, or shall not: nobody is a party of that.
_IN_ADVICE = Pattern(
    r"\b(?:agar|supaya|bila|jika|apabila|kalau|jangan|imbau\w*|mengimbau|diimbau|waspada\w*|"
    r"mewaspadai|mencegah|pencegahan|cegah|antisipasi|mengantisipasi|potensi|rawan|bahaya|cara|ciri|"
    r"hak|bercerita tentang|mengisahkan|berkisah|sosialisasi|penyuluhan|edukasi|menghindari|"
    r"menekan)\b[^.\n]*$"
)
# What happened long ago, or is counted.
_OLD = Pattern(
    r"\b(?:pernah|dulu\w*|dahulu|semasa|sejak lama|tercatat|tahun (?:lalu|silam)|rata-rata|suka|"
    r"kerap|sering|sejak (?:suami|istri|ayah|ibu|orang tua|anak)\w*|(?:se)?tiap tahun|"
    r"selama menjabat|(?:pada|sejak|tahun) (?:19|20)\d\d)\b"
)
# Behind `meninggal`.
_OF_ILLNESS = Pattern(
    r"(?: dunia)?[^.\n]{0,60}\b(?:karena|akibat|lantaran|setelah) (?:\w+ )?(?:sakit|usia|stroke|"
    r"serangan|penyakit|dirawat)\b"
)
# What somebody complains of.
_OFTEN = Pattern(r" (?:\w+ ){0,2}(?:sering|kerap|marak|merajalela|berulang kali)\b")
# `surat kehilangan`: what police write out.
_WRITTEN_OUT = Pattern(r"\b(?:surat|lapor|melapor\w*|laporan|keterangan)(?: \w+)? $")
# What a rumour says.
_RUMOUR = Pattern(
    r"\b(?:hoaks?|hoax|isu|kabar|narasi\w*|\w*narasikan|menuduh|dituduh|tudingan|klaim\w*|"
    r"beredar|viral|tidak benar|tidak ada)\b"
)
# Who gets an award.
_HONOURS = Pattern(r"\bpenghargaan (?:[a-z]+ ){0,3}kepada ([^.\n]{3,80})")

CONSTANT = "0"  # the row of `case_words.toml` that is added for every text


def likelihood(words: Set[str]) -> float:
    """How likely a release with these words in lower case is news of a case, from 0 to 1.

    The weights are learnt from known releases by `python -m tests.unit.gate.fit_case_words`.
    """
    known = weights("case_words")
    found = [known[word] for word in words & known.keys()]
    score = known[CONSTANT] + sum(found) / math.sqrt(len(found) or 1)
    return 1 / (1 + math.exp(-score / 100))


class TellingText(Text):
    """A text of which it is known whether, and where, it tells of a case."""

    @lazy
    def is_sexual(self) -> bool:
        """Whether it tells of a sexual crime: then everybody stays anonymous."""
        if "tpks" in self.words or any(stem in self.vocabulary for stem in _SEXUAL_STEMS):
            return True
        hinted = not _SEXUAL_HINTS.isdisjoint(self.words)
        return hinted and any(phrase in self.lowered for phrase in _SEXUAL_PHRASES)

    @lazy
    def may_be_case(self) -> bool:
        """Whether a person may be a party of something, as in most news.

        A page or a unit, and a text that tells of a prize or a gift, have a word for it.
        """
        return self.is_case or not (self.is_standing or self.is_festive)

    @lazy
    def is_case(self) -> bool:
        """Whether a word says that somebody is: of a crime, an accident, a search."""
        if not phrases.CASE_WORDS.isdisjoint(self.words):
            return True
        if phrases.CASE_HINTS.isdisjoint(self.words):
            return False
        return any(self.mentions(told) for told in phrases.CASES)

    def is_told_near(self, position: int) -> bool:
        """Whether a case is told of in the paragraph around a position, or where the text opens."""
        is_unlikely = self.case_likelihood < _UNLIKELY
        if self.case_likelihood > _LIKELY or (self.is_news_of_case and not is_unlikely):
            return True
        begin = self.begin_of_paragraph(position)
        if begin not in self._told_from:
            self._told_from[begin] = not self._is_drill and any(
                self._happens_from(told, begin, phrases.IN_PASSING, is_aside=True)
                for told in (
                    phrases.FIRM_CASES if self._is_advice or is_unlikely else phrases.CASES
                )
            )
        return self._told_from[begin]

    @lazy
    def small_words(self) -> frozenset[str]:
        """The words that stand in small letters somewhere."""
        return frozenset(filter(str.islower, words_in(self.text)))

    def begin_of_paragraph(self, position: int) -> int:
        """Where what stands between blank lines around a position begins."""
        return self.openings[bisect_right(self.openings, position) - 1]

    def likelihood_from(self, begin: int) -> float:
        """How likely the paragraph that begins there tells of a case."""
        if begin not in self._likely_from:
            words = words_in(self.lowered[begin : self.end_of_block(begin)])
            self._likely_from[begin] = likelihood(words)
        return self._likely_from[begin]

    @lazy
    def _likely_from(self) -> dict[int, float]:
        return {}

    @lazy
    def is_whole(self) -> bool:
        """Whether it is a release that tells all of its case."""
        if self.is_standing or len(self.text) < _SHORTEST_WHOLE:
            return False
        return len(self.words) >= _FEWEST_WORDS

    @lazy
    def case_likelihood(self) -> float:
        """How likely it tells of a case, by all its words; a half for what is no whole release."""
        return likelihood(self.words) if self.is_whole else 0.5

    @lazy
    def _told_from(self) -> dict[int, bool]:
        """By the beginning of a paragraph, whether it tells of a case."""
        return {}

    @lazy
    def is_news_of_case(self) -> bool:
        """Whether all of it may be of one. What is short leaves out the rest of its case."""
        return len(self.text) < _SHORTEST_WHOLE or self.opens_with_case

    @lazy
    def opens_with_case(self) -> bool:
        """Whether it is whole, and title and lead tell of one."""
        if len(self.text) < _SHORTEST_WHOLE:
            return False
        if self._is_drill or not (self.is_case or self.mentions(phrases.UNCOVERS)):
            return False
        at_ease = self._opens_with(phrases.AT_EASE)
        idle = phrases.WEAK if at_ease else phrases.VAGUE
        asked = phrases.FIRM_CASES if self._is_advice else phrases.OPENINGS
        if any(self._happens_from(told, begin, idle) for begin in self._head for told in asked):
            return True
        if at_ease or self._is_advice:
            return False
        first, *later = self.openings[len(self._head) :] or [len(self.text)]  # told late
        if any(self._happens_from(told, first, phrases.IN_PASSING) for told in phrases.CASES):
            return True
        return any(self._happens_from(phrases.CHARGE, begin, phrases.VAGUE) for begin in later)

    @lazy
    def _head(self) -> list[int]:
        """Where title and lead begin, and what stands between them."""
        for number, begin in enumerate(self.openings):
            if number and self.end_of_block(begin) - begin >= _SHORTEST_LEAD:
                return self.openings[: number + 1]
        return self.openings

    def _opens_with(self, told: Phrases) -> bool:
        if not self.may_mention(told):
            return False
        return bool(told.search(self.lowered, 0, self.end_of_block(self._head[-1])))

    @lazy
    def _is_advice(self) -> bool:
        """Whether people were warned or trained: what they tell is old."""
        return self.kind in _OF_ADVICE or self._opens_with(phrases.ADVICE)

    @lazy
    def _is_drill(self) -> bool:
        """Whether whoever suffers or does something only plays it."""
        return self._opens_with(phrases.DRILL)

    def _happens_from(
        self, told: Phrases, begin: int, idle: frozenset[str], *, is_aside: bool = False
    ) -> bool:
        return self.may_mention(told) and self.happens(
            told, begin, self.end_of_block(begin), idle=idle, is_aside=is_aside
        )

    def happens(
        self,
        told: Phrases,
        start: int,
        end: int,
        *,
        idle: frozenset[str] = phrases.VAGUE,
        is_aside: bool = False,
    ) -> bool:
        """Whether one of the phrases stands there, and not of what only might be.

        `idle`: those that say nothing there. `is_aside`: nor does what is quoted there.
        """
        for match in told.finditer(self.lowered, start, end):
            if match.group() in idle or _NOBODY.match(self.lowered, match.start()):
                continue
            left = max(start, match.start() - _REACH)
            left = max(left, self.lowered.rfind(".", left, match.start()) + 1)
            before = self.lowered[left : match.start()]
            if self._is_no_event(match, before):
                continue
            if is_aside and self._is_aside(match):
                continue
            if self.kind != "klarifikasi" or not _RUMOUR.search(before):
                return True
        return False

    def _is_no_event(self, match: Match, before: str) -> bool:
        """Whether it is old, might be, happens often, or is a figure of speech."""
        if _IN_ADVICE.search(before) or _OLD.search(before):
            return True
        if _OFTEN.match(self.lowered, match.end()):
            return True
        if match.group() == "kehilangan" and _WRITTEN_OUT.search(before):
            return True
        # `gol bunuh diri`, `memukul-mukul panci`
        return before.endswith(("gol ", "-")) or self.lowered.startswith("-", match.end())

    def _is_aside(self, match: Match) -> bool:
        """Whether somebody only says so, or died in bed: no news of it."""
        if self.is_quoted(match.start()):
            return True
        died = match.group() in ("meninggal", "wafat")
        return died and bool(_OF_ILLNESS.match(self.lowered, match.end()))

    @lazy
    def honours(self) -> list[frozenset[str]]:
        """The words behind each award that is given to somebody."""
        if "penghargaan" not in self.words:
            return []
        return [words_in(match[1]) for match in _HONOURS.finditer(self.lowered)]

    def mentions(self, told: Phrases) -> bool:
        """Whether one of the phrases stands in the text."""
        return told.stand_in(self.lowered, self.words)

    def may_mention(self, told: Phrases) -> bool:
        """The cheap question before: whether the words for it are there."""
        return not told.hints.isdisjoint(self.words)

    @lazy
    def is_festive(self) -> bool:
        """Whether it tells of a prize, a match, a gift: there people are glad to be named."""
        return self.mentions(phrases.FESTIVE)

    @lazy
    def usual_role(self) -> str:
        """The role of a named person where no word says it."""
        return "suspect" if self.mentions(phrases.SEIZURE) else ""

    @lazy
    def is_criminal(self) -> bool:
        """Whether it tells of a case, not of a festivity."""
        if not _CRIME_WORDS.isdisjoint(self.words):
            return True
        return any(stem in self.vocabulary for stem in _CRIME_STEMS)

    @lazy
    def is_grave(self) -> bool:
        """Whether it tells of a case or of an accident that somebody suffered."""
        told = (phrases.HARM, phrases.ARREST, phrases.SEIZURE)
        return self.is_criminal or any(map(self.mentions, told))

    @lazy
    def tells_of_child(self) -> bool:
        """Whether somebody under age is told of, named or not."""
        return bool(_CHILD.search(self.lowered))
