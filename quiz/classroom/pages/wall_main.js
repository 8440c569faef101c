/* The wall: which screen stands, and that it fits. */

const shown = { name: "", screen: null };

function wanted() {
  if (!room.code || room.gone === "code" || room.gone === "throttled") return "code";
  if (room.gone) return "gone";
  if (!room.known) return "wait";
  if (room.phase === "over") return "over " + Boolean(room.over && room.over.t); // its frame follows a snapshot
  if (room.phase === "revealed" && room.reveal) return "reveal " + room.reveal.q;
  if ((room.phase === "asked" || room.phase === "closed") && room.question) return "question " + room.question.q;
  return "lobby";
}

const SCREENS = {
  code: codeScreen, lobby: lobbyScreen, question: questionScreen, reveal: revealScreen, over: overScreen,
  gone: () => (room.gone === "over" ? overScreen() : messageScreen(t("page_old"))),
  wait: () => messageScreen(t("connecting")),
};

function show() {
  around();
  const name = [wanted(), page.lang, room.code, room.url, room.gone].join(" ");
  if (name !== shown.name) {
    shown.name = name;
    shown.screen = SCREENS[name.split(" ")[0]]();
    fill(byId("main"), shown.screen.node);
    document.body.setAttribute("data-screen", name.split(" ")[0]);
    if (shown.screen.update) shown.screen.update();
    around();
    fit();
    const input = byId("code");
    if (input) input.focus();
  } else if (shown.screen.update && shown.screen.update()) {
    fit();
  }
}

/** The lines above and below, and the clock. */
function around() {
  const asking = shown.name.indexOf("question ") === 0 || shown.name.indexOf("reveal ") === 0;
  write(byId("title"), inLang(room.title) || t("app"));
  write(byId("count"), asking ? t("question_of", { n: room.q + 1, of: room.of }) : "");
  const foot = byId("where");
  const text = room.known && !room.gone && shown.name.indexOf("lobby ") !== 0 && room.phase !== "over" ? shortUrl() + " · " + room.code : "";
  write(foot, text);
  const down = !link.current && Boolean(hello()) && room.known;
  byId("link").hidden = !down;
  write(byId("link"), down ? t("reconnecting") : "");
  const running = shown.name.indexOf("question ") === 0 && room.phase === "asked";
  showClock(running ? standing(room.question) : null);
  document.body.classList.toggle("paused", room.paused && room.phase !== "over");
}

/** Smaller letters, step by step, until the stage holds everything; less text before letters become very small. */
function fit() {
  const stage = byId("main");
  const fits = (size) => {
    stage.style.fontSize = size / 100 + "rem";
    return stage.scrollHeight <= stage.clientHeight && stage.scrollWidth <= stage.clientWidth;
  };
  for (const [cut, least] of [["", 80], ["tight", 76], ["tight tighter", 40]]) {
    stage.className = cut;
    for (let size = 100; size >= least; size -= 4) if (fits(size)) return;
  }
}

function changeLang(code) {
  setLang(code);
  langButtons(byId("langs"), changeLang);
  show();
}

setLang(SET.langs.indexOf(asked("l")) >= 0 ? asked("l") : SET.langs[0]);
room.code = (asked("c") || "").replace(/\D/g, "").slice(0, 12);
langButtons(byId("langs"), changeLang);
show();
window.addEventListener("resize", fit);
window.addEventListener("load", fit);
linkStart({
  hello: hello,
  heard: (frame) => {
    if (take(frame)) show();
  },
  linked: show,
  patience: () => 25000,
});
setInterval(() => {
  if (!document.hidden) show();
}, 200);
