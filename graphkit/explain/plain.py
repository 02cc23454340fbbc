"""An explanation as JSON values: places count the text layer, words are as shown."""

from collections.abc import Mapping
from typing import Any

from graphkit.explain.marks import Claim, Explained, Mark, Offer, Rule, Text

Json = Mapping[str, Any]


def to_json(explained: Explained) -> dict[str, Any]:
    """Return an explanation as one JSON object; personal data in it is masked."""
    return {
        "path": explained.path,
        "source": explained.source,
        "loader": explained.loader,
        "record": explained.record,
        "kind": explained.kind,
        "case": explained.holder,
        "statements": [_claim(claim) for claim in explained.claims],
        "texts": [_text(text) for text in explained.texts],
        "missing": [
            {
                "role": one.role,
                "type": one.type,
                "offers": [_offer(offer) for offer in one.offers],
            }
            for one in explained.missing
        ],
        "words": [_offer(offer) for offer in explained.picked],
    }


def _claim(claim: Claim) -> Json:
    return {
        "number": claim.number,
        "key": claim.key,
        "type": claim.type,
        "role": claim.role,
        "words": claim.words,
        "locator": claim.locator,
        "start": claim.start,
        "end": claim.end,
        "rule": _rule(claim.rule),
        "details": dict(claim.details),
        "rejected": claim.rejected,
        "commands": dict(claim.commands),
    }


def _text(text: Text) -> Json:
    return {
        "locator": text.locator,
        "text": text.shown,
        "marks": [_mark(mark, text.shown) for mark in text.marks],
    }


def _mark(mark: Mark, shown: str) -> Json:
    return {
        "role": mark.role,
        "field": mark.field,
        "start": mark.start,
        "end": mark.end,
        "words": shown[mark.start : mark.end],
        "outcome": mark.outcome,
        "statement": mark.claim or None,
        "rule": _rule(mark.rule),
        "why": mark.why,
    }


def _offer(offer: Offer) -> Json:
    return {
        "role": offer.role,
        "type": offer.type,
        "locator": offer.locator,
        "start": offer.start,
        "end": offer.end,
        "words": offer.words,
        "because": offer.because,
        "command": offer.command,
        "row": offer.row,
    }


def _rule(rule: Rule) -> Json:
    return {"says": rule.says, "where": rule.where}
