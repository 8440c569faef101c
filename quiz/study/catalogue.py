"""The bank's catalogue, mirrored in the progress file."""

from quiz.questions.engine import Questions
from quiz.study.records import ItemRow, Store

__all__ = ["synchronise"]


def synchronise(questions: Questions, store: Store) -> None:
    """Mirror the catalogue if the bank has changed since the last time.

    Costs one small query when nothing changed, and one pass over all items when something did.
    """
    digest = questions.bank.digest
    if store.synced_digest() == digest:
        return
    store.sync(
        digest,
        (
            ItemRow(info.id, info.digest, info.topic, info.depth, info.family, info.position)
            for info in questions.items()
        ),
    )
