"""A candidate in its sentence, and what the words around it say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentongan.gate import (
    ages,
    capitals,
    deeds,
    language,
    layout,
    lexicon,
    looks,
    offices,
    phrases,
    things,
)
from kentongan.gate.candidates import Candidate
from kentongan.gate.deeds import Deeds
from kentongan.gate.lazy import lazy
from kentongan.gate.pattern import Pattern, Phrases, words_in
from kentongan.gate.person import Person
from kentongan.gate.roles import PARTS, Role, roles_between
from kentongan.gate.tables import is_name_word, table, words_of
from kentongan.manuscripts import dictionary

if TYPE_CHECKING:
    from kentongan.gate.roles import CastText

_BEFORE, _AFTER = 60, 90  # as far as a phrase around a name is looked for
_CHAIN = 90  # between a role word and the name that it leads to
_COURTESY = words_of("nenek kakek ibu bapak")
_LIST = 160  # between the names of a list
_LAST_WORD = Pattern(r"\b([a-z]+)(?:-[a-z]+)?\s+$")  # `meraba-raba`


class Sentence:
    """A sentence with the role words that it holds."""

    def __init__(self, document: CastText, start: int, end: int) -> None:
        self.document = document
        self.start = start
        self.end = end

    @lazy
    def roles(self) -> list[Role]:
        return roles_between(self.document, self.start, self.end)

    @lazy
    def is_caseless(self) -> bool:
        return language.is_caseless(self.document.text[self.start : self.end])

    @lazy
    def acts(self) -> str:
        """The role that the verbs suggest: who is arrested, who is hurt."""
        if self._tells(phrases.ARREST):
            return "suspect"
        return "victim" if self._tells(phrases.HARM) else ""

    def _tells(self, told: Phrases) -> bool:
        document = self.document
        return document.may_mention(told) and document.happens(told, self.start, self.end)


class Case:
    """A candidate in its sentence.

    `previous` is the person named before in the same list, `beside` the candidate before.
    """

    def __init__(
        self,
        sentence: Sentence,
        candidate: Candidate,
        previous: Person | None = None,
        beside: Case | None = None,
    ) -> None:
        document = sentence.document
        self.document = document
        self.sentence = sentence
        self.candidate = candidate
        self.beside = beside
        self.text: str = document.text
        self._left = max(sentence.start, candidate.start - _BEFORE)
        self.before: str = offices.without_courtesy(document.lowered[self._left : candidate.start])
        self.after: str = document.lowered[
            candidate.end : min(sentence.end, candidate.end + _AFTER)
        ]
        self.hits: int = sum(is_name_word(word) for word in candidate.words)
        self.count: int = len(candidate.words)
        self.is_strange: bool = (
            not self.hits
            and not looks.is_short(self.text, candidate.start, candidate.end)
            and looks.is_strange(candidate.words)
        )
        self.previous: Person | None = previous if self._continues(previous) else None

    @lazy
    def is_told_near(self) -> bool:
        """Whether a case is told of around it."""
        return self.document.is_told_near(self.candidate.start)

    def _continues(self, previous: Person | None) -> bool:
        if previous is None or not 0 <= self.candidate.start - previous.end < _LIST:
            return False
        gap = self.document.lowered[previous.end : self.candidate.start]
        return bool(phrases.LIST_GAP.fullmatch(gap))

    @lazy
    def name(self) -> str:
        return self.text[self.candidate.start : self.candidate.end]

    @lazy
    def age(self) -> int | None:
        return ages.after(self.document.lowered, self.candidate.end, self.sentence.end)

    @lazy
    def is_named(self) -> bool:
        """`bernama`, `atas nama`, `Nama:` and the like stand before, and not of a thing."""
        naming = phrases.NAMED.search(self.before)
        return bool(naming and not things.is_named(self.before[: naming.start()]))

    @lazy
    def is_in_form(self) -> bool:
        """A filled-in line, `Nama : …`."""
        return self.before.rstrip().endswith((":", "=")) and bool(phrases.FORM.search(self.before))

    @lazy
    def column(self) -> str:
        """The kind of role that heads its column, where it fills the cell of a table."""
        return layout.column(self.document, self.candidate.start, self.candidate.end)

    @lazy
    def is_spoken(self) -> bool:
        return bool(phrases.SPEECH.search(self.before))

    @lazy
    def chain(self) -> list[Role]:
        """The role words that lead to the name without a break, the nearest first."""
        roles: list[Role] = []
        right = self.candidate.start
        for role in reversed(self.sentence.roles):
            if role.end > right:
                continue
            if right - role.end > _CHAIN or not self._leads(role, right, first=not roles):
                break
            left = max(self.sentence.start, role.start - 30)
            leading = self.document.lowered[left : role.start]
            if phrases.LAWYER.search(leading) or phrases.HEAD_OF_PEOPLE.search(leading):
                return []
            roles.append(role)
            right = role.start
        return roles

    def _leads(self, role: Role, right: int, *, first: bool) -> bool:
        """Whether only words that join stand between a role and what follows it."""
        if phrases.GAP.fullmatch(self.document.lowered, role.end, right):
            return True
        if first and role.kind == "family" and self.is_of_whom(role):
            return True
        between = self.text[role.end : right]
        subject = first and self.is_named and between.rstrip().endswith("bernama")
        return subject and len(between) < 60 and not any(mark in between for mark in ",.;:")

    @lazy
    def is_driver(self) -> bool:
        """`sopir bus Joko Lelono`: a usual name, or one who acts, for buses have names too."""
        if not self.before.endswith(phrases.DRIVEN):
            return False
        if self.count < 2:
            return self.follows(deeds.HUMAN) and bool(phrases.DRIVES.search(self.before))
        words = self.candidate.words
        is_sure = any(is_name_word(word) and not dictionary.is_word(word) for word in words)
        return is_sure and bool(phrases.DRIVES.search(self.before))

    def is_of_whom(self, role: Role) -> bool:
        """`keluarga dari Slamet`."""
        return bool(
            phrases.OF_WHOM.fullmatch(self.document.lowered, role.end, self.candidate.start)
        )

    @lazy
    def heading(self) -> list[Role]:
        """The roles in the line above a list in which it stands: `Korban MD:`."""
        return layout.heading(self.document, self.candidate.start)

    @lazy
    def suffix(self) -> Role | None:
        """A role in apposition: `Budi Santoso (34), korban`."""
        roles = [role for role in self.sentence.roles if role.start >= self.candidate.end]
        if not roles:
            return None
        match = phrases.SUFFIX.match(self.document.lowered, self.candidate.end, self.sentence.end)
        if not match or not match.group().strip():
            return None
        roles = [role for role in roles if role.start >= match.end()]
        if not roles or roles[0].start != match.end():
            return None
        if roles[0].kind != "family":
            return roles[0]
        of_whom = phrases.FAMILY_OF.match(self.document.lowered, roles[0].end)
        return roles[0] if of_whom else None

    @lazy
    def is_closed(self) -> bool:
        """Whether the apposition ends at once, so that it is no new clause."""
        end = self.suffix.end if self.suffix else self.candidate.end
        return bool(phrases.CLOSED.match(self.document.lowered[end : self.sentence.end]))

    @lazy
    def is_office_holder(self) -> bool:
        """`Kepala Desa Raci, …`: an office stands before, with nothing but names between."""
        return offices.is_held(self.before, self.text[self._left : self.candidate.start])

    @lazy
    def is_accused_holder(self) -> bool:
        """`menahan mantan Kepala Desa Raci, Wahyudi, …`."""
        return offices.is_accused(self.before)

    @lazy
    def is_thing(self) -> bool:
        """A place, a body, a ship, a work: `halte Kartini`, `Hasanuddin Cup`, `akun bernama …`."""
        if self.candidate.is_thing:
            return True
        if things.is_known(self.candidate.words):
            is_party = self.deed or self.document.opens_with_case
            return not (things.is_historic(self.candidate.words) and is_party)
        if self.is_driver:
            return False
        if things.stands_before(self.before) and not self._owns_it():
            return True
        if self._is_beside_thing():
            return True
        naming = phrases.THING_NAMING.search(self.before)
        return bool(naming and things.is_named(self.before[: naming.start()]))

    def _owns_it(self) -> bool:
        """`Salon Nurmala Dewi dibakar`, `pencurian di kios Daeng Rewa`: what its owner suffers."""
        if phrases.BROKEN_INTO.match(self.after) and self.before.endswith(phrases.ACCOUNTS):
            return self.hits > 0
        if phrases.STRUCK_AT.search(self.before) or phrases.AIMED.search(self.before):
            return self.hits > 0
        told = self.before.rpartition(":")[2].strip()
        if self._left > self.sentence.start and ":" not in self.before:
            return False
        if told not in table("words")["owned"] or self.hits != self.count:
            return False
        return not all(map(things.is_wish, self.candidate.words))

    def _is_beside_thing(self) -> bool:
        """`Jalan Ahmad Yani dan Sudirman`."""
        if self.beside is None or self.is_named or self.age is not None:
            return False
        gap = self.document.lowered[self.beside.candidate.end : self.candidate.start]
        if gap.strip() == "," and (self.deed or self.suffix):
            return False
        return bool(phrases.THING_GAP.fullmatch(gap)) and self.beside.is_thing

    @lazy
    def is_within(self) -> bool:
        """Whether it stands inside the sentence, behind a small word or a comma.

        There a capital means a name.
        """
        left = max(self.sentence.start, self.candidate.start - _BEFORE)
        words = self.text[left : self.candidate.start].split()
        return bool(words) and (words[-1][0].islower() or words[-1][-1] in ",;")

    @lazy
    def is_whole(self) -> bool:
        """Several words with capitals inside a sentence: a name, whatever words they are."""
        return self.count > 1 and self.is_within

    @lazy
    def is_set_off(self) -> bool:
        """`nenek korban, Sukesi, …`: between commas right behind a role."""
        listed = self.after.startswith((" dan ", " serta "))
        return self.before.endswith(", ") and (listed or self.after[:1] in (",", ".", ""))

    @lazy
    def is_accused(self) -> bool:
        """`menahan Kades Sumarno`: said before, also in front of an office."""
        looks = self.hits or self.is_strange
        return bool(looks and phrases.ACCUSED_BEFORE.search(self._before_office))

    @lazy
    def _is_struck(self) -> bool:
        """`menampar dr. Felicia`: whoever holds an office, right behind what was done."""
        return phrases.STRUCK_DIRECTLY.search(self._before_office)

    @lazy
    def is_relative(self) -> bool:
        """`Korban adalah keponakan Lurah Darmo`."""
        looks = self.hits or self.count > 1 or self.candidate.civil or self.is_strange
        told = phrases.CHILD_OF.search(self.before)
        return bool(looks and (told or phrases.RELATIVE_OF.search(self._before_office)))

    @lazy
    def _before_office(self) -> str:
        """The last words before a name, without the office of whoever has it."""
        leading = capitals.leading_to_names()
        last = self.before[self.before.rfind(" ", 0, -1) + 1 : -1].strip(".")
        if last not in leading and last not in phrases.BEFORE_PARTY and not last.startswith("di"):
            return ""
        words = self.before.split()
        while words and words[-1].strip(".,") in leading:
            words.pop()
        return " ".join([*words[-6:], ""])

    @lazy
    def deed(self) -> str:
        """The role of its subject that the verb behind suggests."""
        accused = self.candidate.civil and phrases.ACCUSED.match(self.after)
        if accused or self.is_accused or self.follows(deeds.FALLS):
            return "suspect"
        told = self._told_of_pronoun
        if told and deeds.FALLS.follow(told):
            return "suspect"
        if told and deeds.SUFFERS.follow(told):
            return "victim"
        hurt = self.follows(deeds.SUFFERS) or phrases.HURT_BY.match(self.after)
        hurt = hurt or phrases.HARMED_BEHIND.match(self.after)
        return "victim" if hurt or self._is_struck else ""

    @lazy
    def _told_of_pronoun(self) -> str:
        """What follows `Ia` in the next sentence, where no other name stands between."""
        lowered, end = self.document.lowered, self.sentence.end
        if any(map(str.isupper, self.text[self.candidate.end : end])):
            return ""
        pronoun = phrases.PRONOUN.match(lowered, end)
        return lowered[pronoun.end() :].partition(".")[0][:_AFTER] if pronoun else ""

    @lazy
    def is_glad(self) -> bool:
        """Somebody who wins, gets, gives or thanks, and is no party of a case by a word for it."""
        if self.is_child or any(self.is_party(role) for role in self.chain):
            return False
        if any(role.kind == "family" and self.is_of_whom(role) for role in self.chain[:1]):
            return False
        if self.suffix and self.is_party(self.suffix):
            return False
        if phrases.OF_VICTIM.search(self.before) or phrases.SEEN_BY.search(self.before):
            return False  # `keluarga Budi berharap`: somebody else is glad
        if self.follows(deeds.FALLS):
            return False
        return self.follows(deeds.GLAD) or bool(phrases.GLAD_BEFORE.search(self.before))

    def is_party(self, role: Role) -> bool:
        if role.kind == "family":
            return bool(phrases.FAMILY_OF.match(self.document.lowered, role.end))
        if role.kind == "child":
            return self.document.is_grave
        return is_party(self.document, role)

    @lazy
    def acts(self) -> bool:
        """Whether it is the subject of a verb, and looks like a name."""
        return bool(self.hits or self.is_strange) and deeds.acts(self.after)

    @lazy
    def is_of_both(self) -> bool:
        """`Keduanya ialah sang direktur, …`: who the parties are, whatever office they have."""
        lowered = self.document.lowered
        told = phrases.BOTH_ARE.match(lowered, self.sentence.start, self.candidate.start)
        return bool(told) and self.document.opens_with_case

    @lazy
    def is_behind_verb(self) -> bool:
        word = _LAST_WORD.search(self.before)
        return bool(word and lexicon.is_verb(word.group(1)))

    @lazy
    def is_object(self) -> bool:
        """Whether it stands right behind a verb that takes persons: `menghajar Kasmin`."""
        is_unknown = self.is_strange and (self.count > 1 or self.document.is_grave)
        if not (self.hits or is_unknown):
            return False
        word = _LAST_WORD.search(self.before)
        verb = word.group(1) if word else ""
        return (
            verb.startswith("me")
            and verb not in table("words")["of_things"]
            and lexicon.is_verb(verb)
        )

    @lazy
    def sees(self) -> bool:
        """Whether the verb behind is what witnesses do."""
        return self.follows(deeds.SEES)

    def follows(self, told: Deeds) -> bool:
        return not told.hints.isdisjoint(self._words_after) and told.follow(self.after)

    @lazy
    def _words_after(self) -> frozenset[str]:
        return words_in(self.after)

    @lazy
    def is_child(self) -> bool:
        if self.age is not None:
            return self.age < 18
        for role in self.chain:
            if role.kind == "family":
                return False
            if role.kind == "child":
                return not (self._is_adult() or self._is_offspring(role))
        if self.suffix and self.suffix.kind == "child":
            return True
        if phrases.IS_YOUNG.match(self.after):
            return True
        tied = self.chain or self.suffix
        return bool(self.previous and self.previous.is_child and not tied)

    def _is_adult(self) -> bool:
        """`putranya, Ir. Bambang Soetopo`: no child has taken a degree, or gone on the hajj."""
        start = self.candidate.start
        return bool(phrases.ADULT.search(self.document.lowered[max(0, start - 8) : start]))

    def _is_offspring(self, role: Role) -> bool:
        """`didampingi cucunya, Jessica`: of any age, where no case is told of."""
        lowered = self.document.lowered
        told = lowered[role.start : role.end] in phrases.OFFSPRING
        return (
            told or bool(phrases.CHILD_IN_ROW.match(lowered, role.start))
        ) and not self.is_told_near

    @lazy
    def is_courted(self) -> bool:
        """`nenek Tuminah`, `Ibu Sri`: nobody's grandmother or mother in particular."""
        if len(self.chain) != 1:
            return False
        start, end, _ = self.chain[0]
        return self.document.lowered[start:end] in _COURTESY

    @lazy
    def is_family(self) -> bool:
        if any(role.kind == "family" for role in self.chain[:3]) and not self.is_courted:
            return True
        if self.suffix and self.suffix.kind == "family":
            return True
        if self.previous and self.previous.is_family and not self.chain:
            return True
        return bool(phrases.CHILD_OF.search(self.before))


def is_party(document: CastText, role: Role) -> bool:
    """Whether it is a part in a case by its word alone, which driving is not."""
    return role.kind in PARTS and document.lowered[role.start : role.end] not in phrases.ROAD
