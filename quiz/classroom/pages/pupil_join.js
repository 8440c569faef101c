/* Screens around the questions: joining, waiting, the end, and what happens when the room sends a page away. */

const FAULTS = ["code", "name", "team", "teamless", "taken", "unknown", "full", "locked", "throttled", "token", "over", "kicked"];
const FIELDS = { code: "code", name: "name", taken: "name", unknown: "name", team: "team", teamless: "team" };

function fault(why) {
  return t(FAULTS.indexOf(why) >= 0 ? "fault_" + why : "fault_other");
}

function joinScreen() {
  const field = (id, label, value, more) => [
    el("label", { for: id }, label),
    el("input", Object.assign({ id: id, value: value, autocomplete: "off", autocorrect: "off", spellcheck: "false" }, more)),
  ];
  const named = SET.naming !== "nicknames";
  const note = el("p", { class: "fault", id: "fault", role: "alert" });
  const go = el("button", { class: "main-button", type: "submit" }, t("join"));
  const label = SET.teams === "device" ? t("names") : t("name");
  const form = el(
    "form",
    { class: "card join", novalidate: true, on: ["submit", (event) => { event.preventDefault(); submit(); }] },
    el("h1", { tabindex: "-1" }, t("join_title")),
    ...field("code", t("code"), room.code, { class: "code", inputmode: "numeric", maxlength: "12" }),
    ...(named ? field("name", label, room.name, { autocapitalize: "words", maxlength: "80", enterkeyhint: "go" }) : []),
    el("p", { class: "soft" }, t(named ? (SET.naming === "roster" ? "roster_hint" : "name_hint") : "nickname_hint")),
    ...(SET.teams === "averaged" ? field("team", t("team"), room.team, { maxlength: "40" }) : []),
    note,
    go
  );

  function value(id) {
    const input = byId(id);
    return input ? input.value.trim() : "";
  }

  function submit() {
    if (room.joining) return;
    room.code = value("code").replace(/\D/g, "");
    room.name = named ? value("name") : "";
    room.team = value("team");
    const teamless = SET.teams === "averaged" && !room.team;
    room.fault = !room.code ? "code" : named && !room.name ? "name" : teamless ? "teamless" : "";
    if (!room.fault) {
      room.joining = true;
      room.gone = "";
      linkStop(); // one join a socket: a second one could find its own name taken
      linkTry();
    }
    update();
    if (room.fault) blame();
  }

  /** The cursor goes where something is to be mended. */
  function blame() {
    const wrong = byId(FIELDS[room.fault] || "name") || byId("code");
    if (wrong) wrong.focus();
  }

  let told = room.fault;
  function update() {
    go.disabled = room.joining;
    write(go, room.joining ? t("joining") : t("join"));
    write(note, room.fault ? fault(room.fault) : "");
    for (const id of ["code", "name", "team"]) {
      const input = byId(id);
      if (!input) continue;
      const wrong = FIELDS[room.fault] === id;
      input.setAttribute("aria-invalid", String(wrong));
      if (wrong) input.setAttribute("aria-describedby", "fault");
      else input.removeAttribute("aria-describedby");
    }
    if (room.fault && room.fault !== told && !room.joining) blame();
    told = room.joining ? "" : room.fault;
  }

  return { node: form, update: update, focus: () => {
    const empty = !room.code ? byId("code") : byId("name") || byId("code");
    if (empty && !("ontouchstart" in window)) empty.focus(); // on a phone the keyboard would hide the form
  } };
}

function middle(drawn, title, ...more) {
  const head = el("h1", { tabindex: "-1" }, ...[].concat(title));
  return {
    node: el("section", { class: "card middle" }, icon(drawn), head, ...more),
    focus: () => head.focus({ preventScroll: true }),
  };
}

function lobbyScreen() {
  const name = room.you ? room.you.name : room.name;
  return middle(
    "hand",
    [t("you_are_in"), el("br"), named(name)],
    el("p", { dir: "auto" }, inLang(room.title) || ""),
    SET.teams === "averaged" && room.you && room.you.team ? el("p", null, t("team") + ": ", named(room.you.team)) : null,
    el("p", { class: "soft" }, t("lobby_hint"))
  );
}

/** A moment by this phone's time zone, written as at the teacher's desk: 2026-11-25 20:00. */
function moment(utc) {
  const here = new Date(utc - new Date(utc).getTimezoneOffset() * 60000);
  return here.toISOString().slice(0, 16).replace("T", " ");
}

function startScreen() {
  const start = nextButton("start");
  const hint = el("p", { class: "soft" }, t("paced_hint", { n: room.of }));
  const until = room.deadline ? el("p", null, t("until", { when: moment(room.deadline) })) : null;
  const screen = middle("hand", inLang(room.title) || t("you_are_in"), hint, until, start.node);
  return Object.assign(screen, { update: start.update });
}

/** Between two questions, or connecting for the first time. */
function waitScreen() {
  return middle("wait", room.known ? t("wait_next") : t("connecting"));
}

function overScreen() {
  const you = room.you || {};
  const parts = [];
  if (typeof you.right === "number") {
    parts.push(el("p", { class: "score-line" }, t("right_of", { right: number(you.right), of: number(room.over && room.over.of || you.answered) })));
    if (typeof you.points === "number" && you.points !== you.right) parts.push(el("p", null, t("points", { n: number(you.points) })));
  }
  const told = room.over || {};
  if (told.place) parts.push(el("p", null, t(SET.teams === "averaged" ? "team_place" : "place", { n: number(told.place[0]), of: number(told.place[1]) })));
  const best = told.podium || [];
  if (best.length) parts.push(el("h2", null, t("best")), ladder(best));
  return middle("right", t("over"), ...parts, el("p", { class: "soft" }, t("over_hint")));
}

function goneScreen() {
  const retry = (label, act) => el("button", { class: "main-button", type: "button", on: ["click", act] }, label);
  const here = () => {
    room.gone = "";
    show();
    linkTry();
  };
  if (room.gone === "replaced") {
    return middle("near", t("replaced"), el("p", { class: "soft" }, t("replaced_hint")), retry(t("use_here"), here));
  }
  if (room.gone === "kicked") return middle("blank", t("kicked"), el("p", { class: "soft" }, t("kicked_hint")), retry(t("try_again"), here));
  if (room.gone === "over") return overScreen();
  if (room.gone === "protocol") return middle("near", t("page_old"), retry(t("reload"), () => location.reload()));
  return middle("near", fault(room.gone), retry(t("try_again"), here));
}
