/* What the pupil's page knows, and how each frame changes it. Nothing here touches the document. */

/** A seat's token, made here: a join whose answer was lost finds its own seat again. Empty where nothing is random. */
function newToken() {
  if (!window.crypto || !crypto.getRandomValues) return "";
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const text = btoa(String.fromCharCode.apply(null, bytes));
  return "t" + text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

const room = {
  code: "", token: "", brought: newToken(), session: "", name: "", team: "",
  joining: false, // a join was sent and not answered yet
  fault: "", // why joining failed
  gone: "", // why the room sent us away
  known: false, // a snapshot has arrived
  mode: "live", phase: "lobby", paused: false, title: {}, q: -1, of: 0, you: null,
  deadline: 0, // of homework, UTC ms
  question: null, reveal: null, over: null,
  asking: false, // the next question was asked for, and nothing has come since
  answer: null, // {q, r} as the room has kept it
  pending: null, // {q, r, at}: sent or to be sent, not acknowledged
  refused: "", // why the last answer was not taken
  draft: { q: -1, picks: [], text: "" },
};

/* Seats by session, so that a page that was loaded again finds its own; the latest eight. */

function seatsKept() {
  const all = kept.get("seats");
  return Array.isArray(all) ? all.filter((one) => one && typeof one.token === "string") : [];
}

function keepSeat() {
  const others = seatsKept().filter((one) => one.session !== room.session);
  const own = { session: room.session, token: room.token, code: room.code, name: room.name };
  kept.set("seats", [own].concat(others).slice(0, 8));
}

function forgetSeat() {
  const token = room.token;
  kept.set("seats", seatsKept().filter((one) => one.token !== token));
  kept.set("pending", null);
  room.token = room.session = "";
  room.pending = null;
  room.known = false;
  room.you = null;
}

/** Where to begin: a seat that was handed over in the address, the seat had before, or the form. */
function beginAt() {
  room.code = (asked("c") || "").replace(/\D/g, "").slice(0, 12);
  room.team = asked("t") || "";
  const handed = new URLSearchParams(location.hash.slice(1)).get("token");
  const had = seatsKept().find((one) => !room.code || one.code === room.code);
  if (handed) {
    room.token = handed;
    history.replaceState(null, "", location.pathname + location.search); // a token does not stay in the address
  } else if (had) {
    room.token = had.token;
    room.session = had.session;
    room.name = had.name;
    room.code = had.code;
  }
}

function hello() {
  if (room.gone) return null;
  if (room.token) return { t: "back", v: 1, token: room.token };
  if (room.joining) return { t: "join", v: 1, code: room.code, name: room.name, lang: page.lang, team: room.team, token: room.brought };
  return null;
}

/** Each frame changes the state; returns false for one that this page does not know. */
function take(frame) {
  const change = TAKEN[frame.t];
  if (!change) return false;
  room.asking = false;
  change(frame);
  return true;
}

const TAKEN = {
  room(frame) {
    clockPaused(false);
    clockSees(frame, true);
    clockPaused(Boolean(frame.paused));
    room.known = true;
    room.joining = false;
    room.fault = room.gone = "";
    room.session = frame.session;
    room.mode = frame.mode;
    room.phase = frame.phase;
    room.paused = Boolean(frame.paused);
    room.title = frame.title || {};
    room.deadline = frame.deadline || 0;
    room.of = frame.of;
    room.q = frame.q;
    room.question = frame.question ? readBy(frame.question) : null;
    room.reveal = frame.reveal || null;
    room.answer = frame.answer || null;
    room.over = frame.phase === "over" ? room.over || { you: frame.you } : null;
    if (frame.you) {
      room.you = Object.assign({}, frame.you);
      room.name = frame.you.name;
      if (frame.you.token) room.token = frame.you.token;
      delete room.you.token;
      keepSeat();
    }
    const waiting = room.pending || pendingKept();
    room.pending = null;
    if (waiting && room.question && waiting.q === room.question.q && !room.reveal && !(room.answer && room.answer.q === waiting.q)) {
      if (room.phase === "asked") sendAnswer(waiting.q, waiting.r);
      else room.refused = "late";
    } else if (waiting) {
      kept.set("pending", null);
    }
  },

  question(frame) {
    clockSees(frame, false);
    room.question = readBy(frame);
    room.q = frame.q;
    room.of = frame.of;
    room.phase = "asked";
    room.reveal = room.answer = room.pending = room.over = null;
    room.refused = "";
  },

  saved(frame) {
    clockSees(frame, false);
    if (room.pending && room.pending.q === frame.q) room.pending = null;
    kept.set("pending", null);
    room.refused = "";
    if (room.question && room.question.q === frame.q) room.answer = { q: frame.q, r: frame.r };
  },

  refused(frame) {
    if (room.pending && frame.q !== undefined && frame.q !== null && room.pending.q !== frame.q) return;
    room.pending = null;
    kept.set("pending", null);
    room.refused = frame.why || "other";
  },

  reveal(frame) {
    room.reveal = frame;
    room.q = frame.q;
    room.phase = "revealed";
    room.pending = null;
    kept.set("pending", null);
    room.refused = "";
    if (frame.you) {
      const own = frame.you;
      room.you = Object.assign({}, room.you, { right: own.right, answered: own.answered, points: own.total });
    }
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
    if (frame.phase === "lobby") room.question = room.reveal = room.answer = room.pending = null;
    if (frame.phase === "asked" && room.refused === "paused") room.refused = "";
    if (frame.phase !== "asked" && room.pending) {
      room.pending = null;
      room.refused = "late";
    }
    clockPaused(room.paused);
  },

  over(frame) {
    room.over = frame;
    room.phase = "over";
    if (frame.you) room.you = Object.assign({}, room.you, frame.you);
    room.pending = null;
    kept.set("pending", null);
  },

  error(frame) {
    if (!room.joining) return;
    room.joining = false;
    room.fault = frame.why || "other";
  },

  gone(frame) {
    const why = frame.why || "over";
    if (!room.token) {
      if (room.joining) room.fault = why; // else an idle socket was swept up behind the form
      room.joining = false;
    } else if (why === "token") {
      forgetSeat();
      room.fault = why;
    } else {
      room.gone = why;
      if (why === "kicked") room.known = false; // the seat stays this phone's: it may be given back
    }
    linkStop();
  },
};

/** Remember how long a question may be read before answers are taken, for the bar. */
function readBy(question) {
  question.reads = Math.max(0, question.opens_at - roomNow());
  return question;
}

/* Answers. Whatever has not been acknowledged is sent again after each reconnection and after a reload. */

function pendingKept() {
  const one = kept.get("pending");
  return one && one.session === room.session ? one : null;
}

function sendAnswer(q, r) {
  room.pending = { q: q, r: r, at: local() };
  room.refused = "";
  kept.set("pending", { session: room.session, q: q, r: r });
  linkSend({ t: "answer", q: q, r: r });
}

/** The draft of a question that is answered by more than one tap. */
function draftOf(question) {
  if (room.draft.q !== question.q) room.draft = { q: question.q, picks: [], text: "" };
  return room.draft;
}

/** How much silence is too much: little while an answer waits, a while after time was up, else half a minute. */
const QUIET = 25000 + 10000 * Math.random(); // ms; not all phones at once

function patience() {
  if (room.pending) return local() - room.pending.at > 3000 ? 3000 : QUIET;
  const late = room.phase === "asked" && !room.paused && room.question && standing(room.question).stage === "after";
  return late ? 8000 : QUIET;
}
