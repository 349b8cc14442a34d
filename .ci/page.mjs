// The page in a browser, as .ci/page runs it.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FIGURES = { apogee: "2,802 km", ground_range: "930 km", flight_time: "37 min" };
const TABLE = 'id,apogee,ground_range,flight_time\nKCNA,"2,802 km",933 km,39 min\nRussia MoD,535 km,510 km,14 min\n';

// What the command says of the same figures.
const options = Object.entries(FIGURES).flatMap(([name, text]) => ["--" + name.replace("_", "-"), text]);
const said = execFileSync(process.env.LOFTED, ["estimate", ...options], { encoding: "utf8" });
const RANGE = said.match(/^[\d,]+ km/)[0];
const INTERVAL = said.match(/^90 % interval +(.+)$/m)[1];

const server = spawn(process.env.LOFTED, ["serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const address = (await new Promise((line) => server.stdout.once("data", line))).toString().trim();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
let failed = 0;

// Opens the page in a window of its own, which may neither say anything nor ask anybody else.
async function opened(path, options, work) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    // The browser itself notes every refused question.
    if (!/status of 422/.test(message.text())) faults.push("console: " + message.text());
  });
  page.on("pageerror", (error) => faults.push("error: " + error));
  page.on("request", (request) => { if (!request.url().startsWith(address)) faults.push("elsewhere: " + request.url()); });
  await page.goto(address + path);
  await work(page, context);
  assert.deepEqual(faults, []);
  assert.deepEqual(await context.cookies(), []);
  await context.close();
}

async function test(name, work) {
  try { await work(); console.log("ok    " + name); } catch (error) { failed += 1; console.log(`FAILED ${name}\n${error.stack}`); }
}

const link = (more = {}) => "#" + new URLSearchParams({ ...FIGURES, ...more });
const quiet = (page) => page.waitForFunction(() => document.querySelector("#answer:not([aria-busy])"));
// Returns what is awaited as soon as it is there.
const until = (page, what, argument) => page.waitForFunction(what, argument, { timeout: 20000 });
const html = (page, place) => page.locator(place).innerHTML();
const answered = (page) => page.waitForSelector("#answer .answer, #answer .problem");

await test("the figures are read back and answered while they are typed", () => opened("", {}, async (page) => {
  await page.locator("#apogee").pressSequentially(FIGURES.apogee);
  await until(page, () => /One more figure/.test(document.querySelector("#answer .empty")?.textContent));
  for (const [name, text] of Object.entries(FIGURES).slice(1)) await page.locator("#" + name).pressSequentially(text);
  await until(page, (range) => document.querySelector("#answer .range")?.textContent.includes(range), RANGE);
  await until(page, () => document.querySelector("#apogee-read").textContent === "Read as 2,802 km, ±0.5 km");
  assert.equal(await page.locator("#answer .mark").textContent(), "possible");
  const status = await page.locator("#status").textContent();
  assert.ok(status.includes(RANGE) && status.includes("90 % interval " + INTERVAL), status);
  await page.fill("#ground_range", "930 furlongs");
  await until(page, () => document.querySelector("#ground_range-read mark")?.textContent === "furlongs");
  assert.equal(await page.getAttribute("#ground_range", "aria-invalid"), "true");
  await page.waitForSelector('#answer .problem[data-field="ground_range"]');
}));

// Each control alone: what it changes, and the part of the answer that it moves.
const line = (label) => (page) => page.locator(`#answer dl > div:has(dt:text-is("${label}"))`).first().innerText();
const CONTROLS = [
  ["apogee", "3,000 km", line("reported")], ["ground_range", "500 km", line("reported")], ["flight_time", "39 min", (page) => html(page, "#answer h2")],
  ["stages", "3", line("90 % interval")], ["propellant", "liquid", line("90 % interval")],
  ["first_stage_burn_time", "60 s", line("90 % interval")], ["steering", "greatest", (page) => html(page, "#answer h2")],
  ["scheme", "inf", (page) => html(page, "#answer .bar")], ["method", "kepler", (page) => html(page, "#answer h2")],
  ["draws", "512", line("effective sample size")], ["seed", "7", line("effective sample size")],
];
for (const [name, text, part] of CONTROLS) {
  await test(`the control ${name} moves its part`, () => opened(link(), {}, async (page) => {
    await answered(page);
    const before = await part(page);
    await page.evaluate(() => { document.querySelector("#assumptions").open = true; });
    const control = page.locator("#" + name);
    if (await control.evaluate((element) => element.tagName) === "SELECT") await control.selectOption(text); else await control.fill(text);
    await until(page, ([key, wanted]) => new URLSearchParams(location.hash.slice(1)).get(key) === wanted, [name, text]);
    await page.waitForTimeout(50);
    await quiet(page);
    assert.notEqual(await part(page), before);
  }));
}
await test("the control ballistic gives a low arc its class", () => opened("#apogee=40+km&ground_range=500+km", {}, async (page) => {
  await answered(page);
  await page.waitForSelector('#answer [data-kind="arc_in_air"]');
  await page.evaluate(() => { document.querySelector("#assumptions").open = true; });
  await page.check("#ballistic");
  await until(page, () => !document.querySelector('#answer [data-kind="arc_in_air"]') && document.querySelector("#answer h2"));
}));
await test("a launch place gives the range by direction", () => opened(link(), {}, async (page) => {
  await page.evaluate(() => { document.querySelector("#assumptions").open = true; });
  await page.fill("#latitude", "40");
  await page.waitForSelector("#directions .problem");
  await page.fill("#longitude", "129");
  await page.waitForSelector("#directions pre");
  const before = await html(page, "#directions pre");
  await page.fill("#bearing", "80");
  await until(page, (old) => document.querySelector("#directions pre")?.innerHTML !== old && document.querySelector("#directions pre"), before);
}));
await test("each slider moves the range over what the words allow", () => opened(link(), {}, async (page) => {
  await page.waitForSelector("#move-flight_time");
  for (const name of Object.keys(FIGURES)) {
    const slider = page.locator("#move-" + name);
    const output = page.locator(`#sliders [data-figure="${name}"] output`);
    await slider.focus();
    await slider.press("End");
    await until(page, (one) => /km \(/.test(document.querySelector(`#sliders [data-figure="${one}"] output`).textContent), name);
    const high = await output.textContent();
    await slider.press("Home");
    await until(page, ([one, old]) => { const now = document.querySelector(`#sliders [data-figure="${one}"] output`).textContent; return now !== old && /km \(/.test(now); }, [name, high]);
  }
  assert.match(await page.locator('#sliders [data-figure="flight_time"] output').textContent(), /^36\.5 min: /);
}));
await test("the pictures are shown and can be saved", () => opened(link(), {}, async (page) => {
  await answered(page);
  await page.locator("#answer summary").click();
  for (const name of ["flights", "posterior", "plane", "ladder"]) {
    const picture = page.locator(`#answer [data-picture="${name}"] img`);
    await picture.scrollIntoViewIfNeeded();
    await until(page, (one) => document.querySelector(`#answer [data-picture="${one}"] img`).naturalWidth > 0, name);
    const [saved] = await Promise.all([page.waitForEvent("download"), page.click(`#answer [data-picture="${name}"] a`)]);
    assert.match(readFileSync(await saved.path(), "utf8"), /^<svg/);
  }
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click('#answer .take a:text-is("JSON")')]);
  assert.equal(JSON.parse(readFileSync(await saved.path(), "utf8")).answer.seed, 20170704);
  const [table] = await Promise.all([page.waitForEvent("download"), page.click('#answer .take a:text-is("CSV")')]);
  assert.match(readFileSync(await table.path(), "utf8"), /^lofted,/);
}));
await test("rival reports are pasted, typed and compared", () => opened("", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
  const paste = (text) => page.evaluate((table) => {
    const data = new DataTransfer();
    data.setData("text/plain", table);
    document.querySelector("#rival-table input").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await paste(TABLE);
  await until(page, () => /KCNA/.test(document.querySelector("#comparison pre")?.textContent));
  await until(page, () => document.querySelector("#comparison img")?.naturalWidth > 0);
  assert.equal(await page.inputValue('[aria-label="Flight time, report 2"]'), "14 min");
  await page.fill('[aria-label="Source, report 3"]', "JCS");
  await page.fill('[aria-label="Flight time, report 3"]', "37 min");
  await until(page, () => /JCS/.test(document.querySelector("#comparison pre").textContent));
  // From a spreadsheet, without a header.
  await paste("A\t2,802 km\t930 km\t37 min\nB\t2,500 km\t930 km\t40 min");
  await until(page, () => /2,500 km/.test(document.querySelector("#comparison pre").textContent));
  // The link restores the table.
  const other = await page.context().newPage();
  await other.goto(page.url());
  await until(other, () => /2,500 km/.test(document.querySelector("#comparison pre")?.textContent));
}));
await test("the public record is searched, and a click loads a flight", () => opened("", {}, async (page) => {
  await page.fill("#find", "hwasong-14 2017-07-04");
  await until(page, () => document.querySelectorAll("#flights li:not([hidden])").length === 1);
  await page.click("#flights li:not([hidden]) a");
  await page.waitForSelector("#answer .published-mark");
  await page.waitForSelector("#comparison pre");
  assert.notEqual(await page.inputValue("#apogee"), "");
  await page.fill("#flight_time", "38 min");
  await until(page, () => !document.querySelector("#answer .published-mark") && document.querySelector("#answer .answer"));
}));
await test("the link restores the state", () => opened("", {}, async (page) => {
  const state = { ...FIGURES, stages: "2", propellant: "solid", steering: "greatest", scheme: "inf", draws: "300", seed: "9", first_stage_burn_time: "60 s" };
  await page.goto(address + "#" + new URLSearchParams(state));
  await page.reload();
  await answered(page);
  for (const [name, text] of Object.entries(state)) assert.equal(await page.inputValue("#" + name), text);
  const first = await html(page, "#answer");
  const url = page.url();
  await page.click("#clear");
  await page.waitForSelector("#answer .empty");
  assert.equal(page.url(), address);
  await page.goto(url);
  await answered(page);
  await quiet(page);
  assert.equal(await html(page, "#answer"), first);
  // An address of the plain form is taken over.
  await page.goto(address + "?apogee=2%2C802+km&flight_time=37+min");
  await answered(page);
  assert.match(page.url(), /\/#apogee=/);
}));
await test("the keyboard reaches every control, and what has the focus is seen", () => opened(link(), {}, async (page) => {
  await page.waitForSelector("#move-flight_time");
  await page.evaluate(() => { document.querySelector("#assumptions").open = true; });
  const all = await page.evaluate(() => [...document.querySelectorAll("input:not([type=hidden]), select, button, summary")].filter((one) => one.checkVisibility()).length);
  await page.evaluate(() => { document.body.focus(); });
  const seen = new Set();
  for (let tab = 0; tab < 400; tab += 1) {
    await page.keyboard.press("Tab");
    const one = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element.matches("input, select, button, summary")) return null;
      const style = getComputedStyle(element);
      return { key: [...document.querySelectorAll("*")].indexOf(element), outline: style.outlineStyle };
    });
    if (one) { assert.notEqual(one.outline, "none"); seen.add(one.key); }
    if (seen.size === all) break;
  }
  assert.equal(seen.size, all);
}));
await test("without a script the plain form answers", () => opened("", { javaScriptEnabled: false }, async (page) => {
  for (const [name, text] of Object.entries(FIGURES)) await page.fill("#" + name, text);
  await page.click('#question button[type="submit"]');
  assert.ok((await page.locator("#answer .range").textContent()).includes(RANGE));
  await page.fill("#reports", TABLE);
  await page.click('#rivals button[type="submit"]');
  assert.match(await page.locator("#comparison pre").textContent(), /KCNA/);
  await page.click('#flights a:has-text("Hwasong-14 2017-07-04")');
  assert.ok(await page.locator("#answer .answer").count());
}));
await test("a foreign page cannot ask", () => opened("", {}, async (page, context) => {
  const foreign = await context.newPage();
  // A page of another origin, though of this machine.
  await foreign.goto("data:text/html,<p>foreign");
  const asked = await foreign.evaluate(async (url) => fetch(url + "api/estimate", { method: "POST", body: "{}" }).then(() => "answered", () => "refused"), address);
  assert.equal(asked, "refused");
  const shown = await foreign.evaluate(async (url) => new Promise((done) => {
    const image = new Image();
    image.onload = () => done("shown");
    image.onerror = () => done("refused");
    image.src = url + "icon.svg";
  }), address);
  assert.equal(shown, "refused");
}));

const SHOWN = { empty: "", answer: link(), impossible: "#apogee=6%2C248.5+km&ground_range=1%2C090+km&flight_time=4%2C052+s", problem: "#apogee=2%2C802+furlongs&flight_time=37+min", rivals: link({ reports: TABLE, stages: "2", flight: "HS14-2017-07-04", latitude: "40", longitude: "129" }) };
for (const [name, fragment] of Object.entries(SHOWN)) {
  for (const width of [360, 768, 1600]) {
    for (const colorScheme of ["light", "dark"]) {
      await test(`${name}, ${width} px, ${colorScheme}: nothing sticks out, and axe-core finds nothing`, () => opened(fragment, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
        if (fragment !== "") await answered(page);
        if (name === "rivals") { await page.waitForSelector("#comparison pre"); await page.waitForSelector("#directions pre"); }
        await page.waitForLoadState("networkidle");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "the page scrolls sideways");
        // Past the policy of the page, which lets no other script in.
        const session = await page.context().newCDPSession(page);
        await session.send("Runtime.evaluate", { expression: axe });
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`), []);
        if (process.env.PAGE_SHOTS) {
          mkdirSync(process.env.PAGE_SHOTS, { recursive: true });
          await page.evaluate(() => { for (const image of document.images) image.loading = "eager"; });
          await page.waitForLoadState("networkidle");
          await page.screenshot({ path: `${process.env.PAGE_SHOTS}/${name}-${width}-${colorScheme}.png`, fullPage: true });
        }
      }));
    }
  }
}
if (process.env.PAGE_SHOTS) {
  // The picture of README: what is seen first.
  await opened(link(), { viewport: { width: 1180, height: 720 }, colorScheme: "light" }, async (page) => {
    await answered(page);
    await page.waitForSelector("#move-flight_time");
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: `${process.env.PAGE_SHOTS}/page.png` });
  });
  await opened(link(), {}, async (page) => {
    await answered(page);
    await page.waitForLoadState("networkidle");
    await page.pdf({ path: `${process.env.PAGE_SHOTS}/print.pdf`, format: "A4" });
  });
}
if (process.env.PAGE_TIMES) {
  await opened(link(), {}, async (page) => {
    await answered(page);
    const times = [];
    for (let round = 0; round < 100; round += 1) {
      const text = `2,${800 + (round % 100)} km`;
      times.push(await page.evaluate((typed) => new Promise((done) => {
        const begun = performance.now();
        document.addEventListener("answered", () => done(performance.now() - begun), { once: true });
        const input = document.querySelector("#apogee");
        input.value = typed;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }), text));
    }
    times.sort((one, other) => one - other);
    console.log(`typed to answered, ms: median ${times[50].toFixed(0)}, 95th percentile ${times[95].toFixed(0)}, longest ${times[99].toFixed(0)}`);
  });
}
await browser.close();
server.kill("SIGTERM");
const status = await new Promise((code) => server.once("exit", code));
if (status !== 0) { console.log(`FAILED the page ended with ${status}`); failed += 1; }
console.log(failed === 0 ? "all passed" : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
