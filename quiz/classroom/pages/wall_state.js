/* What the wall knows. It has no seat, sends nothing but its greeting, and gets no key before the reveal. */

const room = {
  code: "", url: "", known: false, gone: "", names: [], teams: [], seated: 0, locked: false,
  mode: "live", phase: "lobby", paused: false, title: {}, q: -1, of: 0,
  question: null, reveal: null, over: null, answered: 0, asked: 0,
};

function hello() {
  return room.code && !room.gone ? { t: "wall", v: 1, code: room.code } : null;
}

function take(frame) {
  const change = TAKEN[frame.t];
  if (!change) return false;
  change(frame);
  return true;
}

const TAKEN = {
  room(frame) {
    clockPaused(false);
    clockSees(frame, true);
    clockPaused(Boolean(frame.paused));
    room.known = true;
    room.gone = "";
    room.mode = frame.mode;
    room.phase = frame.phase;
    room.paused = Boolean(frame.paused);
    room.title = frame.title || {};
    room.q = frame.q;
    room.of = frame.of;
    room.question = frame.question ? readBy(frame.question) : null;
    room.reveal = frame.reveal || null;
    room.over = frame.phase === "over" ? frame.over || room.over || {} : null;
    if (frame.code) room.code = String(frame.code);
    if (frame.url) room.url = String(frame.url);
    room.names = frame.names || [];
    room.teams = frame.teams || []; // of each of the names
    room.seated = room.names.length;
    room.locked = Boolean(frame.locked);
    room.answered = 0;
    if (frame.count) TAKEN.count(frame.count);
  },

  question(frame) {
    clockSees(frame, false);
    room.question = readBy(frame);
    room.q = frame.q;
    room.of = frame.of;
    room.phase = "asked";
    room.reveal = room.over = null;
    room.answered = 0;
  },

  count(frame) {
    if (frame.q !== room.q) return;
    room.answered = frame.answered;
    room.asked = frame.of;
  },

  reveal(frame) {
    room.reveal = frame;
    room.q = frame.q;
    room.phase = "revealed";
  },

  phase(frame) {
    clockPaused(false);
    clockSees(frame, true);
    room.phase = frame.phase;
    room.paused = Boolean(frame.paused);
    if (room.question) {
      if (frame.opens_at !== undefined) room.question.opens_at = frame.opens_at;
      if (frame.closes_at !== undefined) room.question.closes_at = frame.closes_at;
    }
    if (frame.phase === "lobby") room.question = room.reveal = null;
    clockPaused(room.paused);
  },

  over(frame) {
    room.over = frame;
    room.phase = "over";
  },

  error(frame) {
    if (!room.known) TAKEN.gone(frame);
  },

  gone(frame) {
    room.gone = frame.why || "over";
    linkStop();
  },
};

function readBy(question) {
  question.reads = Math.max(0, question.opens_at - roomNow());
  return question;
}

/** How many chose each of so many options. */
function chosen(counts, total) {
  const found = Array.from({ length: total }, () => 0);
  for (const [at, n] of counts || []) if (Number(at) in found) found[Number(at)] = n;
  return found;
}
