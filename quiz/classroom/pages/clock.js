/* The room's clock as seen from here. Frames carry the room's "now"; the one that travelled fastest tells best, and
   none can have travelled less than no time: the clock here is never ahead of the room's. Nothing of it is sent. */

const clock = { offset: null, paused: false, stoodAt: 0 };

function local() {
  return window.performance && performance.now ? performance.now() : Date.now();
}

/** Learn from a frame; "fresh" forgets what was known, as the room may have stood still since. */
function clockSees(frame, fresh) {
  if (typeof frame.now !== "number") return;
  const seen = frame.now - local();
  if (fresh || clock.offset === null || seen > clock.offset) clock.offset = seen;
}

function clockPaused(paused) {
  if (paused && !clock.paused) clock.stoodAt = roomNow();
  clock.paused = paused;
}

/** Milliseconds of the room's clock; it stands while the room is paused. */
function roomNow() {
  if (clock.paused) return clock.stoodAt;
  return clock.offset === null ? 0 : clock.offset + local();
}

/** Where a question stands by the clock: before, open or after, with the milliseconds left and the whole of them. */
function standing(question) {
  const now = roomNow();
  if (now < question.opens_at) {
    return { stage: "reading", left: question.opens_at - now, whole: Math.max(question.reads || 0, question.opens_at - now) };
  }
  if (question.closes_at === null || question.closes_at === undefined) return { stage: "open", left: null, whole: null };
  const left = question.closes_at - now;
  return { stage: left > 0 ? "open" : "after", left: Math.max(0, left), whole: question.closes_at - question.opens_at };
}

/** Show a standing in the bar of the page; returns the whole seconds left, or null. */
function showClock(at) {
  const place = byId("clock");
  if (!at || at.left === null) {
    place.hidden = true;
    return null;
  }
  const seconds = Math.ceil(at.left / 1000);
  const part = at.whole > 0 ? Math.max(0, Math.min(1, at.left / at.whole)) : 0;
  const kind = at.stage === "reading" ? " reading" : at.stage === "open" && seconds <= 5 ? " short" : "";
  if (place.className !== "clock" + kind) place.className = "clock" + kind;
  byId("fill").style.transform = "scaleX(" + part.toFixed(3) + ")";
  write(byId("left"), at.stage === "after" ? t("time_up") : t(at.stage === "reading" ? "opens_in" : "time_left", { n: seconds }));
  place.hidden = false;
  return seconds;
}
