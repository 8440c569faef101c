/* A question that can be answered: one object a question, built once, then kept up to date, so that neither focus nor
   a half-written answer is lost when something else changes. */

const DOUBLE_TAP = 350; // ms: a tap meant for what stood here before is not an answer

function questionScreen() {
  const question = room.question;
  const texts = inLang(question.texts) || { prompt: "", options: [] };
  const lang = langOf(question.texts);
  const shownAt = local();
  const head = el("h1", { class: "prompt", tabindex: "-1", lang: lang, dir: "auto" }, texts.prompt);
  const hint = t("hint_" + question.form);
  const state = el("p", { class: "state", id: "state" });
  const next = nextButton("next");
  const parts = (PARTS[question.form] || choiceParts)(question, texts, lang);
  const node = el(
    "section",
    null,
    el("p", { class: "count" }, t("question_of", { n: question.q + 1, of: room.of })),
    head,
    hint ? el("p", { class: "hint", id: "hint" }, hint) : null,
    parts.node,
    el("div", { class: "answering" }, parts.controls || null, state, next.node)
  );
  let said = "";

  function update() {
    const at = standing(question);
    const held = local() - shownAt < DOUBLE_TAP;
    const sent = room.answer && room.answer.q === question.q ? room.answer.r : room.pending ? room.pending.r : null;
    const may = room.phase === "asked" && !room.paused && at.stage !== "reading";
    parts.update({ shut: !may || held, sent: sent, kept: Boolean(room.answer && room.answer.q === question.q) });
    next.update();
    next.node.hidden = room.mode !== "paced" || sent === null || Boolean(room.pending); // its reveal was lost on the way
    const line = stateLine(at, may);
    write(state, line.text);
    if (state.className !== "state " + line.kind) state.className = "state " + line.kind;
    if (line.say && line.text !== said) {
      said = line.text;
      say(line.text);
    }
  }

  return { node: node, update: update, focus: () => head.focus({ preventScroll: true }), key: parts.key, back: parts.back };
}

/** The line under the answers: what became of this pupil's answer. */
function stateLine(at, may) {
  if (room.answer && room.answer.q === room.question.q) {
    return { text: "✓ " + t(room.mode === "paced" ? "saved" : "saved_wait"), kind: "kept", say: true };
  }
  if (room.pending) return { text: link.current ? t("sending") : t("sending_later"), kind: "under-way", say: false };
  if (room.refused) return { text: refusal(room.refused), kind: "lost", say: true };
  if (room.paused) return { text: "", kind: "", say: false };
  if (room.phase === "closed" || (!may && room.phase !== "asked")) return { text: t("closed_wait"), kind: "under-way", say: true };
  if (at.stage === "reading") return { text: t("read_now"), kind: "under-way", say: false };
  if (at.stage === "after") return { text: t("time_up"), kind: "under-way", say: true };
  return { text: "", kind: "", say: false };
}

function refusal(why) {
  return t(["late", "early", "paused"].indexOf(why) >= 0 ? "refused_" + why : "refused_other");
}

/** Send once; a tap on something that is shut or answered does nothing. */
function give(response) {
  const question = room.question;
  if (room.pending || (room.answer && room.answer.q === question.q)) return;
  sendAnswer(question.q, response);
  show();
}

function optionButtons(texts, lang, tapped, role) {
  return (texts.options || []).map((text, at) => {
    const mark = el("span", { class: "mark" });
    const tap = () => {
      if (button.getAttribute("aria-disabled") !== "true") tapped(at);
    };
    const button = el(
      "button",
      { class: "option", type: "button", role: role, "data-at": at, on: ["click", tap] },
      badge(at),
      el("span", { class: "text", lang: lang, dir: "auto" }, text),
      mark
    );
    return { button: button, mark: mark };
  });
}

function optionList(buttons, texts, role, label) {
  const short = (texts.options || []).every((text) => text.length <= 40);
  return el("div", { class: short ? "options short" : "options", role: role, "aria-label": label }, ...buttons.map((one) => one.button));
}

/** Reading: disabled. Answered: still there for a screen reader, and deaf. */
function shut(one, now, picked) {
  const given = now.sent !== null;
  one.button.disabled = now.shut && !given;
  one.button.setAttribute("aria-disabled", String(given || now.shut));
  one.button.classList.toggle("picked", picked);
  one.button.classList.toggle("kept", picked && now.kept);
}

function byLetter(buttons) {
  return (at) => {
    if (buttons[at] && !buttons[at].button.disabled) buttons[at].button.click();
  };
}

function choiceParts(question, texts, lang) {
  const buttons = optionButtons(texts, lang, (at) => give(at));
  for (const one of buttons) one.mark.appendChild(icon("right"));
  return {
    node: optionList(buttons, texts, "group", t("answers")),
    key: byLetter(buttons),
    update(now) {
      buttons.forEach((one, at) => {
        shut(one, now, now.sent === at);
        one.button.setAttribute("aria-pressed", String(now.sent === at));
      });
    },
  };
}

function selectParts(question, texts, lang) {
  const draft = draftOf(question);
  const buttons = optionButtons(texts, lang, (at) => {
    draft.picks = draft.picks.indexOf(at) >= 0 ? draft.picks.filter((one) => one !== at) : draft.picks.concat([at]);
    show();
  }, "checkbox");
  for (const one of buttons) one.mark.appendChild(icon("right"));
  const sorted = () => draft.picks.slice().sort((a, b) => a - b);
  const send = el("button", { class: "main-button", type: "button", on: ["click", () => give(sorted())] });
  return {
    node: optionList(buttons, texts, "group", t("answers")),
    controls: send,
    key: byLetter(buttons),
    update(now) {
      const picks = now.sent || draft.picks;
      buttons.forEach((one, at) => {
        const picked = picks.indexOf(at) >= 0;
        shut(one, now, picked);
        one.button.setAttribute("aria-checked", String(picked));
      });
      send.hidden = now.sent !== null;
      send.disabled = now.shut || !picks.length;
      write(send, t("send_chosen", { n: picks.length }));
    },
  };
}

function orderParts(question, texts, lang) {
  const draft = draftOf(question);
  const all = (texts.options || []).length;
  const buttons = optionButtons(texts, lang, (at) => {
    draft.picks = draft.picks.indexOf(at) >= 0 ? draft.picks.filter((one) => one !== at) : draft.picks.concat([at]);
    say(draft.picks.map((one, rank) => rank + 1 + ". " + texts.options[one]).join("; "));
    show();
  });
  const takeBack = () => {
    draft.picks = draft.picks.slice(0, -1);
    show();
  };
  const undo = el("button", { class: "plain-button", type: "button", on: ["click", takeBack] }, t("undo"));
  const send = el("button", { class: "main-button", type: "button", on: ["click", () => give(draft.picks.slice())] }, t("send"));
  const controls = el("div", { class: "two" }, undo, send);
  return {
    node: optionList(buttons, texts, "group", t("answers")),
    controls: controls,
    key: byLetter(buttons),
    back: () => undo.click(),
    update(now) {
      const picks = now.sent || draft.picks;
      buttons.forEach((one, at) => {
        const rank = picks.indexOf(at);
        shut(one, now, rank >= 0);
        write(one.mark, rank >= 0 ? rank + 1 + "." : "");
        one.button.setAttribute("aria-pressed", String(rank >= 0));
      });
      controls.hidden = now.sent !== null;
      undo.disabled = now.shut || !picks.length;
      send.disabled = now.shut || picks.length < all;
    },
  };
}

function typedParts(question) {
  const draft = draftOf(question);
  const input = el("input", {
    id: "typed", type: "text", maxlength: "200", autocomplete: "off", autocorrect: "off", autocapitalize: "off",
    spellcheck: "false", enterkeyhint: "send", dir: "auto", value: draft.text,
    on: ["input", () => { draft.text = input.value; show(); }],
  });
  const send = el("button", { class: "main-button", type: "submit" }, t("send"));
  const form = el(
    "form",
    { class: "typed", autocomplete: "off", on: ["submit", (event) => {
      event.preventDefault();
      if (!send.disabled && input.value.trim()) give(input.value.trim());
    }] },
    el("label", { for: "typed" }, t("your_answer")),
    input,
    send
  );
  return {
    node: form,
    update(now) {
      const given = now.sent !== null;
      if (given && input.value !== now.sent) input.value = now.sent;
      input.readOnly = given || now.shut;
      send.hidden = given;
      send.disabled = now.shut || !input.value.trim();
    },
  };
}

const PARTS = { choice: choiceParts, true_false: choiceParts, select_all: selectParts, ordering: orderParts, typed: typedParts };
