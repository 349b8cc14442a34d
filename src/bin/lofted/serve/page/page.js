// What the page does beyond a plain form: it asks while you type, and keeps the question in the link.
"use strict";

const byId = (id) => document.getElementById(id);
const form = byId("question");
const rivals = byId("rivals");
const FIGURES = ["apogee", "ground_range", "flight_time"];
const COLUMNS = ["id", ...FIGURES];
const NAMES = { id: "Source", apogee: "Apogee", ground_range: "Ground range", flight_time: "Flight time" };
// Long enough that a word is not asked letter by letter, short enough to feel immediate.
const PAUSE_MS = 40;

// Returns what stands in the form, without what was left blank.
function asked() {
  const question = new URLSearchParams();
  for (const [key, text] of new FormData(form)) if (text.trim() !== "") question.set(key, text);
  return question;
}

// Makes a function run once, a moment after its last call.
function calm(work, pause = PAUSE_MS) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(work, pause); };
}

// Makes requests of which only the newest counts: an older one is given up.
function newest() {
  let controller = new AbortController();
  const ask = async (address, options = {}) => {
    controller.abort();
    const own = controller = new AbortController();
    for (let tries = 0; ; tries += 1) {
      const response = await fetch(address, { ...options, signal: own.signal });
      // The queue is full: ask again when told to.
      if (response.status === 503 && response.headers.has("Retry-After") && tries < 5) {
        await new Promise((later) => setTimeout(later, 1000 * Number(response.headers.get("Retry-After"))));
        if (own.signal.aborted) throw new DOMException("given up", "AbortError");
        continue;
      }
      return response;
    }
  };
  ask.giveUp = () => controller.abort();
  return ask;
}

const answers = newest();
const readings = newest();
const places = newest();
const comparisons = newest();

const post = (body) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

function saidOf(error) {
  return error.name === "AbortError" ? null : "The page cannot reach its program; is lofted serve still running?";
}

// Shows what went wrong; without an argument that nothing does any more.
function fault(text = "") {
  byId("status").classList.toggle("fault", text !== "");
  if (text !== "") byId("status").textContent = text;
}

// Writes the question, and the reports beside it, into the link.
function keepLink() {
  const state = asked();
  const table = byId("reports").value.trim();
  if (table !== "") state.set("reports", table);
  history.replaceState(null, "", "/" + (state.size ? "#" + state : ""));
}

function fill(state) {
  for (const control of form.elements) {
    if (!control.name) continue;
    const text = state.get(control.name);
    if (control.type === "checkbox") control.checked = text !== null;
    else control.value = text ?? "";
    // What is asked by its name and is the default has no choice of its own.
    if (control.selectedIndex === -1) control.selectedIndex = 0;
  }
  byId("reports").value = state.get("reports") ?? "";
  const hidden = ["stages", "propellant", "first_stage_burn_time", "steering", "scheme", "method", "ballistic", "draws", "seed", "latitude", "longitude", "bearing"];
  if (hidden.some((name) => state.has(name))) byId("assumptions").open = true;
  drawTable();
}

// The answer.
async function answer() {
  const question = asked();
  const given = FIGURES.filter((name) => question.has(name)).length;
  const status = byId("status");
  const place = byId("answer");
  // A single figure is not an error: the others may still be typed.
  if (given < 2) {
    answers.giveUp();
    byId("result").append(byId("movers"));
    const missing = given === 0 ? "The answer stands here as soon as two figures are there." : "One more figure: any two of the three will do.";
    place.innerHTML = `<p class="empty">${missing}</p>`;
    place.removeAttribute("aria-busy");
    fault();
    status.textContent = given === 0 ? "" : missing;
    return;
  }
  place.setAttribute("aria-busy", "true");
  try {
    const response = await answers("/answer?" + question);
    const html = await response.text();
    const open = place.querySelector("details")?.open;
    // The sliders stand inside the answer, and outlive it.
    const movers = byId("movers");
    const hadFocus = movers.contains(document.activeElement) ? document.activeElement : null;
    byId("result").append(movers);
    place.innerHTML = html;
    place.querySelector(".movers-place")?.append(movers);
    hadFocus?.focus();
    if (open && place.querySelector("details")) place.querySelector("details").open = true;
    const headline = place.querySelector("h2");
    const interval = place.querySelector(".interval strong");
    fault();
    status.textContent = headline ? (headline.innerText.replace(/\s+/g, " ") + (interval ? "; " + interval.textContent : "")) : "Not answered: see below.";
    place.removeAttribute("aria-busy");
    document.dispatchEvent(new CustomEvent("answered"));
  } catch (error) {
    if (saidOf(error)) { fault(saidOf(error)); place.removeAttribute("aria-busy"); }
  }
}

// The figures as they are understood.
async function read() {
  const figures = {};
  for (const name of FIGURES) if (byId(name).value.trim() !== "") figures[name] = byId(name).value;
  try {
    const found = await (await readings("/api/read", post(figures))).json();
    for (const name of FIGURES) {
      const one = found[name];
      const output = byId(name + "-read");
      output.textContent = "";
      output.classList.toggle("problem-read", Boolean(one?.problem));
      byId(name).toggleAttribute("aria-invalid", false);
      if (one?.problem) {
        byId(name).setAttribute("aria-invalid", "true");
        if (one.marked !== undefined && one.marked !== null) {
          const mark = document.createElement("mark");
          mark.textContent = one.marked || "\u2038";
          output.append(one.before, mark, one.after, ": ");
        }
        output.append(one.problem);
      } else if (one) {
        output.textContent = one.unit ? "Read as " + inWords(one) : "Read as not reported";
      }
    }
    drawSliders(found);
  } catch (error) {
    if (saidOf(error)) fault(saidOf(error));
  }
}

const tidy = (number) => Number(number.toPrecision(10)).toLocaleString("en-US", { maximumFractionDigits: 4 });

// Returns a figure with what its words allow: "2,802 km, ±0.5 km".
function inWords({ words, unit, value, low, high }) {
  if (high === null) return `${words}: ${tidy(low)} ${unit} or more`;
  if (low === 0 && high === value) return `${words}: at most ${tidy(high)} ${unit}`;
  const [down, up] = [value - low, high - value];
  const tolerance = Math.abs(down - up) < 1e-9 * value ? `±${tidy(up)} ${unit}` : `${tidy(low)} to ${tidy(high)} ${unit}`;
  return `${words}, ${tolerance}`;
}

// What moves it.
const moved = Object.fromEntries(FIGURES.map((name) => [name, newest()]));

function drawSliders(found) {
  const sliders = byId("sliders");
  const able = FIGURES.filter((name) => found[name]?.unit);
  byId("movers").hidden = able.length < 2;
  for (const name of FIGURES) {
    const one = found[name];
    const old = sliders.querySelector(`[data-figure="${name}"]`);
    if (!one?.unit || able.length < 2) { old?.remove(); continue; }
    const key = JSON.stringify(one);
    if (old?.dataset.key === key) continue;
    const slider = document.createElement("div");
    slider.className = "slider";
    slider.dataset.figure = name;
    slider.dataset.key = key;
    slider.dataset.unit = one.unit;
    const label = document.createElement("label");
    const input = document.createElement("input");
    const output = document.createElement("output");
    label.htmlFor = input.id = "move-" + name;
    output.htmlFor = input.id;
    label.textContent = NAMES[name];
    input.type = "range";
    // A bound alone allows anything beyond it; the slider ends at half as much again.
    const high = one.high ?? 1.5 * one.low;
    const low = one.low > 0 ? one.low : Math.min(one.value, 0.5 * high);
    [input.min, input.max, input.step] = [low, high, (high - low) / 100 || 1];
    input.value = one.value;
    output.textContent = `${tidy(low)} to ${tidy(high)} ${one.unit}`;
    input.addEventListener("input", calm(() => move(name, input, output, one.unit), 20));
    slider.append(label, input, output);
    const next = FIGURES.slice(FIGURES.indexOf(name) + 1).map((other) => sliders.querySelector(`[data-figure="${other}"]`)).find(Boolean);
    if (old) old.replaceWith(slider); else sliders.insertBefore(slider, next ?? null);
  }
}

async function move(name, input, output, unit) {
  const question = Object.fromEntries(asked());
  for (const other of ["latitude", "longitude", "bearing", "flight"]) delete question[other];
  const value = Number(Number(input.value).toPrecision(8));
  question[name] = `${value} \u00b1 0 ${unit}`;
  input.setAttribute("aria-valuetext", `${tidy(value)} ${unit}`);
  try {
    const found = await (await moved[name]("/api/estimate", post(question))).json();
    if (found.error) { output.textContent = `${tidy(value)} ${unit}: ${found.error.message}`; return; }
    const { p05, median, p95 } = found.range_km;
    const km = (number) => Math.round(number).toLocaleString("en-US");
    const range = median === null ? found.consistency.verdict + ", no range" : km(median) + " km";
    output.textContent = `${tidy(value)} ${unit}: ${range}` + (p05 !== null && p95 !== null ? ` (${km(p05)} to ${km(p95)})` : "");
  } catch (error) {
    if (saidOf(error)) output.textContent = saidOf(error);
  }
}

// The range by direction.
async function directions() {
  const question = asked();
  const place = byId("directions");
  if (!["latitude", "longitude", "bearing"].some((name) => question.has(name))) { place.innerHTML = ""; return; }
  try {
    place.innerHTML = await (await places("/directions?" + question)).text();
  } catch (error) {
    if (saidOf(error)) fault(saidOf(error));
  }
}

// Rival reports: a table to type in, over the text that is sent.
function rowsOf(text) {
  const first = text.split("\n", 1)[0];
  const separator = ["\t", ";", ","].find((sign) => first.includes(sign)) ?? ",";
  const rows = [];
  let [row, cell, quoted] = [[], "", false];
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c === '"' && text[at + 1] === '"') { cell += c; at += 1; } else if (c === '"') quoted = false; else cell += c;
    } else if (c === '"' && cell.trim() === "") { quoted = true; cell = ""; }
    else if (c === separator) { row.push(cell); cell = ""; }
    else if (c === "\n") { row.push(cell); rows.push(row); [row, cell] = [[], ""]; }
    else if (c !== "\r") cell += c;
  }
  if (cell !== "" || row.length) { row.push(cell); rows.push(row); }
  return rows.map((cells) => cells.map((one) => one.trim())).filter((cells) => cells.some(Boolean));
}

const quoted = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const named = (cell) => cell.toLowerCase().replace(/[^a-z]+/g, "_").replace(/^_|_$/g, "");

// Returns the columns of a header; none if a row is no header of names alone.
function headerOf(row) {
  const names = row.map(named).map((name) => (["source", "reporter", "name"].includes(name) ? "id" : name));
  return FIGURES.some((name) => names.includes(name)) ? names : null;
}

function drawTable() {
  const rows = rowsOf(byId("reports").value);
  const names = rows.length ? headerOf(rows[0]) : COLUMNS;
  // A header with units, or with other columns, is the program's to read: the text stays as it is.
  const isPlain = names !== null && names.every((name) => COLUMNS.includes(name)) && rows.every((row) => row.length <= names.length);
  byId("rival-text").hidden = isPlain;
  byId("rival-table").hidden = !isPlain;
  if (!isPlain) return;
  const reports = rows.slice(1).map((row) => COLUMNS.map((name) => row[names.indexOf(name)] ?? ""));
  while (reports.length < 3) reports.push(["", "", "", ""]);
  if (reports.length < 16 && reports.at(-1).some(Boolean)) reports.push(["", "", "", ""]);
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const name of COLUMNS) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = NAMES[name];
    head.append(cell);
  }
  const body = table.createTBody();
  reports.forEach((report, index) => {
    const row = body.insertRow();
    report.forEach((text, column) => {
      const input = document.createElement("input");
      input.type = "text";
      input.maxLength = 200;
      input.value = text;
      input.spellcheck = false;
      input.setAttribute("aria-label", `${NAMES[COLUMNS[column]]}, report ${index + 1}`);
      row.insertCell().append(input);
    });
  });
  const scroll = document.createElement("div");
  scroll.className = "scroll";
  scroll.append(table);
  byId("rival-table").replaceChildren(scroll);
}

function tableTyped() {
  const rows = [...byId("rival-table").querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input")].map((input) => input.value.trim()));
  const filled = rows.filter((row) => row.some(Boolean)).map((row, index) => [row[0] || "report " + (index + 1), ...row.slice(1)]);
  byId("reports").value = filled.length ? [COLUMNS, ...filled].map((row) => row.map(quoted).join(",")).join("\n") + "\n" : "";
  if (rows.at(-1).some(Boolean) && rows.length < 16) addRow();
  compareSoon();
}

function addRow() {
  const body = byId("rival-table").querySelector("tbody");
  const row = body.lastElementChild.cloneNode(true);
  for (const input of row.querySelectorAll("input")) {
    input.value = "";
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, String(body.children.length + 1)));
  }
  body.append(row);
}

function pasted(event) {
  const text = event.clipboardData.getData("text/plain").trim();
  const rows = rowsOf(text);
  if (rows.length < 2 && !/[,;\t]/.test(text)) return;
  const names = rows.length ? headerOf(rows[0]) : null;
  // One figure with a comma in it, "2,802 km", is no table.
  if (rows.length < 2 && names === null) return;
  event.preventDefault();
  byId("reports").value = names ? text + "\n" : [COLUMNS.join(","), ...rows.map((row) => row.map(quoted).join(","))].join("\n") + "\n";
  drawTable();
  compareNow();
}

async function compareNow() {
  keepLink();
  const table = byId("reports").value.trim();
  const place = byId("comparison");
  const status = byId("comparison-status");
  if (table === "") { place.innerHTML = ""; status.textContent = ""; return; }
  const question = asked();
  for (const name of [...FIGURES, "latitude", "longitude", "bearing", "flight"]) question.delete(name);
  question.set("reports", table + "\n");
  status.textContent = "Comparing …";
  try {
    const response = await comparisons("/compare?" + question);
    place.innerHTML = await response.text();
    status.textContent = response.ok ? "Compared." : "Not compared: see below.";
  } catch (error) {
    if (saidOf(error)) status.textContent = saidOf(error);
  }
}

const compareSoon = calm(compareNow, 400);
const answerSoon = calm(() => { keepLink(); answer(); read(); });
const directionsSoon = calm(directions, 400);

function everything() {
  keepLink();
  answer();
  read();
  directions();
  compareNow();
}

// The public record.
function find() {
  const words = byId("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  let number = 0;
  for (const item of byId("flights").children) {
    item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
    number += item.hidden ? 0 : 1;
  }
  byId("found").textContent = `${number} of ${byId("flights").children.length} flights`;
}

function follow(event) {
  const link = event.target.closest("#flights a, #example, #clear");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  fill(new URL(link.href).searchParams);
  everything();
  byId(link.id === "clear" ? "apogee" : "answer").focus();
}

form.addEventListener("input", (event) => {
  // Figures of one's own are no longer those of the flight that was loaded.
  if (FIGURES.includes(event.target.name)) byId("flight").value = "";
  answerSoon();
  directionsSoon();
  if (!FIGURES.includes(event.target.name) && byId("reports").value.trim() !== "") compareSoon();
});
form.addEventListener("submit", (event) => { event.preventDefault(); everything(); });
rivals.addEventListener("submit", (event) => { event.preventDefault(); compareNow(); });
byId("rival-table").addEventListener("input", tableTyped);
byId("rival-table").addEventListener("paste", pasted);
byId("reports").addEventListener("input", compareSoon);
document.addEventListener("click", follow);
byId("find").addEventListener("input", find);
window.addEventListener("hashchange", () => {
  // The links within the page are places, not questions.
  if (location.hash.includes("=")) { fill(new URLSearchParams(location.hash.slice(1))); everything(); }
});

byId("search").hidden = false;
find();
fill(new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search));
everything();
