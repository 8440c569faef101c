"""The tables of the progress file, as numbered steps. Append only: a released step is never edited.

Two tables are the truth, ``answer`` and ``evidence`` (with ``reset``, ``adoption`` and the learners' own
``mark`` and ``setting``); ``item`` mirrors the bank's catalogue and ``state`` is a cache that
:func:`quiz.progress.replay.rebuild` can make again.

``state`` has a row for every learner and item, met or not (``due`` = 0 when new), clustered by topic: counts
by topic are one ordered scan. Its one index holds both queues and all that they are filtered by: reviews in
the order of ``due``, and below them, where ``due`` is 0 and ``stability`` NULL, new items in the order of
``position``. Topic, depth, position and active are repeated in it so that no queue needs a join.

An attempt at a test is its events in ``attempt_event``; what stood when it was submitted is in ``attempt_answer``, for
item analysis and for the log. ``attempt`` holds what changes: where it stands.

A session of a class is its rows in ``class_event`` and ``class_answer``, which are never changed and go only with the
whole session; ``class_session`` holds its clock, ``class_seat`` who sits where at the moment. Who the pupils are stands
in ``class_name`` and nowhere else, the roster of a plan included: a session without its names is still all there. A
learner who is deleted takes the names of their seats along.

Marks (suspended, buried, flagged) are deliberately outside the log. They are wishes about an item, not
evidence: the last one holds, no moment comes with them, and a replay must not revive an old one.
"""

__all__ = ["APPLICATION_ID", "LATEST", "STEPS"]

APPLICATION_ID = 0x51755A31
"""``QuZ1``, in the file's header: tells a progress file from any other SQLite file."""

_LOG_AND_STATES = (
    """CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE learner (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE  -- the only place where a person is named
    ) STRICT""",
    """CREATE TABLE bank (
        id INTEGER PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        digest TEXT NOT NULL DEFAULT ''  -- of the catalogue as last mirrored
    ) STRICT""",
    """CREATE TABLE enrolment (
        id INTEGER PRIMARY KEY,
        learner INTEGER NOT NULL REFERENCES learner(id) ON DELETE CASCADE,
        bank INTEGER NOT NULL REFERENCES bank(id),
        UNIQUE (learner, bank)
    ) STRICT""",
    """CREATE TABLE topic (
        id INTEGER PRIMARY KEY,
        bank INTEGER NOT NULL REFERENCES bank(id),
        slug TEXT NOT NULL,
        UNIQUE (bank, slug)
    ) STRICT""",
    """CREATE TABLE item (
        id INTEGER PRIMARY KEY,
        bank INTEGER NOT NULL REFERENCES bank(id),
        item TEXT NOT NULL UNIQUE,
        digest TEXT NOT NULL,
        topic INTEGER NOT NULL REFERENCES topic(id),
        depth INTEGER NOT NULL CHECK (depth BETWEEN 0 AND 2),
        family TEXT NOT NULL,
        position INTEGER NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1))  -- 0: no longer in the bank
    ) STRICT""",
    """CREATE TABLE answer (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        enrolment INTEGER NOT NULL REFERENCES enrolment(id) ON DELETE CASCADE,
        session TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        zone_minutes INTEGER NOT NULL,
        day INTEGER NOT NULL,
        question TEXT NOT NULL,
        item INTEGER NOT NULL REFERENCES item(id),
        seed TEXT NOT NULL,  -- hexadecimal: may exceed 63 bits
        bank_digest TEXT NOT NULL,
        template TEXT NOT NULL,
        lang TEXT NOT NULL,
        form TEXT NOT NULL,
        options TEXT NOT NULL,  -- JSON list
        response TEXT NOT NULL,  -- JSON
        chosen TEXT NOT NULL,  -- the option taken by mistake, or empty
        outcome TEXT NOT NULL,
        credit REAL NOT NULL,
        latency_ms INTEGER NOT NULL,
        mode TEXT NOT NULL,
        undoes TEXT NOT NULL  -- uuid of the answer that this row takes back, or empty
    ) STRICT""",
    "CREATE INDEX answer_day ON answer(enrolment, day) WHERE undoes = ''",
    "CREATE INDEX answer_undoes ON answer(undoes) WHERE undoes <> ''",
    "CREATE INDEX answer_chosen ON answer(enrolment, item) WHERE chosen <> ''",
    """CREATE TABLE evidence (
        answer INTEGER NOT NULL REFERENCES answer(id) ON DELETE CASCADE,
        n INTEGER NOT NULL,
        enrolment INTEGER NOT NULL REFERENCES enrolment(id) ON DELETE CASCADE,
        item INTEGER NOT NULL REFERENCES item(id),
        digest TEXT NOT NULL,
        right INTEGER NOT NULL CHECK (right IN (0, 1)),
        grade INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 4),  -- of a self-graded card, else 0
        guess REAL NOT NULL,
        slip REAL NOT NULL,
        predicted REAL,
        counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
        why TEXT NOT NULL,
        PRIMARY KEY (answer, n)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX evidence_item ON evidence(enrolment, item)",
    """CREATE TABLE state (
        enrolment INTEGER NOT NULL REFERENCES enrolment(id) ON DELETE CASCADE,
        topic INTEGER NOT NULL REFERENCES topic(id),
        item INTEGER NOT NULL REFERENCES item(id),
        active INTEGER NOT NULL,
        depth INTEGER NOT NULL,
        position INTEGER NOT NULL,
        stability REAL,
        difficulty REAL,
        last_day INTEGER NOT NULL DEFAULT 0,
        reps INTEGER NOT NULL DEFAULT 0,
        lapses INTEGER NOT NULL DEFAULT 0,
        rights INTEGER NOT NULL DEFAULT 0,
        due INTEGER NOT NULL DEFAULT 0,  -- 0: new
        last_ms INTEGER NOT NULL DEFAULT 0,  -- moment of the last evidence that made it
        PRIMARY KEY (enrolment, topic, item)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX state_queue ON state(enrolment, active, due, stability, position, last_day, depth)",
    """CREATE TRIGGER answer_append_only BEFORE UPDATE ON answer
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER evidence_append_only BEFORE UPDATE ON evidence
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
)

_MARKS_AND_SETTINGS = (
    """CREATE TABLE mark (
        enrolment INTEGER NOT NULL REFERENCES enrolment(id) ON DELETE CASCADE,
        item INTEGER NOT NULL REFERENCES item(id),
        suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
        buried_until INTEGER NOT NULL DEFAULT 0,
        flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)),
        PRIMARY KEY (enrolment, item)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE setting (
        learner INTEGER NOT NULL REFERENCES learner(id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (learner, key)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE reset (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,  -- the device's last answer that it covers
        enrolment INTEGER NOT NULL REFERENCES enrolment(id) ON DELETE CASCADE,
        at_ms INTEGER NOT NULL,
        topic TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE reset_item (
        item INTEGER NOT NULL REFERENCES item(id),
        reset INTEGER NOT NULL REFERENCES reset(id) ON DELETE CASCADE,
        PRIMARY KEY (item, reset)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX reset_item_reset ON reset_item(reset)",
    """CREATE TABLE adoption (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        learner INTEGER NOT NULL REFERENCES learner(id) ON DELETE CASCADE,
        at_ms INTEGER NOT NULL,
        engine TEXT NOT NULL,
        parameters TEXT NOT NULL,  -- JSON: {"weights": […], "known_before": …}
        why TEXT NOT NULL
    ) STRICT""",
)

_DAY_INDEX = (
    "DROP INDEX answer_day",
    # how many items a day brought is asked at every start: the index alone answers it
    "CREATE INDEX answer_day ON answer(enrolment, day, mode, item) WHERE undoes = ''",
)

_ATTEMPTS = (
    """CREATE TABLE attempt (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        enrolment INTEGER NOT NULL REFERENCES enrolment(id) ON DELETE CASCADE,
        blueprint TEXT NOT NULL,  -- its name, or empty
        questions INTEGER NOT NULL,
        multiplier REAL NOT NULL,
        started_ms INTEGER NOT NULL,
        submitted_ms INTEGER NOT NULL,  -- 0 while it is open
        position INTEGER NOT NULL,
        question_ms INTEGER NOT NULL,  -- time that the question at this position has had
        used_ms INTEGER NOT NULL,
        seen_ms INTEGER NOT NULL,  -- moment at which this row was last written
        share REAL,  -- of the marks, 0 to 1
        recorded INTEGER NOT NULL CHECK (recorded IN (0, 1))  -- its answers are in the log
    ) STRICT""",
    "CREATE INDEX attempt_enrolment ON attempt(enrolment, submitted_ms, recorded)",
    # apart, because the row above is written every few seconds and a paper may be long
    """CREATE TABLE attempt_paper (
        attempt INTEGER PRIMARY KEY REFERENCES attempt(id) ON DELETE CASCADE,
        bank_digest TEXT NOT NULL,
        paper TEXT NOT NULL,  -- JSON
        prints TEXT NOT NULL  -- JSON: a digest of each question
    ) STRICT""",
    """CREATE TABLE attempt_event (
        id INTEGER PRIMARY KEY,
        attempt INTEGER NOT NULL REFERENCES attempt(id) ON DELETE CASCADE,
        n INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        zone_minutes INTEGER NOT NULL,
        kind TEXT NOT NULL,
        question INTEGER NOT NULL,  -- from 0
        data TEXT NOT NULL,  -- JSON
        used_ms INTEGER NOT NULL,  -- time that this question has had
        whole_ms INTEGER NOT NULL,
        UNIQUE (attempt, n)
    ) STRICT""",
    """CREATE TRIGGER attempt_event_append_only BEFORE UPDATE ON attempt_event
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TABLE attempt_answer (
        id INTEGER PRIMARY KEY,
        attempt INTEGER NOT NULL REFERENCES attempt(id) ON DELETE CASCADE,
        n INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        zone_minutes INTEGER NOT NULL,
        question TEXT NOT NULL,
        item TEXT NOT NULL,
        template TEXT NOT NULL,
        topic TEXT NOT NULL,
        form TEXT NOT NULL,
        response TEXT NOT NULL,  -- JSON
        chosen TEXT NOT NULL,  -- JSON list
        outcome TEXT NOT NULL,
        credit REAL NOT NULL,
        certainty INTEGER NOT NULL,
        options TEXT NOT NULL,  -- JSON list
        key TEXT NOT NULL,  -- JSON list
        used_ms INTEGER NOT NULL,
        void INTEGER NOT NULL CHECK (void IN (0, 1)),  -- the bank changed under it
        UNIQUE (attempt, n)
    ) STRICT""",
    """CREATE TRIGGER attempt_answer_append_only BEFORE UPDATE ON attempt_answer
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
)

_CLASSES = (
    # no number is given twice: a server that has not heard that its session is gone must not write into another
    """CREATE TABLE class_session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL,  -- what pupils type
        host_hash BLOB NOT NULL,
        started_ms INTEGER NOT NULL,
        title TEXT NOT NULL,
        mode TEXT NOT NULL,
        questions INTEGER NOT NULL,
        at_ms INTEGER NOT NULL  -- of the room's clock, as it was last told
    ) STRICT""",
    # apart, because the row above is written again and again and a plan may be long
    """CREATE TABLE class_plan (
        session INTEGER PRIMARY KEY REFERENCES class_session(id) ON DELETE CASCADE,
        plan TEXT NOT NULL  -- JSON, without its roster
    ) STRICT""",
    """CREATE TABLE class_seat (
        session INTEGER NOT NULL REFERENCES class_session(id) ON DELETE CASCADE,
        seat INTEGER NOT NULL,
        lang TEXT NOT NULL,
        extra REAL NOT NULL,
        kicked INTEGER NOT NULL CHECK (kicked IN (0, 1)),
        token_hash BLOB NOT NULL,
        PRIMARY KEY (session, seat)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE class_name (
        session INTEGER NOT NULL REFERENCES class_session(id) ON DELETE CASCADE,
        seat INTEGER NOT NULL,  -- 0: the roster
        part TEXT NOT NULL,  -- name, team or learner; of the roster the place in it
        text TEXT,  -- NULL once it is forgotten
        PRIMARY KEY (session, seat, part)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX class_name_learner ON class_name(text) WHERE part = 'learner'",
    """CREATE TABLE class_event (
        session INTEGER NOT NULL REFERENCES class_session(id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        utc_ms INTEGER NOT NULL,
        kind TEXT NOT NULL,
        data TEXT NOT NULL,  -- JSON; people are in it by the numbers of their seats
        PRIMARY KEY (session, seq)
    ) STRICT, WITHOUT ROWID""",
    # one tree and no index beside it: a commit for a whole class writes half as many pages
    """CREATE TABLE class_answer (
        session INTEGER NOT NULL REFERENCES class_session(id) ON DELETE CASCADE,
        question INTEGER NOT NULL,  -- from 0
        seat INTEGER NOT NULL,
        n INTEGER NOT NULL,  -- in the order in which they were kept
        at_ms INTEGER NOT NULL,
        utc_ms INTEGER NOT NULL,
        used_ms INTEGER NOT NULL,
        response TEXT NOT NULL,  -- JSON
        outcome TEXT NOT NULL,
        credit REAL NOT NULL,
        points INTEGER NOT NULL,
        PRIMARY KEY (session, question, seat)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER class_event_append_only BEFORE UPDATE ON class_event
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER class_answer_append_only BEFORE UPDATE ON class_answer
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    # where the whole session goes, its own row has gone first
    """CREATE TRIGGER class_event_stays BEFORE DELETE ON class_event
       WHEN EXISTS (SELECT 1 FROM class_session WHERE id = OLD.session)
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER class_answer_stays BEFORE DELETE ON class_answer
       WHEN EXISTS (SELECT 1 FROM class_session WHERE id = OLD.session)
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER class_name_goes AFTER DELETE ON learner
       BEGIN
         UPDATE class_name SET text = NULL
         WHERE seat = 0 AND (session, text) IN (
           SELECT k.session, k.text FROM class_name o
           JOIN class_name k ON k.session = o.session AND k.seat = o.seat AND k.part = 'name'
           WHERE o.part = 'learner' AND o.text = OLD.uuid);
         UPDATE class_name SET text = NULL
         WHERE (session, seat) IN (
           SELECT session, seat FROM class_name WHERE part = 'learner' AND text = OLD.uuid);
       END""",
)

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("log_and_states", _LOG_AND_STATES),
    ("marks_and_settings", _MARKS_AND_SETTINGS),
    ("day_index", _DAY_INDEX),
    ("attempts", _ATTEMPTS),
    ("classes", _CLASSES),
)
"""Name and statements of each step. ``user_version`` of a file is the number of steps it has taken."""

LATEST = len(STEPS)
