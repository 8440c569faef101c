"""What comes next in a sitting: repetitions, reviews, new items, by limits, siblings, topics and giveaways.

Nothing here looks at all items: the queues are read in windows, from the store's own order.
"""

from typing import Literal, NamedTuple

from quiz.questions.engine import Questions
from quiz.study.course import Course, Repeat, key_links
from quiz.study.forms import askable, parse_forms
from quiz.study.load import FAR, families, left_today, scope_topics
from quiz.study.records import DueItem, ItemRow, ItemState, Settings, Store
from quiz.study.views import Plan

__all__ = ["Agenda", "Choice"]

TOPIC_SHARE = 0.15
"""Of a day's new items that one topic may have while others have some."""
PLACEMENT = 12
"""Questions of a placement sitting."""
WINDOW = 256
"""Rows of the first look at the queue: more than most days hold."""

_NEW_WINDOW = 64

_BATCH = 20  # new items of a sitting on chosen topics, where the settings allow none a day
_MOST = 4096  # rows looked at before a queue counts as having nothing to ask
_NO_LIMIT = 1_000_000

Kind = Literal["review", "new", "extra", "chosen", "again"]


class Choice(NamedTuple):
    """The item to ask next."""

    item: str
    kind: Kind
    state: ItemState | None
    repeat: Repeat | None = None


class Agenda:
    """Chooses the items of one sitting."""

    def __init__(self, questions: Questions, store: Store, plan: Plan, settings: Settings) -> None:
        self.questions, self.store, self.plan, self.settings = questions, store, plan, settings
        self.topics = plan.topics or scope_topics(settings)
        self.depth = plan.depth or settings.depth
        self.forms = parse_forms(plan.forms or settings.forms.split(","))
        self.free = bool(plan.topics) or plan.mode in ("cram", "placement")
        """Chosen by the learner: limits and siblings do not hold."""
        self.catching_up = False
        self.planned_new = self.planned_reviews = 0
        self._due: dict[bool, list[DueItem]] = {}
        self._due_limit: dict[bool, int] = {}
        self._read: dict[bool, int] = {}
        self._new: dict[bool, list[ItemRow]] = {}

    # the day

    def begin(self, course: Course, day: int) -> None:
        """Set the quotas of study day ``day``; those of placement and cram are of the whole sitting."""
        self.forget()
        first = not course.day
        course.begin(day, self.store.met_on(day))
        course.new_waiting = course.reviews_waiting = course.new_asked = course.reviews_asked = 0
        if self.plan.items:
            return
        due = None
        if self.plan.mode == "placement":
            course.topics = {}
            if first:
                course.new_left, course.extra_left = course.extra_left or PLACEMENT, 0
        elif self.plan.mode == "cram":
            if first:
                course.reviews_left, course.extra_left = course.extra_left or _NO_LIMIT, 0
        elif self.free:
            course.new_left, course.reviews_left = self.settings.new_per_day or _BATCH, _NO_LIMIT
        else:
            due = self._limits(course, day)
        if course.reviews_left:
            course.reviews_waiting = self._count_due(course, day, due)
        if course.new_left:
            course.new_waiting = self._count_new(course, day)
        share = 0.0 if self.plan.mode == "placement" else TOPIC_SHARE
        course.cap = max(1, int(share * (sum(course.topics.values()) + course.new_left)))
        self.planned_new = min(course.new_left, course.new_waiting)
        self.planned_reviews = min(course.reviews_left, course.reviews_waiting)

    def _limits(self, course: Course, day: int) -> int:
        """Set them; returns how many reviews are due at most."""
        left = left_today(self.store, self.settings, day, topics=self.topics, depth=self.depth)
        self.catching_up = left.behind is not None
        course.new_left, course.reviews_left = left.new, left.reviews
        return left.due

    def _count_due(self, course: Course, day: int, most: int | None) -> int:
        """Reviews that can be asked: exact while one window holds them all, else ``most``, which is all that is due."""
        if self.plan.mode == "cram":
            counts = self.store.counts(day + FAR, topics=self.topics, depth=self.depth)
            return sum(one.new + one.due for one in counts)  # by then all that is not suspended
        rows = self._window(course, day, free=self.free)
        number = len(rows) if self.free else len(families(rows))
        if self._read[self.free] < WINDOW:
            return number
        if most is None:
            most = self.store.forecast(day, 1, topics=self.topics, depth=self.depth)[0]
        return max(number, most)

    def _count_new(self, course: Course, day: int) -> int:
        taken = set() if self.free else self._taken(course, day)
        rows = self.store.new(_NEW_WINDOW, day=day, topics=self.topics, depth=self.depth, skip_families=tuple(taken))
        if len(rows) == _NEW_WINDOW:
            return _NO_LIMIT
        rows = [row for row in rows if self._askable(row.item)]
        return len(rows) if self.free else len(families(rows))

    def forget(self) -> None:
        """Read the queues again: an answer was taken back, or the day has changed."""
        self._due, self._due_limit, self._new = {}, {}, {}

    # the next item

    def next(self, course: Course, day: int, at_ms: int) -> Choice | None:
        """The next item to ask, or None at the end of the sitting."""
        return (
            self._again(course, at_ms, at_end=False)
            or self._first(course, day)
            or self._again(course, at_ms, at_end=True)
        )

    def remaining(self, course: Course, shown: Kind) -> int:
        """How many questions are to come after one of kind ``shown``, as far as is known.

        What the limits allow is counted down at the answer, so the question on the screen is taken off here.
        """
        if self.plan.items:
            wanted = set(self.plan.items) - course.asked
            fresh = sum(map(self.questions.has, wanted))
        else:
            reviews = min(course.reviews_left - (shown == "review"), course.reviews_waiting)
            fresh = max(0, reviews) + max(0, min(course.new_left - (shown == "new"), course.new_waiting))
        return fresh + course.extra_left - (shown == "extra") + len(course.repeats) - (shown == "again")

    def held_back(self, course: Course, day: int) -> int:
        """How many more a sitting that is over would have asked, had their keys not been on the screen in it."""
        if self.plan.items or self.plan.mode == "cram":
            return 0  # where what was shown is asked as well
        self.forget()
        due = self._window(course, day, free=self.free) if course.reviews_left else []
        new = self.store.new(_NEW_WINDOW, day=day, topics=self.topics, depth=self.depth) if course.new_left else []
        rows: list[DueItem | ItemRow] = [*due, *new]
        held = [
            row
            for row in rows
            if self._fits(course, row.item, row.family, free=self.free, shown=True)
            and course.given_away(key_links(self.questions, row.item))
        ]
        return min(len(held) if self.free else len(families(held)), course.reviews_left + course.new_left)

    def _again(self, course: Course, at_ms: int, *, at_end: bool) -> Choice | None:
        repeat = course.next_repeat(at_ms, at_end=at_end)
        return Choice(repeat.item, "again", self.store.state(repeat.item), repeat) if repeat else None

    def _first(self, course: Course, day: int) -> Choice | None:
        if self.plan.items:
            return self._chosen(course) or self._beyond(course, day)
        if self.plan.mode == "cram":
            return self._any(course, day)
        reviews = course.reviews_left > 0 and course.reviews_waiting > 0
        fresh = course.new_left > 0 and course.new_waiting > 0
        choice = None
        if fresh and (not reviews or self._turn_of_new(course)):
            choice = self._new_item(course, day)
            fresh = choice is not None
        if choice is None and reviews:
            choice = self._review(course, day, free=self.free)
            if choice is None:
                course.reviews_waiting = 0  # siblings and giveaways of today: they wait for another sitting
        if choice is None and fresh:
            choice = self._new_item(course, day)
        return choice or self._beyond(course, day)

    def _new_item(self, course: Course, day: int) -> Choice | None:
        choice = self._fresh(course, day, free=self.free)
        if choice is None:
            course.new_waiting = 0  # what cannot be asked now cannot be asked later in this sitting
        return choice

    def _turn_of_new(self, course: Course) -> bool:
        """New items are woven in evenly: the k-th of N stands at (k + ½)/N of the way."""
        number = self.planned_new + self.planned_reviews
        asked = course.new_asked + course.reviews_asked
        return (2 * course.new_asked + 1) * number <= (2 * asked + 1) * self.planned_new

    def _chosen(self, course: Course) -> Choice | None:
        for item in self.plan.items:
            if item not in course.asked and self.questions.has(item):
                return Choice(item, "chosen", self.store.state(item))
        return None

    def _any(self, course: Course, day: int) -> Choice | None:
        """Cram: everything once, the weakest of those met first; given-away ones last."""
        if course.reviews_left + course.extra_left == 0:
            return None
        kind: Kind = "review" if course.reviews_left else "extra"
        for shown in (False, True):
            found = self._review(course, day + FAR, free=True, shown=shown, today=day) or self._fresh(
                course, day, free=True, shown=shown
            )
            if found is not None:
                return found._replace(kind=kind)
        return None

    def _beyond(self, course: Course, day: int) -> Choice | None:
        """ "Ten more": reviews, then new items, whatever limits and siblings say."""
        if course.extra_left == 0:
            return None
        found = None if self.plan.mode == "placement" else self._review(course, day, free=True)
        found = found or self._fresh(course, day, free=True)
        if found is None:
            course.extra_left = 0
            return None
        return found._replace(kind="extra")

    # the queues

    def _fits(self, course: Course, item: str, family: str, *, free: bool, shown: bool) -> bool:
        """Whether an item may be asked now."""
        return (
            item not in course.asked
            and (free or family not in course.families)
            and self._askable(item)
            and (shown or not course.given_away(key_links(self.questions, item)))
        )

    def _askable(self, item: str) -> bool:
        return askable(self.questions, item, self.forms)

    def _review(self, course: Course, day: int, *, free: bool, shown: bool = False, today: int = 0) -> Choice | None:
        """The most urgent due item that fits: of a window of the queue the one least likely to be known.

        ``day`` lies in the future for items that are not due; ``today`` is then the day of today.
        """
        while True:
            rows = self._window(course, day, free=free)
            done = 0
            while done < len(rows) and (
                rows[done].item in course.asked or (not free and rows[done].family in course.families)
            ):
                done += 1
            del rows[:done]  # never looked at again: only undo and a new day could bring them back
            for row in rows:
                if self._fits(course, row.item, row.family, free=free, shown=shown):
                    state = self.store.state(row.item)
                    if state is not None and not state.hidden(today or day) and 0 < state.due <= day:
                        return Choice(row.item, "review", state)
            limit = self._due_limit[free]
            if self._read[free] < limit or limit >= _MOST:
                return None
            self._due_limit[free] = 2 * limit
            del self._due[free]

    def _window(self, course: Course, day: int, *, free: bool) -> list[DueItem]:
        """The front of the queue by retrievability, which falls with elapsed time over stability: low to high,
        or high to low when coming back."""
        if free not in self._due:
            rows = self.store.due(
                day,
                self._due_limit.setdefault(free, WINDOW),
                topics=self.topics,
                depth=self.depth,
                likeliest_first=self.catching_up,
                skip_families=() if free else tuple(course.families),
            )
            self._read[free] = len(rows)
            sign = 1 if self.catching_up else -1
            if self.forms:  # else all of them: the store has been told what the bank asks
                rows = [row for row in rows if self._askable(row.item)]
            self._due[free] = sorted(rows, key=lambda row: (sign * (day - row.last_day) / row.stability, row.item))
        return self._due[free]

    def _taken(self, course: Course, day: int) -> set[str]:
        """Families that no new item may come from today: met, or with a review waiting, which goes first."""
        if not course.reviews_waiting:
            return course.families
        return course.families.union(row.family for row in self._window(course, day, free=False))

    def _fresh(self, course: Course, day: int, *, free: bool, shown: bool = False) -> Choice | None:
        """The next item in the order of introduction that fits; no topic takes more than its share."""
        even = self.plan.mode == "placement" or not self.free
        while True:
            full = tuple(sorted(topic for topic, met in course.topics.items() if even and met >= course.cap))
            found = self._from_new(course, day, full, free=free, shown=shown)
            if found is not None or not full:
                return found
            course.cap = min(course.topics[topic] for topic in full) + 1  # the others have nothing to ask now

    def _from_new(self, course: Course, day: int, full: tuple[str, ...], *, free: bool, shown: bool) -> Choice | None:
        taken = set() if free else self._taken(course, day)
        found = self._first_new(course, day, self._new.get(free, []), full, taken, shown=shown)
        limit = _NEW_WINDOW
        while found is None and limit <= _MOST:
            rows = self._new[free] = self.store.new(
                limit,
                day=day,
                topics=self.topics,
                depth=self.depth,
                skip_families=tuple(taken),
                skip_topics=full,
            )
            found = self._first_new(course, day, rows, full, taken, shown=shown)
            if len(rows) < limit:
                break
            limit *= 8
        return found

    def _first_new(
        self,
        course: Course,
        day: int,
        rows: list[ItemRow],
        full: tuple[str, ...],
        taken: set[str],
        *,
        shown: bool,
    ) -> Choice | None:
        for row in rows:
            if row.topic in full or row.family in taken:
                continue
            if self._fits(course, row.item, row.family, free=True, shown=shown):
                state = self.store.state(row.item)
                if state is None or (state.memory is None and not state.hidden(day)):
                    return Choice(row.item, "new", state)
        return None
