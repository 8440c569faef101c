/* Elements, words and shapes. SAID (words by language) and SET (what the session is) come from quiz/classroom/page.py.
   Texts only ever become text nodes: names and questions are never markup. ES2017 and no newer, for old phones. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SHAPES = [
  "M12 3L22.5 21H1.5z",
  "M12 1L23 12 12 23 1 12z",
  "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z",
  "M3 3h18v18H3z",
  "M12 1l3.2 7.4 8 .7-6.1 5.3 1.9 7.9L12 18.1l-7 4.2 1.9-7.9L.8 9.1l8-.7z",
  "M8 2h8v6h6v8h-6v6H8v-6H2V8h6z",
];
const ICONS = {
  right: "M4 12.5l5.5 5.5L20 6.5",
  wrong: "M6 6l12 12M18 6L6 18",
  near: "M3 13c3-6 6-6 9-2s6 4 9-2",
  blank: "M5 12h14",
  wait: "M7 3h10M7 21h10M8 3c0 5 8 7 8 12v6M16 3c0 5-8 7-8 12v6",
  hand: "M4 12h14M12 6l6 6-6 6",
};

const page = { lang: "en" };

function byId(id) {
  return document.getElementById(id);
}

/** An element with attributes (null and false: none) and children, of which strings become text. */
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const key of Object.keys(attributes || {})) {
    const value = attributes[key];
    if (key === "on") made.addEventListener(value[0], value[1]);
    else if (value !== null && value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  return fill(made, ...children);
}

/** Replace what is in an element. */
function fill(element, ...children) {
  while (element.firstChild) element.removeChild(element.firstChild);
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.appendChild(typeof child === "object" ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Set a text only where it changed: a live region must not repeat itself. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function drawing(path, className, stroke) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  if (className) svg.setAttribute("class", className);
  line.setAttribute("d", path);
  line.setAttribute("fill", stroke ? "none" : "currentColor");
  if (stroke) {
    line.setAttribute("stroke", "currentColor");
    line.setAttribute("stroke-width", "3");
    line.setAttribute("stroke-linecap", "round");
    line.setAttribute("stroke-linejoin", "round");
  }
  svg.appendChild(line);
  return svg;
}

function icon(name) {
  return drawing(ICONS[name] || ICONS.blank, "icon", true);
}

/** Letter and shape of an option; after six the shapes begin anew, the letters do not. */
function badge(at) {
  const shape = at % SHAPES.length;
  return el("span", { class: "badge c" + shape }, el("span", null, LETTERS[at] || at + 1), drawing(SHAPES[shape]));
}

/** A name, whatever is in it, in a box of its own. */
function named(name) {
  return el("bdi", { class: "name", dir: "auto" }, name);
}

/** Places with names; equals share a place. */
function ladder(places) {
  const last = places[places.length - 1];
  return el("ol", { class: "ladder" }, ...places.map((one) => el("li", { class: "place p" + one.rank },
    el("b", { class: "rank" }, one.rank + "."),
    named(one.name),
    el("b", { class: "n" }, number(one.points)))),
    last && last.level ? el("li", { class: "level" }, t("and_level", { n: number(last.level) })) : null);
}

/** The words of the interface, with their slots filled. */
function t(key, slots) {
  const words = SAID[page.lang] || SAID.en || {};
  let text = key in words ? words[key] : key;
  for (const slot of Object.keys(slots || {})) text = text.split("{" + slot + "}").join(String(slots[slot]));
  return text;
}

/** What a mapping by language says in the page's language, or in the first it has. */
function inLang(texts, lang) {
  const all = texts || {};
  return all[lang || page.lang] || all[SET.langs[0]] || all[Object.keys(all)[0]] || null;
}

function langOf(texts, lang) {
  const all = texts || {};
  const wanted = lang || page.lang;
  return all[wanted] ? wanted : all[SET.langs[0]] ? SET.langs[0] : Object.keys(all)[0] || "en";
}

/** 1234.5 → "1 234.5" in the language's own way. */
function number(value) {
  try {
    return Number(value).toLocaleString(page.lang, { maximumFractionDigits: 1 });
  } catch (error) {
    return String(value);
  }
}

/** What the page keeps on this device; private windows and full disks only make it forget. */
const kept = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem("quiz." + key));
    } catch (error) {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem("quiz." + key);
      else localStorage.setItem("quiz." + key, JSON.stringify(value));
    } catch (error) {
      /* It works without, until the page is loaded again. */
    }
  },
};

/** The language asked for in the address, chosen earlier, or spoken by the browser; else the session's first. */
function firstLang() {
  const spoken = (navigator.languages || [navigator.language || ""]).map((code) => code.split("-")[0].toLowerCase());
  const wished = [asked("l"), kept.get("lang")].concat(spoken);
  return wished.find((code) => SET.langs.indexOf(code) >= 0) || SET.langs[0];
}

/** A value of the address: ?name=…, or #name=… for what no server should see. */
function asked(name) {
  const found = new URLSearchParams(location.search).get(name);
  return found === null ? new URLSearchParams(location.hash.slice(1)).get(name) : found;
}

/** Buttons for the languages; nothing where there is one. */
function langButtons(place, changed) {
  place.setAttribute("aria-label", t("language"));
  if (SET.langs.length < 2) return;
  fill(place, ...SET.langs.map((code) => el(
    "button",
    {
      type: "button", lang: code, "aria-pressed": String(code === page.lang), "aria-label": SET.names[code],
      on: ["click", () => changed(code)],
    },
    code.toUpperCase()
  )));
}

function setLang(code) {
  page.lang = code;
  document.documentElement.lang = code;
}

/** Said aloud by a screen reader, once. */
function say(text) {
  write(byId("say"), text);
}
