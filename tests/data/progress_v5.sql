PRAGMA application_id = 1366645297;
PRAGMA user_version = 5;
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
INSERT INTO "_sqlite_migrations" VALUES(5,'quiz.progress','005_classes','2026-11-22 00:51:21.388555+00:00');
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
CREATE TABLE class_answer (
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
    ) STRICT, WITHOUT ROWID;
INSERT INTO "class_answer" VALUES(1,0,1,2,9500,1700000109500,2500,'0','right',1.0,1);
INSERT INTO "class_answer" VALUES(1,0,2,1,9000,1700000109000,2000,'3','wrong',0.0,0);
INSERT INTO "class_answer" VALUES(1,1,1,3,19500,1700000119500,2500,'"năm 1037"','wrong',0.0,0);
CREATE TABLE class_event (
        session INTEGER NOT NULL REFERENCES class_session(id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        utc_ms INTEGER NOT NULL,
        kind TEXT NOT NULL,
        data TEXT NOT NULL,  -- JSON; people are in it by the numbers of their seats
        PRIMARY KEY (session, seq)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "class_event" VALUES(1,1,1000,1700000101000,'join','{"seat": 1}');
INSERT INTO "class_event" VALUES(1,2,2000,1700000102000,'join','{"seat": 2}');
INSERT INTO "class_event" VALUES(1,3,3000,1700000103000,'ask','{"q": 0, "opens_at": 7000, "closes_at": 37000}');
INSERT INTO "class_event" VALUES(1,10,10000,1700000110000,'reveal','{"q": 0}');
INSERT INTO "class_event" VALUES(1,11,11000,1700000111000,'kick','{"seat": 2}');
INSERT INTO "class_event" VALUES(1,12,12000,1700000112000,'ask','{"q": 1, "opens_at": 17000, "closes_at": null}');
INSERT INTO "class_event" VALUES(1,20,20000,1700000120000,'over','{}');
CREATE TABLE class_name (
        session INTEGER NOT NULL REFERENCES class_session(id) ON DELETE CASCADE,
        seat INTEGER NOT NULL,  -- 0: the roster
        part TEXT NOT NULL,  -- name, team or learner; of the roster the place in it
        text TEXT,  -- NULL once it is forgotten
        PRIMARY KEY (session, seat, part)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "class_name" VALUES(1,0,'000000','Nguyễn Thị Lan');
INSERT INTO "class_name" VALUES(1,0,'000001','Minh');
INSERT INTO "class_name" VALUES(1,1,'learner','00000000-0000-74f4-8080-4ea51b143d58');
INSERT INTO "class_name" VALUES(1,1,'name','Nguyễn Thị Lan');
INSERT INTO "class_name" VALUES(1,1,'team','Đỏ');
INSERT INTO "class_name" VALUES(1,2,'name','Minh');
INSERT INTO "class_name" VALUES(1,2,'team','Xanh');
CREATE TABLE class_plan (
        session INTEGER PRIMARY KEY REFERENCES class_session(id) ON DELETE CASCADE,
        plan TEXT NOT NULL  -- JSON, without its roster
    ) STRICT;
INSERT INTO "class_plan" VALUES(1,'{"title": {"en": "Rivers"}, "langs": ["en"], "entries": [{"facility": 0.5, "fixed": true, "questions": {"en": {"id": "toy/kinda-0/self>founded~choice.en#5", "item": "toy/kinda-0/self>founded", "form": "choice", "lang": "en", "seed": 5, "bank": "toy", "topic": "topic-a", "subject": "kinda-0", "property": "founded", "given": "self", "qualifier": null, "template": "one.year", "prompt": "What is the year of foundation of Place AAa?", "left": [], "options": ["1000", "1111", "1259", "1296"], "option_ids": ["1000", "1111", "1259", "1296"], "key": ["1000"], "key_indices": [0], "accept": null, "explanation": "The year of foundation of Place AAa is 1000.", "about": ["", "The year of foundation of Place ADa is 1111.", "The year of foundation of Place AHa is 1259.", "The year of foundation of Place AIa is 1296."], "sources": [], "as_of": null, "depth": "core", "touches": [{"item": "toy/kinda-0/self>founded", "digest": "7e1e908e8319"}], "reveals": ["kinda-0/founded", "kinda-3/founded", "kinda-7/founded", "kinda-8/founded"]}}, "cited": {"en": []}}, {"facility": 0.5, "fixed": true, "questions": {"en": {"id": "toy/kinda-1/self>founded~typed.en#6", "item": "toy/kinda-1/self>founded", "form": "typed", "lang": "en", "seed": 6, "bank": "toy", "topic": "topic-a", "subject": "kinda-1", "property": "founded", "given": "self", "qualifier": null, "template": "one.year", "prompt": "What is the year of foundation of Place ABa?", "left": [], "options": [], "option_ids": [], "key": ["1037"], "key_indices": [], "accept": {"rule": "date", "texts": ["1037"], "corrected": [], "refused": [], "also": [], "unit": "", "tolerance": 0.0, "grain": "year"}, "explanation": "The year of foundation of Place ABa is 1037.", "about": [], "sources": [], "as_of": null, "depth": "core", "touches": [{"item": "toy/kinda-1/self>founded", "digest": "a8f517859c03"}], "reveals": ["kinda-1/founded"]}}, "cited": {"en": []}}], "bank": "toy", "bank_digest": "b", "mode": "live", "read_ms": 4000, "answer_ms": 30000, "speed": false, "auto_ms": 0, "board": 0, "podium": false, "naming": "roster", "teams": "averaged", "deadline_ms": 0, "evidence": true}');
CREATE TABLE class_seat (
        session INTEGER NOT NULL REFERENCES class_session(id) ON DELETE CASCADE,
        seat INTEGER NOT NULL,
        lang TEXT NOT NULL,
        extra REAL NOT NULL,
        kicked INTEGER NOT NULL CHECK (kicked IN (0, 1)),
        token_hash BLOB NOT NULL,
        PRIMARY KEY (session, seat)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "class_seat" VALUES(1,1,'vi',1.5,0,X'0202020202020202020202020202020202020202020202020202020202020202');
INSERT INTO "class_seat" VALUES(1,2,'en',1.0,1,X'0303030303030303030303030303030303030303030303030303030303030303');
CREATE TABLE class_session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL,  -- what pupils type
        host_hash BLOB NOT NULL,
        started_ms INTEGER NOT NULL,
        title TEXT NOT NULL,
        mode TEXT NOT NULL,
        questions INTEGER NOT NULL,
        at_ms INTEGER NOT NULL  -- of the room's clock, as it was last told
    ) STRICT;
INSERT INTO "class_session" VALUES(1,'018bcfe6-eea0-7000-8000-00000000000a','482913',X'0101010101010101010101010101010101010101010101010101010101010101',1700000100000,'Rivers','live',2,2500);
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
CREATE INDEX class_name_learner ON class_name(text) WHERE part = 'learner';
CREATE TRIGGER class_event_append_only BEFORE UPDATE ON class_event
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER class_answer_append_only BEFORE UPDATE ON class_answer
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER class_event_stays BEFORE DELETE ON class_event
       WHEN EXISTS (SELECT 1 FROM class_session WHERE id = OLD.session)
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER class_answer_stays BEFORE DELETE ON class_answer
       WHEN EXISTS (SELECT 1 FROM class_session WHERE id = OLD.session)
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER class_name_goes AFTER DELETE ON learner
       BEGIN
         UPDATE class_name SET text = NULL
         WHERE seat = 0 AND (session, text) IN (
           SELECT k.session, k.text FROM class_name o
           JOIN class_name k ON k.session = o.session AND k.seat = o.seat AND k.part = 'name'
           WHERE o.part = 'learner' AND o.text = OLD.uuid);
         UPDATE class_name SET text = NULL
         WHERE (session, seat) IN (
           SELECT session, seat FROM class_name WHERE part = 'learner' AND text = OLD.uuid);
       END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('class_session',1);
COMMIT;
