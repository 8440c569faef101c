/* The pupil's page: which screen stands, and what happens to it when frames, taps and time come. */

const shown = { name: "", screen: null, said: 0, flagged: "" };

/** The name of the screen that should stand: another name means another screen. */
function wanted() {
  const q = room.question ? room.question.q : -1;
  if (room.gone) return "gone " + room.gone;
  if (!room.token && !room.known) return "join";
  if (!room.known) return "wait";
  if (room.phase === "over") return "over " + Boolean(room.over && room.over.t); // its frame follows a snapshot
  if (room.phase === "revealed" && room.reveal) return "reveal " + room.reveal.q;
  if (room.mode === "paced" && room.reveal) return "reveal " + room.reveal.q;
  if ((room.phase === "asked" || room.phase === "closed") && room.question) return "question " + q;
  if (room.mode === "paced" && room.phase === "asked") return "start";
  return room.phase === "lobby" ? "lobby" : "wait";
}

const SCREENS = {
  gone: goneScreen, join: joinScreen, wait: waitScreen, over: overScreen, reveal: revealScreen,
  question: questionScreen, start: startScreen, lobby: lobbyScreen,
};

/** Bring the page in line with what is known. Cheap when nothing has changed. */
function show() {
  const name = wanted() + " " + page.lang;
  if (name !== shown.name) {
    const before = shown.name;
    shown.name = name;
    shown.screen = SCREENS[name.split(" ")[0]]();
    fill(byId("main"), shown.screen.node);
    document.body.setAttribute("data-screen", name.split(" ")[0]);
    say(""); // what was said belongs to the screen before
    if (shown.screen.update) shown.screen.update();
    if (before) window.scrollTo(0, 0);
    if (shown.screen.focus && (before || name.indexOf("join") === 0)) shown.screen.focus();
    shown.said = 0;
  } else if (shown.screen.update) {
    shown.screen.update();
  }
  showTop();
}

function showTop() {
  const seated = room.known && !room.gone && room.you;
  write(byId("who"), seated ? room.you.name : inLang(room.title) || t("app"));
  write(byId("score"), seated && room.you.answered ? t("right_short", { n: number(room.you.right) }) : "");
  const down = !link.current && Boolean(hello()) && (room.known || Boolean(room.token));
  byId("link").hidden = !down;
  write(byId("link"), down ? t("reconnecting") : "");
  if (down !== (shown.flagged === "down")) {
    shown.flagged = down ? "down" : "";
    if (room.known) say(down ? t("reconnecting") : t("connected"));
  }
  const paused = room.known && room.paused && !room.gone && room.phase !== "over";
  byId("pause").hidden = !paused;
  write(byId("pause"), paused ? t("paused") : "");
  showTime();
}

/** The countdown, and what is said of it aloud: when answers open, and when little time is left. */
function showTime() {
  const question = room.question;
  const running = shown.name.indexOf("question ") === 0 && room.phase === "asked" && question;
  const at = running ? standing(question) : null;
  const seconds = showClock(at);
  if (!at || room.paused) return;
  const done = room.pending || (room.answer && room.answer.q === question.q);
  const mark = at.stage === "open" ? (seconds === 10 || seconds === 5 ? seconds : 1) : 0;
  if (mark && mark !== shown.said && !done) {
    if (mark === 1 && !shown.said) say(t("open_now"));
    if (mark > 1) say(t("time_left", { n: seconds }));
    if (mark > 1 || !shown.said) shown.said = mark;
  }
}

/** The button that asks a paced room for a question; whatever the room says next, it can be pressed again. */
function nextButton(words) {
  const ask = () => {
    room.asking = linkSend({ t: "next" });
    update();
  };
  const node = el("button", { class: "main-button", type: "button", on: ["click", ask] }, t(words));
  const update = () => {
    node.disabled = room.asking;
  };
  update();
  return { node: node, update: update };
}

function changeLang(code) {
  setLang(code);
  kept.set("lang", code);
  langButtons(byId("langs"), changeLang);
  show();
  const chosen = byId("langs").querySelector('[aria-pressed="true"]');
  if (chosen) chosen.focus();
}

/** How much room there is, in letters, whatever their size. */
function measure() {
  const letter = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const room = { wide: window.innerWidth / letter >= 40, narrow: window.innerWidth / letter < 15, low: window.innerHeight / letter < 24 };
  for (const name of Object.keys(room)) document.body.classList.toggle(name, room[name]);
}

/* A–F and 1–9 choose, Backspace takes back the last of an order; never while something is being typed. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !shown.screen || !shown.screen.key) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const letter = event.key.length === 1 ? LETTERS.indexOf(event.key.toUpperCase()) : -1;
  const digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
  if (letter >= 0 || digit >= 0) shown.screen.key(letter >= 0 ? letter : digit);
  else if (event.key === "Backspace" && shown.screen.back) shown.screen.back();
});

measure();
window.addEventListener("resize", measure);
setLang(firstLang());
beginAt();
langButtons(byId("langs"), changeLang);
show();
linkStart({
  hello: hello,
  heard: (frame) => {
    if (take(frame)) show();
  },
  linked: show,
  patience: patience,
});
setInterval(() => {
  if (!document.hidden && shown.screen) {
    if (shown.name.indexOf("question ") === 0) shown.screen.update();
    showTime();
  }
}, 100);
