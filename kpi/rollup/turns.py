"""Turns: the first unanswered message of a conversation and the next human answer.

The messages of a conversation stand in the order of (sent_at, outbound): at equal seconds the customer comes
first. The number of human answers before a message is its turn number, so a turn is one group of messages;
a group without an inbound message (the institution began, or wrote twice) is none.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, select

from kpi.rollup.business import with_business_wait
from kpi.rollup.scope import narrowed
from kpi.store.schema import metadata

MESSAGE: Final = metadata.tables["message"]
TURN: Final = metadata.tables["turn"]


def turns(scope: FromClause | None = None) -> Select[Any]:
    """One row per turn, with the columns of `turn`, in their order.

    `day` is the smallest day of the turn's inbound messages; days grow with instants, so it is the first
    one's. A scope names conversations.
    """
    return with_business_wait(_calendar_turns(scope).subquery("calendar_turn"))


def _calendar_turns(scope: FromClause | None) -> Select[Any]:
    m = _in_order(scope)
    opened_at = func.min(case((m.c.inbound == 1, m.c.sent_at)))
    answered_at = func.min(case((m.c.human == 1, m.c.sent_at)))
    is_first = func.max(case((and_(m.c.inbound == 1, m.c.inbound_before == 0), 1), else_=0))
    return (
        select(
            m.c.channel_id,
            m.c.conversation_key,
            m.c.turn_no,
            opened_at.label("opened_at"),
            func.min(case((m.c.inbound == 1, m.c.day))).label("day"),
            answered_at.label("answered_at"),
            func.min(case((m.c.human == 1, m.c.day))).label("reply_day"),
            (answered_at - opened_at).label("wait"),
            is_first.label("first_turn"),
        )
        .group_by(m.c.channel_id, m.c.conversation_key, m.c.turn_no)
        .having(func.max(m.c.inbound) == 1)
    )


def _in_order(scope: FromClause | None) -> FromClause:
    """Every message with the number of human answers, and of inbound messages, before it."""
    inbound = case((MESSAGE.c.outbound == 0, 1), else_=0)
    human = case((and_(MESSAGE.c.outbound == 1, MESSAGE.c.automated == 0), 1), else_=0)
    query = select(
        MESSAGE.c.channel_id,
        MESSAGE.c.conversation_key,
        MESSAGE.c.sent_at,
        MESSAGE.c.day,
        inbound.label("inbound"),
        human.label("human"),
        _before(human).label("turn_no"),
        _before(inbound).label("inbound_before"),
    )
    return narrowed(query, scope, MESSAGE.c.channel_id, MESSAGE.c.conversation_key).subquery("in_order")


def _before(flag: ColumnElement[int]) -> ColumnElement[int]:
    """How often `flag` is 1 in the messages before this one.

    Day and automated in the order only make it that of the index `message_by_conversation`, which then
    answers the whole statement; they decide nothing.
    """
    upto_here = func.sum(flag).over(
        partition_by=[MESSAGE.c.channel_id, MESSAGE.c.conversation_key],
        order_by=[MESSAGE.c.sent_at, MESSAGE.c.outbound, MESSAGE.c.day, MESSAGE.c.automated],
        rows=(None, 0),
    )
    return upto_here - flag
