/* What stands on the wall. Sizes are em of the stage, which shrinks until everything fits: nobody scrolls a wall. */

const MOST_NAMES = 160;

/** The languages on the wall: the one that leads and, where there is one, a second. */
function wallLangs() {
  return [page.lang].concat(SET.langs.filter((code) => code !== page.lang)).slice(0, 2);
}

/** The same in both languages, the second smaller; once where they do not differ. */
function both(texts, pick, name, className) {
  const said = [];
  return wallLangs().map((code, rank) => {
    const text = pick((texts || {})[code] || (rank ? {} : inLang(texts) || {}));
    if (!text || said.indexOf(text) >= 0) return null;
    said.push(text);
    return el(name, { class: rank ? className + " second" : className, lang: code, dir: "auto" }, text);
  });
}

/** 482913 → 482 913, read as one number. */
function codeText(code) {
  const half = Math.ceil(code.length / 2);
  return el("b", { class: "digits" }, el("span", null, code.slice(0, half)), el("span", null, code.slice(half)));
}

/** The address as it is typed: without what a browser adds. */
function shortUrl() {
  return (room.url || location.protocol + "//" + location.host + "/").replace(/^http:\/\//, "").replace(/[?#].*$/, "").replace(/\/$/, "");
}

function qr() {
  return el("img", { class: "qr", src: "/qr.svg?c=" + room.code + "&u=" + encodeURIComponent(room.url), alt: t("qr"), width: "300", height: "300" });
}

function lobbyScreen() {
  const count = el("h2", { class: "seated" });
  const names = el("ul", { class: "names" });
  const locked = el("p", { class: "step" });
  let drawn = "";
  return {
    node: el("div", { class: "lobby" },
      el("section", { class: "door" },
        el("div", { class: "steps" },
          el("p", { class: "step" }, t("wall_open")),
          el("p", { class: "address" }, shortUrl()),
          el("p", { class: "step" }, t("wall_code")),
          el("p", { class: "code" }, codeText(room.code))),
        el("div", { class: "scan" }, qr(), el("p", { class: "step" }, t("wall_scan")))),
      el("section", { class: "present" }, count, locked, names)),
    update() {
      write(count, t("in_room", { n: number(room.seated) }));
      write(locked, room.locked ? t("locked") : "");
      const key = room.names.concat(room.teams).join("\n") + room.locked;
      if (key === drawn) return false;
      drawn = key;
      const latest = room.names.slice(-MOST_NAMES);
      const more = room.seated - latest.length;
      fill(names, ...inTeams(latest), more > 0 ? el("li", { class: "more" }, t("and_more", { n: number(more) })) : null);
      return true;
    },
  };
}

/** The latest names, each behind its team, which says how many it has. */
function inTeams(latest) {
  const first = room.seated - latest.length;
  const one = (name) => el("li", null, named(name));
  return Array.from(new Set(room.teams.slice(first))).reduce((rows, team) => rows.concat(
    el("li", { class: "team" }, named(team), " ", number(room.teams.filter((other) => other === team).length)),
    latest.filter((name, at) => room.teams[first + at] === team).map(one)
  ), room.teams.length ? [] : latest.map(one));
}

function promptOf(texts) {
  return both(texts, (one) => one.prompt, "h2", "prompt");
}

function optionTexts(texts, at) {
  return both(texts, (one) => (one.options || [])[at], "span", "line");
}

function optionCount(texts) {
  return ((inLang(texts) || {}).options || []).length;
}

function longOptions(texts) {
  const lines = wallLangs().map((code) => ((texts || {})[code] || {}).options || []);
  return lines.some((options) => options.some((text) => text.length > 28));
}

function questionScreen() {
  const question = room.question;
  const total = optionCount(question.texts);
  const count = el("b", { class: "answered" });
  const bar = el("i");
  const state = el("p", { class: "state", role: "status" });
  const hint = t("wall_hint_" + question.form);
  return {
    node: el("div", { class: "asking" },
      ...promptOf(question.texts),
      total
        ? el("ul", { class: longOptions(question.texts) ? "options" : "options two" }, ...Array.from({ length: total }, (none, at) => el(
          "li", { class: "option" }, badge(at), el("div", { class: "text" }, ...optionTexts(question.texts, at))
        )))
        : null,
      hint ? el("p", { class: total ? "how" : "how phone" }, hint) : null,
      el("div", { class: "count" }, count, el("span", { class: "track", "aria-hidden": "true" }, bar), state)),
    update() {
      const at = standing(question);
      const all = room.asked || room.seated;
      write(count, t("answered_of", { n: number(room.answered), of: number(all) }));
      bar.style.transform = "scaleX(" + (all ? Math.min(1, room.answered / all) : 0).toFixed(3) + ")";
      const shut = room.phase === "closed" || at.stage === "after";
      write(state, room.paused ? t("paused") : shut ? t("time_up") : at.stage === "reading" ? t("read_now") : t("answer_now"));
      return false;
    },
  };
}

function revealScreen() {
  const reveal = room.reveal;
  const question = room.question && room.question.q === reveal.q ? room.question : { texts: {}, form: "typed" };
  const total = optionCount(question.texts);
  const spread = question.form === "ordering" ? orderSpread(question, reveal) : total ? optionSpread(question, reveal, total) : typedSpread(reveal);
  const sources = wallLangs().map((code) => ((reveal.texts || {})[code] || {}).sources || []).filter((all) => all.length)[0] || [];
  return {
    node: el("div", { class: "told" },
      ...promptOf(question.texts),
      el("div", { class: "sides" }, spread, reveal.board && reveal.board.length ? boardOf(reveal.board) : null),
      ...both(reveal.texts, (one) => one.explanation, "p", "why"),
      sources.length ? el("p", { class: "sources", dir: "auto" }, t("source") + ": " + sources.join("; ")) : null),
  };
}

function spreadBar(n, most) {
  const bar = el("i");
  bar.style.transform = "scaleX(" + (most ? n / most : 0).toFixed(3) + ")";
  return el("span", { class: "track", "aria-hidden": "true" }, bar);
}

function optionSpread(question, reveal, total) {
  const counts = chosen(reveal.counts, total);
  const most = Math.max(1, ...counts);
  return el("ul", { class: "spread" }, ...counts.map((n, at) => {
    const key = (reveal.key || []).indexOf(at) >= 0;
    return el("li", { class: key ? "option key" : "option" },
      badge(at),
      el("div", { class: "text" },
        el("div", { class: "lines" }, ...optionTexts(question.texts, at), key ? el("span", { class: "mark" }, icon("right"), t("right_answer")) : null),
        spreadBar(n, most)),
      el("b", { class: "n" }, number(n)));
  }));
}

function typedSpread(reveal) {
  const given = (reveal.counts || []).slice(0, 6); // [text, how often], the most frequent first
  const most = Math.max(1, ...given.map(([text, n]) => n));
  return el("div", { class: "spread" },
    el("p", { class: "keyline" }, icon("right"), t("right_answer") + ": ",
      ...both(reveal.texts, (one) => (one.key || []).join("; "), "b", "keytext")),
    el("ul", null, ...given.map(([text, n]) => el("li", { class: "option" },
      el("div", { class: "text" }, el("span", { class: "line" }, named(text)), spreadBar(n, most)),
      el("b", { class: "n" }, number(n))))));
}

function orderSpread(question, reveal) {
  return el("ol", { class: "spread" }, ...(reveal.key || []).map((at, rank) => el("li", { class: "option key" },
    el("b", { class: "rank" }, rank + 1 + "."), badge(at), el("div", { class: "text" }, ...optionTexts(question.texts, at)))));
}

function boardOf(places) {
  return el("section", { class: "board" }, el("h2", null, t("board")), ladder(places));
}

function overScreen() {
  const podium = (room.over && room.over.podium) || [];
  return {
    node: el("div", { class: "over" }, el("h2", { class: "prompt" }, t("over")),
      podium.length ? ladder(podium) : el("p", { class: "how" }, t("wall_over_hint"))),
  };
}

function messageScreen(text) {
  return { node: el("div", { class: "over" }, el("h2", { class: "prompt" }, text)) };
}

/** Without a code in the address, the wall asks for it. */
function codeScreen() {
  const input = el("input", { id: "code", inputmode: "numeric", maxlength: "12", autocomplete: "off", "aria-label": t("code") });
  const open = (event) => {
    event.preventDefault();
    room.code = input.value.replace(/\D/g, "");
    room.gone = "";
    if (room.code) linkTry();
    show();
  };
  return {
    node: el("form", { class: "over", on: ["submit", open] },
      el("h2", { class: "prompt" }, t("wall_code")), input, el("button", { type: "submit" }, t("show_wall")),
      el("p", { class: "fault", role: "alert" }, room.gone ? t("fault_" + room.gone) : "")),
  };
}
