"""Lists of releases as text in a shard, as short as a phone can read them.

`theme/static/js/lib/postings.js` reads them. All signs are printed ASCII that JSON leaves as it
is and a space can part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_SIGNS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}
_BASE = len(_SIGNS)
_DAY = 16  # numbers: orders and weights within a day
# A text is read compressed, so what recurs in numbers should recur in signs: the last sign holds
# order and weight in the same place whatever the gap in days.
_SINGLE = 4 * _DAY  # numbers of one sign; signs from here on begin a longer one
_LAST = 5 * _DAY  # values of the last sign of a longer one
_LONG = _BASE - 1  # begins a number of four more signs
_PAIRS = _SINGLE + (_LONG - _SINGLE) * _LAST  # numbers below are of one sign or two
_LONG_SIGNS = 4
_MOST = 3  # of an order within the same sign; more follows as a number of its own
ORDER_BITS = 20
_ORDERS = (1 << ORDER_BITS) - 1
_CODES = [
    _SIGNS[number]
    if number < _SINGLE
    else _SIGNS[_SINGLE + (number - _SINGLE) // _LAST] + _SIGNS[(number - _SINGLE) % _LAST]
    for number in range(_PAIRS)
]


def encode(entries: Iterable[int], after: int = 0) -> str:
    """Ascending numbers as text: gap in days, order within the day and weight in one number.

    Within one day the order is written as a gap too. `after` is the number before the first.
    """
    parts: list[str] = []
    last_day = after >> (ORDER_BITS + 2)
    last_order = after >> 2 & _ORDERS
    for entry in entries:
        day = entry >> (ORDER_BITS + 2)
        order = entry >> 2 & _ORDERS
        gap = day - last_day
        rest = order if gap else order - last_order
        number = (gap << 2 | (rest if rest < _MOST else _MOST)) << 2 | entry & 3
        parts.append(_CODES[number] if number < _PAIRS else _long(number))
        if rest >= _MOST:
            rest -= _MOST
            parts.append(_CODES[rest] if rest < _PAIRS else _long(rest))
        last_day, last_order = day, order
    return "".join(parts)


def decode(text: str, after: int = 0) -> list[int]:
    """The numbers that `encode` wrote."""
    numbers: list[int] = []
    day, order = after >> (ORDER_BITS + 2), after >> 2 & _ORDERS
    values = iter([_VALUES[sign] for sign in text])
    for value in values:
        number = value if value < _SINGLE else _number(value, values)
        gap, rest = number >> 4, number >> 2 & 3
        if rest == _MOST:
            rest += _number(next(values), values)
        order = rest if gap else order + rest
        day += gap
        numbers.append((day << ORDER_BITS | order) << 2 | number & 3)
    return numbers


def _long(number: int) -> str:
    number, digit = divmod(number - _PAIRS, _LAST)
    signs = _SIGNS[digit]
    for _ in range(_LONG_SIGNS - 1):
        number, digit = divmod(number, _BASE)
        signs = _SIGNS[digit] + signs
    return _SIGNS[_LONG] + signs


def _number(value: int, rest: Iterator[int]) -> int:
    if value < _SINGLE:
        return value
    if value < _LONG:
        return _SINGLE + (value - _SINGLE) * _LAST + next(rest)
    number = 0
    for _ in range(_LONG_SIGNS - 1):
        number = number * _BASE + next(rest)
    return _PAIRS + number * _LAST + next(rest)
