// The page of `huan report` as people use it: with a mouse, with the keyboard, in two languages, on a telephone.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { close, folder, huan, number, opened, report, results, source, tableBehind } from "./opened.mjs";

const hejin = results(join(source, "scenarios/hejin/hejin.toml"), "hejin");
const single = report([hejin], "single");
after(close);

test("every word is there in both languages", async () => {
  const { parts, words } = await import(join(source, "analysis/report/page/src/words.js"));
  assert.deepEqual(Object.keys(words.zh).sort(), Object.keys(words.en).sort());
  for (const key of Object.keys(words.en)) assert.equal(typeof words.zh[key], typeof words.en[key], key);
  const keys = parts.flatMap((part) => Object.keys(part.en));
  assert.deepEqual(keys.filter((key, i) => keys.indexOf(key) !== i), [], "in one part alone");
});

test("what the program says in English has its Chinese, with its names and numbers", async () => {
  const { translated } = await import(join(source, "analysis/report/page/src/program_texts.js"));
  const zh = (kind, text) => translated(kind, text, "zh");
  assert.equal(zh("subject", "town.rate and 2 more, times"), "town.rate 等，另 2 处（乘数）");
  assert.equal(zh("subject", "alternative farm_takes"), "备选 farm_takes");
  assert.equal(zh("subject", "town.rate"), null);
  assert.equal(zh("spread", "uniform 200 t/d to 400 t/d, 4 levels"), "均匀分布 200 t/d 至 400 t/d，4 个水平");
  assert.equal(zh("spread", "normal 300 t/d, sd 20 t/d, within 240 t/d to 360 t/d"), "正态分布，均值 300 t/d，标准差 20 t/d，限于 240 t/d 至 360 t/d");
  assert.equal(zh("spread", "road to nowhere, bridge and 3 more"), "road to nowhere, bridge 等，另 3 项"); // names of options stay
  assert.equal(zh("reason", "'dump.msw': starts with 1.2e+06 t, more than its capacity of 1e+06"), "“dump.msw”：初始 1.2e+06 t，超过其容量 1e+06");
  assert.equal(zh("reason", "something new"), null);
  assert.equal(zh("detail", "12 failures, 14.2 d; 1 maintenance stop, 3 d"), "故障 12 次，14.2 天；检修 1 次，3 天");
  assert.equal(translated("reason", "something new", "en"), "something new");
  assert.equal(zh("indicator", "nothing in this run matches { flow = \"*\" } and 2 more"), "本次运行中没有与 { flow = \"*\" } 相符的内容，另 2 项亦然");
});

test("the program's sources say what its Chinese is made of", async () => {
  const { phrases } = await import(join(source, "analysis/report/page/src/words/program.js"));
  const text = ["analysis", "scenarios/reader", "sim", "sim/app"].flatMap((room) => readdirSync(join(source, room)).filter((f) => f.endsWith(".cpp")).map((f) => join(source, room, f)))
    .map((file) => readFileSync(file, "utf8").replace(/"\s*\n\s*"/g, "")).join("\n");
  for (const [said] of Object.values(phrases).flat()) {
    for (const literal of said.split(/\{[ns]?\}|': /).map((x) => x.trim().replace(/[,;:]$/, "")).filter((x) => x.length > 3)) assert.ok(text.includes(literal), `"${literal}" of "${said}" is nowhere said`);
  }
});

test("units are words in Chinese", async () => {
  const { amount, unitText } = await import(join(source, "analysis/report/page/src/numbers.js"));
  for (const [unit, zh] of [["t/d", "吨/日"], ["10^4 t km", "万吨公里"], ["10^4 t", "万吨"], ["kg/(person d)", "千克/(人日)"], ["d", "天"], ["%", "%"], ["Nm3", "Nm3"], ["yuan/t", "元/吨"]])
    assert.equal(unitText(unit, "zh"), zh);
  assert.equal(unitText("10^4 t km", "en"), "10⁴ t km");
  assert.equal(amount(3, "yuan/t", "zh"), "3 元/吨");
});

test("the page opens without a message, an error or a request, and forbids them", async () => {
  const { page, faults } = await opened(single);
  const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-/);
  assert.doesNotMatch(policy, /unsafe/);
  const sections = await page.locator("main section").evaluateAll((all) => all.map((s) => s.id));
  assert.deepEqual(sections, ["answer", "sankey", "series", "stocks", "map", "losses", "why", "events", "balance", "provenance"]);
  for (const id of ["sankey", "stocks", "map", "losses"]) assert.equal(await page.locator(`#${id} figure svg`).count() > 0, true, id);
  assert.equal(await page.locator("#series canvas").count(), 1);
  assert.deepEqual(faults, []);
});

test("the language switch changes every heading, and stays usable", async () => {
  const { page, faults } = await opened(single);
  const english = await page.locator("h2").allTextContents();
  await page.getByRole("button", { name: "中文" }).click();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
  const chinese = await page.locator("h2").allTextContents();
  for (const [i, heading] of chinese.entries()) {
    assert.match(heading, /[\u4e00-\u9fff]/);
    assert.notEqual(heading, english[i]);
  }
  assert.equal(await page.getByRole("button", { name: "中文" }).evaluate((b) => b === document.activeElement), true);
  await page.getByRole("button", { name: "English" }).click();
  assert.deepEqual(await page.locator("h2").allTextContents(), english);
  assert.deepEqual(faults, []);
});

test("a Chinese browser sees Chinese first", async () => {
  const { page } = await opened(single, { locale: "zh-CN" });
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
});

test("a site chosen in the Sankey picture is in focus everywhere, with its neighbours", async () => {
  const { page, faults } = await opened(single);
  const node = page.locator("#sankey [data-facility]", { hasText: "Tar refinery" }).first();
  await node.click();
  assert.match(await page.locator("#sankey h3").textContent(), /Tar refinery/);
  assert.equal(await page.locator("[name=focus] option:checked").textContent(), "Tar refinery");
  const rows = await tableBehind(page, "sankey");
  assert.ok(rows.some(([from]) => from.includes("Ankun")), "the neighbour that feeds it is shown");
  assert.ok(rows.length > 3);
  for (const id of ["stocks", "map", "losses"]) assert.match(await page.locator(`#${id} h3, #${id} .nothing`).first().textContent(), /Tar refinery|Nothing/);
  await page.getByRole("button", { name: "Show the whole region" }).click();
  assert.match(await page.locator("#sankey h3").textContent(), /whole region/);
  assert.deepEqual(faults, []);
});

test("the keyboard does what the mouse does", async () => {
  const { page, faults } = await opened(single);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const node = page.locator("#sankey .node[role=button]").first();
  await node.focus();
  const outline = await node.evaluate((n) => getComputedStyle(n).outlineStyle);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none", outline);
  assert.equal(await page.locator("#sankey .says").textContent(), await node.getAttribute("data-says"));
  await page.keyboard.press("Enter");
  assert.notEqual(await page.locator("[name=focus]").inputValue(), "-1");
  assert.deepEqual(faults, []);
});

test("years add up to the whole run", async () => {
  const { page } = await opened(single);
  await page.selectOption("[name=most]", "200");
  const total = async () => {
    const found = {};
    for (const [from, to, material, amount] of await tableBehind(page, "sankey")) {
      const key = [from, to, material].join("|");
      found[key] = (found[key] || 0) + number(amount);
    }
    return found;
  };
  const whole = await total();
  const sums = {};
  const years = (await page.locator("[name=span] option").evaluateAll((all) => all.map((o) => o.value))).filter((v) => v !== "all");
  assert.equal(years.length, 7);
  for (const year of years) {
    await page.selectOption("[name=span]", year);
    assert.match(await page.locator("#sankey h3").textContent(), new RegExp(`${year}-01 – ${year}-12`));
    for (const [key, amount] of Object.entries(await total())) sums[key] = (sums[key] || 0) + amount;
  }
  for (const [key, amount] of Object.entries(whole)) assert.ok(Math.abs(sums[key] - amount) <= 1e-3 * amount + 1, `${key}: ${sums[key]} of ${amount}`);
});

test("one month can be looked at", async () => {
  const { page, faults } = await opened(single);
  await page.selectOption("[name=from]", { label: "2022-03" });
  await page.selectOption("[name=to]", { label: "2022-03" });
  assert.match(await page.locator("#losses h3").textContent(), /2022-03$/);
  assert.equal(await page.locator("[name=span]").inputValue(), "other");
  assert.deepEqual(faults, []);
});

test("a substance weighs less than the flow it is in", async () => {
  const { page, faults } = await opened(single);
  await page.selectOption("[name=most]", "200");
  const mass = new Map((await tableBehind(page, "sankey")).map((row) => [row.slice(0, 3).join("|"), number(row[3])]));
  const options = await page.locator("[name=measure] option").evaluateAll((all) => all.map((o) => o.value));
  const substance = options.find((o) => o !== "mass" && o !== "energy");
  await page.selectOption("[name=measure]", substance);
  const rows = await tableBehind(page, "sankey");
  assert.ok(rows.length > 0);
  for (const row of rows) {
    const whole = mass.get(row.slice(0, 3).join("|"));
    if (whole !== undefined) assert.ok(number(row[3]) <= whole * 1.001, row.join(" "));
  }
  await page.selectOption("[name=measure]", "energy");
  assert.match(await page.locator("#sankey .says").textContent(), /./);
  assert.deepEqual(faults, []);
});

test("loops are told apart from what only passes", async () => {
  const { page, faults } = await opened(single);
  const all = (await tableBehind(page, "sankey")).length;
  await page.check("[name=loops]");
  if (await page.locator("#sankey figure").count()) {
    const rows = await tableBehind(page, "sankey");
    assert.ok(rows.length <= all && rows.some((row) => row[4] === "yes"));
    assert.ok(await page.locator("#sankey path[stroke-dasharray]").count() > 0);
  }
  await page.uncheck("[name=loops]");
  const steel = await page.locator("[name=focus] option", { hasText: "Hongda Steel" }).getAttribute("value");
  await page.selectOption("[name=focus]", steel);
  await page.check("[name=loops]");
  assert.ok((await tableBehind(page, "sankey")).some((row) => row[4] === "yes"), "scrap of the mill returns");
  assert.deepEqual(faults, []);
});

test("why something was not processed is told from effect to cause, in both languages, as huan explain tells it", async () => {
  const { page, faults } = await opened(single);
  const explained = JSON.parse(huan("explain", hejin, "--json"));
  const holds = (Array.isArray(explained) ? explained : explained.bottlenecks).filter((h) => !["given", "limit", "season"].includes(h.chain.length ? h.chain.at(-1).cause : h.cause));
  const items = page.locator("#why > .body > ol > li");
  assert.equal(await items.count(), 5);
  const steel = holds.findIndex((h) => h.process === "hj_hongda.steel_rolling");
  const text = await items.nth(steel).innerText();
  assert.match(text, /^Shanxi Hongda Steel: Steel rolling lost [\d.]+ Mt \([\d,]+ h at full load, [\d.]+ % of what it could have done\): starved of .*[Cc]arbon-steel billet/);
  assert.match(text, /because Shanxi Hongda Steel: BOF steelmaking was starved of .*Hot metal, 18 % of that time; else running as much as it can/);
  assert.match(text, /because Shanxi Hongda Steel: Blast furnace .* was running as much as it can$/);
  assert.equal(await items.nth(steel).locator("ul").count(), holds[steel].chain.length);
  const rows = await tableBehind(page, "why");
  assert.ok(Math.abs(number(rows[steel][3]) / holds[steel].lost - 1) < 1e-4);
  await page.selectOption("[name='why rows']", "10");
  assert.equal(await items.count(), 10);
  await page.getByRole("button", { name: "中文" }).click();
  const chinese = await items.nth(steel).innerText();
  assert.match(chinese, /损失 [\d.,]+ 万吨（折合满负荷 [\d,]+ 小时，占其可完成量的 [\d.]+ %）：缺少 /);
  assert.doesNotMatch(await page.locator("#why").innerText(), /because|starved|closed on|opened on| to /);
  await items.nth(steel).locator("button.name").first().click();
  assert.notEqual(await page.locator("[name=focus]").inputValue(), "-1");
  assert.match(await items.first().innerText(), /宏达/);
  assert.deepEqual(faults, []);
});

test("series are found by name in both languages, chosen, zoomed and removed", async () => {
  const { page, faults } = await opened(single);
  const before = await page.locator("#series .chosen li").count();
  await page.fill("[type=search]", "氧化铝 库存");
  assert.ok(await page.locator("#series .matches li").count() > 0);
  await page.locator("#series .matches input").first().check();
  assert.equal(await page.locator("#series .chosen li").count(), before + 1);
  assert.equal(await page.locator("[type=search]").inputValue(), "氧化铝 库存");
  assert.ok(await page.locator("#series canvas").count() >= 1);
  await page.getByRole("group", { name: "Zoom in" }).getByRole("button", { name: "Zoom in" }).click();
  await page.locator("#series .chosen button").last().click();
  assert.equal(await page.locator("#series .chosen li").count(), before);
  const rows = await tableBehind(page, "series");
  assert.equal(rows.length, 84);
  assert.deepEqual(faults, []);
});

test("pictures and tables can be saved", async () => {
  const { page, faults } = await opened(single);
  const [picture] = await Promise.all([page.waitForEvent("download"), page.locator("#sankey button", { hasText: "SVG" }).click()]);
  assert.equal(picture.suggestedFilename(), "flows.svg");
  assert.match(readFileSync(await picture.path(), "utf8"), /^<svg xmlns=/);
  await tableBehind(page, "map");
  const [table] = await Promise.all([page.waitForEvent("download"), page.locator("#map button", { hasText: "CSV" }).click()]);
  assert.match(readFileSync(await table.path(), "utf8"), /^\ufeff"From","To"/);
  assert.deepEqual(faults, []);
});

test("the map zooms by buttons and keeps its scale bar right", async () => {
  const { page, faults } = await opened(single);
  const label = () => page.locator("#map svg text", { hasText: / km$/ }).textContent();
  const before = parseFloat(await label());
  for (let i = 0; i < 5; ++i) await page.locator("#map").getByRole("button", { name: "Zoom in" }).click();
  assert.ok(parseFloat(await label()) < before);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Zoom in");
  assert.deepEqual(faults, []);
});

test("everything that can be used has a name, and every picture says what it is", async () => {
  const { page } = await opened(single);
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, input, summary, a, svg [tabindex], [role=group], [role=region]")]
      .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || (e.labels && e.labels[0] && e.labels[0].textContent.trim())))
      .map((e) => e.outerHTML.slice(0, 120)));
  assert.deepEqual(nameless, []);
  assert.deepEqual(await page.locator("figure svg[role=group]:not([aria-label])").count(), 0);
  assert.equal(await page.locator("h1").count(), 1);
});

test("on a telephone nothing sticks out of the page", async () => {
  for (const locale of ["en-GB", "zh-CN"]) {
    const { page, faults } = await opened(single, { width: 390, locale });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    assert.deepEqual(faults, []);
  }
});

test("on paper the controls are gone and the pictures stay", async () => {
  const { page } = await opened(single);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#bar").isVisible(), false);
  assert.equal(await page.locator("#sankey svg").first().isVisible(), true);
});

test("several runs stand side by side", async () => {
  const other = results(join(source, "scenarios/hejin/hejin.toml"), "other", "--set", "hj_alumina.capacity=1 Mt/a");
  const { page, faults } = await opened(report([hejin, other], "two"));
  assert.equal(await page.locator("[name=run] option").count(), 2);
  assert.ok((await page.locator("#answer thead th").allTextContents()).some((t) => t.includes("other.h5")));
  assert.match(await page.locator("#answer .changes h3").textContent(), /^What changed/);
  assert.match(await page.locator("#answer .changes table").first().textContent(), /hj_alumina.*capacity|capacity.*1 Mt/);
  await page.selectOption("[name=run]", "1");
  assert.ok((await page.locator("#sankey figure").count()) > 0);
  assert.equal(await page.locator("#series .u-series").count() > 5, true);
  await page.getByRole("button", { name: "中文" }).click();
  assert.deepEqual(faults, []);
});

const hostile = [`<script>alert(1)</script>`, `"><img src=x onerror=alert(2)>`, `</script><script>alert(3)</script>`, `&lt;b&gt; ' " ]]> <!-- -->`, "constructor", "{data} {title}"];

test("a name is a name, whatever it holds", async () => {
  const small = readFileSync(join(source, "tests/cases/small/small.toml"), "utf8");
  for (const [i, name] of hostile.entries()) {
    const text = small
      .replace('name = "A town, a plant and a dump"', `name = ${JSON.stringify(name)}`)
      .replace('name = "Town"', `name = ${JSON.stringify(name)}\nname_zh = ${JSON.stringify(name)}`)
      .replace('name_zh = "镇"\n', "");
    const scenario = join(folder, `hostile-${i}.toml`);
    writeFileSync(scenario, text);
    const file = report([results(scenario, `hostile-${i}`)], `hostile-${i}`, "--figures", join(folder, `figures-${i}`));
    const { page, faults } = await opened(file);
    assert.equal(await page.title(), name.trim().replace(/\s+/g, " "));
    assert.equal(await page.locator("h1").textContent(), name);
    assert.equal(await page.locator("script").count() + (await page.locator("img").count()), 0, name);
    const option = page.locator("[name=focus] option", { hasText: name });
    assert.ok(await option.count() > 0);
    await page.selectOption("[name=focus]", await option.first().getAttribute("value"));
    assert.ok((await page.locator("#sankey h3").textContent()).includes(name));
    await tableBehind(page, "sankey");
    await page.getByRole("button", { name: "中文" }).click();
    const markup = readFileSync(join(folder, `figures-${i}`, "flows.svg"), "utf8");
    const wrong = await page.evaluate((text) => {
      const read = new DOMParser().parseFromString(text, "image/svg+xml");
      return read.querySelector("parsererror, script, img") !== null;
    }, markup);
    assert.equal(wrong, false, `flows.svg of ${name}`);
    assert.deepEqual(faults, []);
  }
});
