PRAGMA application_id = 1366645297;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'quiz.progress','001_log_and_states','2026-11-21 18:37:03.395278+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'quiz.progress','002_marks_and_settings','2026-11-21 18:37:03.396018+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'quiz.progress','003_day_index','2026-11-21 19:45:19.302333+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'quiz.progress','004_attempts','2026-11-21 22:32:26.570802+00:00');
CREATE TABLE adoption (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        learner INTEGER NOT NULL REFERENCES learner(id) ON DELETE CASCADE,
        at_ms INTEGER NOT NULL,
        engine TEXT NOT NULL,
        parameters TEXT NOT NULL,  -- JSON: {"weights": […], "known_before": …}
        why TEXT NOT NULL
    ) STRICT;
INSERT INTO "adoption" VALUES(1,'018bcfe6-a080-7baa-a200-c95a26e89b33','aa98626b4b5f',1,1700000080000,'fsrs-rs-python 0.9.3','{"weights": [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542], "known_before": 0.3}','trial');
CREATE TABLE answer (
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
    ) STRICT;
INSERT INTO "answer" VALUES(1,'018bcfe5-0000-7000-8000-000000000000','aa98626b4b5f',1,1,'evening',1700000000000,420,740000,'toy/s0/self>length~choice.en#1f',1,'ffffffffffffffff','b','self>length','en','choice','["red", "blue", "sông Đà"]','1','','right',1.0,4000,'study','');
INSERT INTO "answer" VALUES(2,'018bcfe5-0000-7000-8000-000000000001','aa98626b4b5f',2,1,'evening',1700000001000,420,740000,'toy/s1/self>length~choice.en#1f',2,'ffffffffffffffff','b','self>length','en','choice','["red", "blue", "sông Đà"]','1','','right',1.0,4000,'study','');
INSERT INTO "answer" VALUES(3,'018bcfe5-0000-7000-8000-000000000002','aa98626b4b5f',3,1,'evening',1700000002000,420,740000,'toy/s2/self>length~choice.en#1f',3,'ffffffffffffffff','b','self>length','en','choice','["red", "blue", "sông Đà"]','1','blue','wrong',1.0,4000,'study','');
INSERT INTO "answer" VALUES(4,'018bcfe5-0000-7000-8000-000000000003','aa98626b4b5f',4,1,'evening',1700000003000,420,740000,'toy/s3/self>length~choice.en#1f',4,'ffffffffffffffff','b','self>length','en','choice','["red", "blue", "sông Đà"]','1','','right',1.0,4000,'study','');
INSERT INTO "answer" VALUES(5,'018bcfe5-0000-7000-8000-000000000004','aa98626b4b5f',5,1,'evening',1700000060000,420,740003,'toy/s0/self>length~choice.en#1f',1,'ffffffffffffffff','b','self>length','en','choice','["red", "blue", "sông Đà"]','2','sông Đà','wrong',1.0,4000,'study','');
INSERT INTO "answer" VALUES(6,'018bcfe5-0000-7000-8000-000000000005','aa98626b4b5f',6,1,'evening',1700000061000,420,740003,'toy/s1/self>length~choice.en#1f',2,'ffffffffffffffff','b','self>length','en','flashcard','["red", "blue", "sông Đà"]','"easy"','','right',1.0,4000,'study','');
INSERT INTO "answer" VALUES(7,'018bcfe6-5a30-7612-8bb7-dd430a4df76c','aa98626b4b5f',7,1,'evening',1700000062000,420,740003,'toy/s1/self>length~choice.en#1f',2,'ffffffffffffffff','b','self>length','en','flashcard','["red", "blue", "sông Đà"]','"easy"','','right',1.0,4000,'study','018bcfe5-0000-7000-8000-000000000005');
CREATE TABLE attempt (
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
    ) STRICT;
INSERT INTO "attempt" VALUES(1,'018bcfe6-0001-7000-8000-000000000000','aa98626b4b5f',1,'weekly',2,1.25,1700000070000,1700000085000,0,4000,15000,1700000085000,0.5,1);
INSERT INTO "attempt" VALUES(2,'018bcfe6-0002-7000-8000-000000000000','aa98626b4b5f',1,'weekly',2,1.25,1700000090000,0,1,2000,9000,1700000099000,NULL,0);
CREATE TABLE attempt_answer (
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
    ) STRICT;
INSERT INTO "attempt_answer" VALUES(1,1,0,1700000074000,420,'toy/s0/self>length~choice.vi#1f','toy/s0/self>length','self>length','rivers','choice','2','["sông Đà"]','right',1.0,0,'["red", "blue", "sông Đà"]','["sông Đà"]',4000,0);
INSERT INTO "attempt_answer" VALUES(2,1,1,1700000085000,420,'toy/s1/self>length~typed.vi#f','toy/s1/self>length','self>length','rivers','typed','null','[]','blank',0.0,0,'[]','["12"]',0,0);
CREATE TABLE attempt_event (
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
    ) STRICT;
INSERT INTO "attempt_event" VALUES(1,1,0,1700000074000,420,'answer',0,'{"response": 2, "outcome": "right", "credit": 1.0, "certainty": 0}',4000,4000);
INSERT INTO "attempt_event" VALUES(2,1,1,1700000085000,420,'submit',0,'{}',4000,15000);
INSERT INTO "attempt_event" VALUES(3,2,0,1700000095000,420,'answer',0,'{"response": 2, "outcome": "right", "credit": 1.0, "certainty": 0}',5000,5000);
INSERT INTO "attempt_event" VALUES(4,2,1,1700000097000,420,'go',0,'{"to": 1}',7000,7000);
CREATE TABLE attempt_paper (
        attempt INTEGER PRIMARY KEY REFERENCES attempt(id) ON DELETE CASCADE,
        bank_digest TEXT NOT NULL,
        paper TEXT NOT NULL,  -- JSON
        prints TEXT NOT NULL  -- JSON: a digest of each question
    ) STRICT;
INSERT INTO "attempt_paper" VALUES(1,'b','{"blueprint": {"name": "weekly", "title": {"vi": "Hằng tuần"}, "questions": 2, "topics": [["rivers", 1.5]], "depth": "more", "forms": ["choice", "typed"], "difficulty": "any", "basis": "memory", "clock": {"question": 30, "whole": 600, "wall": false}, "scoring": "plain", "penalty": 0.25, "navigation": "free", "feedback": "end", "evidence": true}, "bank": "toy", "bank_digest": "b", "seed": 7, "lang": "vi", "slots": [["toy/s0/self>length", "choice", 31, 0.5], ["toy/s1/self>length", "typed", 18446744073709551615, 0.75]]}','["p0", "p1"]');
INSERT INTO "attempt_paper" VALUES(2,'b','{"blueprint": {"name": "weekly", "title": {"vi": "Hằng tuần"}, "questions": 2, "topics": [["rivers", 1.5]], "depth": "more", "forms": ["choice", "typed"], "difficulty": "any", "basis": "memory", "clock": {"question": 30, "whole": 600, "wall": false}, "scoring": "plain", "penalty": 0.25, "navigation": "free", "feedback": "end", "evidence": true}, "bank": "toy", "bank_digest": "b", "seed": 7, "lang": "vi", "slots": [["toy/s0/self>length", "choice", 31, 0.5], ["toy/s1/self>length", "typed", 18446744073709551615, 0.75]]}','["p0", "p1"]');
CREATE TABLE bank (
        id INTEGER PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        digest TEXT NOT NULL DEFAULT ''  -- of the catalogue as last mirrored
    ) STRICT;
INSERT INTO "bank" VALUES(1,'toy','catalogue-6');
CREATE TABLE enrolment (
        id INTEGER PRIMARY KEY,
        learner INTEGER NOT NULL REFERENCES learner(id) ON DELETE CASCADE,
        bank INTEGER NOT NULL REFERENCES bank(id),
        UNIQUE (learner, bank)
    ) STRICT;
INSERT INTO "enrolment" VALUES(1,1,1);
CREATE TABLE evidence (
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
    ) STRICT, WITHOUT ROWID;
INSERT INTO "evidence" VALUES(1,0,1,1,'d0',1,0,0.25,0.02,NULL,1,'');
INSERT INTO "evidence" VALUES(2,0,1,2,'d0',1,0,0.25,0.02,NULL,1,'');
INSERT INTO "evidence" VALUES(3,0,1,3,'d0',0,0,0.25,0.02,NULL,1,'');
INSERT INTO "evidence" VALUES(4,0,1,4,'d0',1,0,0.25,0.02,NULL,1,'');
INSERT INTO "evidence" VALUES(5,0,1,1,'d0',0,0,0.0,0.0,0.86,1,'');
INSERT INTO "evidence" VALUES(6,0,1,2,'d0',1,4,0.0,0.0,0.86,1,'');
CREATE TABLE item (
        id INTEGER PRIMARY KEY,
        bank INTEGER NOT NULL REFERENCES bank(id),
        item TEXT NOT NULL UNIQUE,
        digest TEXT NOT NULL,
        topic INTEGER NOT NULL REFERENCES topic(id),
        depth INTEGER NOT NULL CHECK (depth BETWEEN 0 AND 2),
        family TEXT NOT NULL,
        position INTEGER NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1))  -- 0: no longer in the bank
    ) STRICT;
INSERT INTO "item" VALUES(1,1,'toy/s0/self>length','d0',1,0,'toy/f0',0,1);
INSERT INTO "item" VALUES(2,1,'toy/s1/self>length','d0',1,0,'toy/f0',1,1);
INSERT INTO "item" VALUES(3,1,'toy/s2/self>length','d0',1,0,'toy/f1',2,1);
INSERT INTO "item" VALUES(4,1,'toy/s3/self>length','d0',2,0,'toy/f1',3,1);
INSERT INTO "item" VALUES(5,1,'toy/s4/self>length','d0',2,0,'toy/f2',4,1);
INSERT INTO "item" VALUES(6,1,'toy/s5/self>length','d0',2,2,'toy/f2',5,1);
CREATE TABLE learner (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE  -- the only place where a person is named
    ) STRICT;
INSERT INTO "learner" VALUES(1,'00000000-0000-74f4-8080-4ea51b143d58','Nguyễn Thị Lan');
CREATE TABLE mark (
        enrolment INTEGER NOT NULL REFERENCES enrolment(id) ON DELETE CASCADE,
        item INTEGER NOT NULL REFERENCES item(id),
        suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
        buried_until INTEGER NOT NULL DEFAULT 0,
        flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)),
        PRIMARY KEY (enrolment, item)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "mark" VALUES(1,1,0,0,1);
INSERT INTO "mark" VALUES(1,4,0,740009,0);
INSERT INTO "mark" VALUES(1,5,1,0,0);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('device','aa98626b4b5f');
INSERT INTO "meta" VALUES('seq_floor','0');
CREATE TABLE reset (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,  -- the device's last answer that it covers
        enrolment INTEGER NOT NULL REFERENCES enrolment(id) ON DELETE CASCADE,
        at_ms INTEGER NOT NULL,
        topic TEXT NOT NULL
    ) STRICT;
INSERT INTO "reset" VALUES(1,'018bcfe6-7970-7fbc-a2f7-dd413c3c38b0','aa98626b4b5f',7,1,1700000070000,'lakes');
CREATE TABLE reset_item (
        item INTEGER NOT NULL REFERENCES item(id),
        reset INTEGER NOT NULL REFERENCES reset(id) ON DELETE CASCADE,
        PRIMARY KEY (item, reset)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "reset_item" VALUES(4,1);
CREATE TABLE setting (
        learner INTEGER NOT NULL REFERENCES learner(id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (learner, key)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES(1,'language','vi');
INSERT INTO "setting" VALUES(1,'new_per_day','7');
CREATE TABLE state (
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
    ) STRICT, WITHOUT ROWID;
INSERT INTO "state" VALUES(1,1,1,1,0,0,3.61630678176879882812e-01,7.92129421234130859375e+00,740003,2,1,1,740004,1700000060000);
INSERT INTO "state" VALUES(1,1,2,1,0,1,9.46576767086852344235e-01,3.72078907667700864436e+00,740000,1,0,1,740001,1700000001000);
INSERT INTO "state" VALUES(1,1,3,1,0,2,2.17795573552143462148e-01,6.36476674861153668416e+00,740000,1,0,0,740001,1700000002000);
INSERT INTO "state" VALUES(1,2,4,1,0,3,NULL,NULL,0,0,0,0,0,0);
INSERT INTO "state" VALUES(1,2,5,1,0,4,NULL,NULL,0,0,0,0,0,0);
INSERT INTO "state" VALUES(1,2,6,1,2,5,NULL,NULL,0,0,0,0,0,0);
CREATE TABLE topic (
        id INTEGER PRIMARY KEY,
        bank INTEGER NOT NULL REFERENCES bank(id),
        slug TEXT NOT NULL,
        UNIQUE (bank, slug)
    ) STRICT;
INSERT INTO "topic" VALUES(1,1,'rivers');
INSERT INTO "topic" VALUES(2,1,'lakes');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX answer_undoes ON answer(undoes) WHERE undoes <> '';
CREATE INDEX answer_chosen ON answer(enrolment, item) WHERE chosen <> '';
CREATE INDEX evidence_item ON evidence(enrolment, item);
CREATE INDEX state_queue ON state(enrolment, active, due, stability, position, last_day, depth);
CREATE TRIGGER answer_append_only BEFORE UPDATE ON answer
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER evidence_append_only BEFORE UPDATE ON evidence
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE INDEX reset_item_reset ON reset_item(reset);
CREATE INDEX answer_day ON answer(enrolment, day, mode, item) WHERE undoes = '';
CREATE INDEX attempt_enrolment ON attempt(enrolment, submitted_ms, recorded);
CREATE TRIGGER attempt_event_append_only BEFORE UPDATE ON attempt_event
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER attempt_answer_append_only BEFORE UPDATE ON attempt_answer
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
COMMIT;
