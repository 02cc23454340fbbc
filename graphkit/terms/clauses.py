"""The clause around a mention: enough words to check it, few enough to read."""

LIMIT = 160
_ENDS = "。！？；\n\r"
_PAUSES = "，、,;；:： \t）)"


def clause(text: str, start: int, end: int, limit: int = LIMIT) -> tuple[int, int]:
    """Return the span of the clause around `start:end`, at most about `limit` long.

    A text that short is taken whole, else its sentence, else what lies between two
    pauses near the mention. Blanks at the ends are left out; the mention never is.
    """
    first, last = 0, len(text)
    if last > limit:
        first, last = _sentence(text, start, end, limit)
    if last - first > limit:
        room = max(0, (limit - (end - start)) // 2)
        first = _after_pause(text, max(first, start - room), start)
        last = _before_pause(text, end, min(last, end + room))
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _sentence(text: str, start: int, end: int, limit: int) -> tuple[int, int]:
    """Return the span of a sentence, looking no further than `limit` either way."""
    far, last = max(0, start - limit), min(len(text), end + limit)
    starts = [at + 1 for mark in _ENDS if (at := text.rfind(mark, far, start)) >= 0]
    stop = text.rfind(". ", far, start)
    starts += [stop + 2] if stop >= 0 else []
    ends = [at + 1 for mark in _ENDS if (at := text.find(mark, end, last)) >= 0]
    stop = text.find(". ", end, last)
    ends += [stop + 1] if stop >= 0 else []
    return max(starts, default=far), min(ends, default=last)


def _after_pause(text: str, first: int, start: int) -> int:
    if first == 0 or text[first - 1] in _PAUSES:
        return first
    places = [at for mark in _PAUSES if (at := text.find(mark, first, start)) >= 0]
    return min(places) + 1 if places else first


def _before_pause(text: str, end: int, last: int) -> int:
    if last == len(text) or text[last] in _PAUSES:
        return last
    return max([text.rfind(mark, end, last) for mark in _PAUSES] + [0]) or last
