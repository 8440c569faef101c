/* After the reveal: right or wrong, said in words and by a sign, the key, why, where it stands, and how many so far. */

function revealScreen() {
  const reveal = room.reveal;
  const question = room.question && room.question.q === reveal.q ? room.question : null;
  const own = reveal.you;
  const texts = inLang(reveal.texts) || {};
  const lang = langOf(reveal.texts);
  const outcome = outcomeOf(own);
  const head = el("h1", { tabindex: "-1" }, t("outcome_" + outcome.word));
  const result = el("section", { class: "card result " + outcome.kind }, icon(outcome.kind), el("div", null, head, ...totals(own)));

  const told = el("section", { class: "card told", lang: lang });
  const add = (title, ...children) => {
    if (title) told.appendChild(el("h2", { lang: page.lang }, title));
    for (const child of children) told.appendChild(child);
  };
  const asking = question ? inLang(question.texts) : null;
  if (asking) told.appendChild(el("p", { class: "asked", dir: "auto" }, asking.prompt));
  if (own && own.correction) add("", el("p", { dir: "auto" }, own.correction));
  const response = own && own.r !== undefined ? own.r : room.answer && room.answer.q === reveal.q ? room.answer.r : null;
  if (asking && asking.options && asking.options.length) {
    if (question.form === "ordering") orderTold(add, asking.options, reveal.key, response);
    else told.appendChild(optionsTold(asking.options, reveal.key, response, texts.about || []));
  } else {
    if (typeof response === "string" && response) add(t("you_wrote"), el("p", { dir: "auto" }, response));
    add(t("right_answer"), el("p", { dir: "auto" }, (texts.key || []).join("; ")));
  }
  if (texts.explanation) add(t("explanation"), el("p", { dir: "auto" }, texts.explanation));
  const sources = (texts.sources || []).filter(Boolean);
  if (sources.length) add(t("source"), el("p", { class: "sources", dir: "auto" }, sources.join("; ")));

  const next = room.mode === "paced" ? nextButton("next") : null;
  return {
    node: el("div", null, result, told, next && next.node),
    update: next && next.update,
    focus: () => head.focus({ preventScroll: true }),
    said: t("outcome_" + outcome.word),
  };
}

function outcomeOf(own) {
  if (!own || own.outcome === "blank") return { kind: "blank", word: "blank" };
  if (own.outcome === "right") return { kind: "right", word: "right" };
  if (own.outcome === "near") return { kind: "near", word: "near" };
  return own.credit > 0 ? { kind: "near", word: "partly" } : { kind: "wrong", word: "wrong" };
}

function totals(own) {
  if (!own) return [];
  const lines = [t("right_so_far", { right: number(own.right), of: number(own.answered) })];
  const counted = typeof own.total === "number" && own.total !== own.right;
  if (counted) lines.push(t("points_now", { n: number(own.points), all: number(own.total) }));
  return lines.map((line) => el("p", null, line));
}

function optionsTold(options, key, response, about) {
  const right = key || [];
  const mine = Array.isArray(response) ? response : typeof response === "number" ? [response] : [];
  return el("ul", null, ...options.map((text, at) => {
    const isKey = right.indexOf(at) >= 0;
    const isMine = mine.indexOf(at) >= 0;
    const note = [isKey ? "✓ " + t("right_answer") : "", isMine ? (isKey ? "" : "✗ ") + t("you_chose") : ""].filter(Boolean).join(" · ");
    return el(
      "li",
      { class: "row" + (isKey ? " key" : "") + (isMine ? " own" : "") },
      badge(at),
      el("div", { class: "text" },
        el("span", { dir: "auto" }, text),
        note ? el("small", { class: "note", lang: page.lang }, note) : null,
        isMine && !isKey && about[at] ? el("small", { dir: "auto" }, about[at]) : null)
    );
  }));
}

function orderTold(add, options, key, response) {
  const rows = (ranks) => el("ol", null, ...ranks.map((at, rank) => el(
    "li",
    { class: "row" },
    badge(at),
    el("span", { class: "text", dir: "auto" }, rank + 1 + ". " + options[at])
  )));
  const known = (ranks) => ranks.filter((at) => options[at] !== undefined);
  add(t("right_order"), rows(known(key || [])));
  if (Array.isArray(response) && String(response) !== String(key)) add(t("your_order"), rows(known(response)));
}
