// The page of `huan report` of studies: bands, how often above, what the result hangs on, run by run; and bands on a run.
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { close, folder, huan, number, opened, report, results, source, tableBehind } from "./opened.mjs";

copyFileSync(join(source, "tests/cases/small/small.toml"), join(folder, "small.toml"));

/** A study of the small town: rate, demand, an initial level that is sometimes too high, and a choice. */
function swept(name, design, more = "") {
  const toml = join(folder, `${name}.toml`), file = join(folder, `${name}.h5`);
  writeFileSync(toml, `name = "Study ${name}"
name_zh = "研究 ${name}"
scenario = "small.toml"
${design}
[[vary]]
id = "rate"
set = "town.rate"
uniform = ["200 t/d", "400 t/d"]
[[vary]]
set = "market.opens"
uniform = [2021-01-05, 2021-06-30]
[[vary]]
id = "store"
set = "dump.stocks.msw.initial"
uniform = ["0 kt", "1200 kt"]
[[vary]]
overlay = ["", "more.toml"]
${more}
[keep]
indicators = ["*"]
series = ["dump.msw", "to_dump"]
`);
  huan("sweep", toml, "-o", file, "--quiet");
  return file;
}

writeFileSync(join(folder, "more.toml"), 'base = "small.toml"\nset = { "market.demand" = "260 t/d" }\n');
const saltelli = swept("saltelli", 'design = "saltelli"\nbase = 32');
const morris = swept("morris", 'design = "morris"\ntrajectories = 8');
const single = report([saltelli], "study");
after(close);

const dump = "stock dump.msw";
let shared = null;

/** The study's page, opened once for the tests that choose themselves what they look at. */
async function studyPage() {
  shared = shared || (await opened(single));
  return shared;
}

test("a study's page has its sections, and opens without a message, an error or a request", async () => {
  const { page, faults } = await studyPage();
  const sections = await page.locator("main section").evaluateAll((all) => all.map((s) => s.id));
  assert.deepEqual(sections, ["answer", "bands", "above", "tornado", "scatter", "factors", "provenance"]);
  assert.equal(await page.locator("h1").textContent(), "Study saltelli");
  for (const id of ["answer", "bands", "above", "tornado", "scatter"]) assert.ok(await page.locator(`#${id} figure svg`).count() > 0, id);
  assert.match(await page.locator("#answer .warning").textContent(), /^\d+ of 320 runs failed/);
  await page.locator("#answer .warning summary").click();
  assert.match(await page.locator("#answer .warning table").textContent(), /capacity/);
  assert.match(await page.locator("#provenance").textContent(), /Saltelli.*64|saltelli/);
  assert.deepEqual(faults, []);
});

test("a result chosen in the answer is in focus everywhere", async () => {
  const { page, faults } = await studyPage();
  await page.locator(`#answer [data-output="${dump}"]`).click();
  assert.equal(await page.locator("[name=output]").inputValue(), dump);
  for (const id of ["bands", "above", "tornado", "scatter"]) assert.match(await page.locator(`#${id} h3`).first().textContent(), /dump/, id);
  const other = page.locator("#answer [data-output]").first();
  await other.focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("[name=output]").inputValue(), await other.getAttribute("data-output"));
  assert.equal(await other.getAttribute("aria-pressed"), "true");
  assert.deepEqual(faults, []);
});

test("results are found by words of both languages", async () => {
  const { page, faults } = await studyPage();
  const all = await page.locator("[name=output] option").count();
  await page.fill("[type=search]", "STOCK 垃圾");
  const some = await page.locator("[name=output] option").count();
  assert.ok(all === 3 && some === 2, `${some} of ${all}`); // the one found and the one in focus
  await page.selectOption("[name=output]", dump);
  assert.equal(await page.locator("[type=search]").inputValue(), "STOCK 垃圾");
  await page.fill("[type=search]", "");
  assert.deepEqual(faults, []);
});

test("the band's table is that of the good runs, and its sentence says the same", async () => {
  const { page, faults } = await studyPage();
  await page.selectOption("[name=output]", dump);
  const rows = await tableBehind(page, "bands");
  assert.equal(rows.length, 12);
  const [period, least, low, lower, middle, upper, high, most, mean, runs] = rows[11];
  assert.equal(period, "2021-12");
  const sizes = [least, low, lower, middle, upper, high, most].map(number);
  assert.deepEqual([...sizes].sort((a, b) => a - b), sizes);
  assert.ok(number(mean) > sizes[0] && number(mean) < sizes[6]);
  const failed = Number(/^(\d+)/.exec(await page.locator("#answer .warning").textContent())[1]);
  assert.equal(Number(runs), 320 - failed);
  const says = await page.locator(`#answer [data-output="${dump}"]`).getAttribute("aria-label");
  assert.match(says, new RegExp(`in 2021-12: [\\d.,]+ to [\\d.,]+ kt \\(90 % of ${runs} runs\\), middle `));
  assert.ok(Math.abs(1000 * number(/ to ([\d.,]+) kt/.exec(says)[1]) / number(high) - 1) < 0.01);
  const [svg] = await Promise.all([page.waitForEvent("download"), page.locator("#bands button", { hasText: "SVG" }).click()]);
  assert.equal(svg.suggestedFilename(), "fan.svg");
  assert.doesNotMatch(readFileSync(await svg.path(), "utf8"), /NaN|undefined/);
  const [csv] = await Promise.all([page.waitForEvent("download"), page.locator("#bands button", { hasText: "CSV" }).click()]);
  assert.match(readFileSync(await csv.path(), "utf8"), /^\ufeff"Period","Least","5 %"/);
  assert.deepEqual(faults, []);
});

test("how often a level is passed falls as the level rises, and what is no number is said", async () => {
  const { page, faults } = await studyPage();
  await page.selectOption("[name=output]", dump);
  const shareAt = async (level) => {
    await page.fill("[name=level]", level);
    await page.keyboard.press("Enter");
    return number(/: ([\d.]+) % of/.exec(await page.locator("#above [role=status]").textContent())[1]);
  };
  assert.equal(await shareAt("-1"), 100);
  assert.equal(await shareAt("2e6"), 0);
  const upper = (await tableBehind(page, "bands"))[11][5];
  // a quarter of the runs lie above the upper quartile
  assert.ok(Math.abs((await shareAt(upper)) - 25) < 1);
  assert.equal((await tableBehind(page, "above")).length, 12);
  await page.fill("[name=level]", "much");
  await page.keyboard.press("Enter");
  assert.match(await page.locator("#above [role=alert]").textContent(), /much/);
  assert.deepEqual(faults, []);
});

test("one choice of interval holds for the band, the level, the answer, what it hangs on and run by run", async () => {
  const { page, faults } = await opened(single);
  await page.selectOption("[name=output]", dump);
  assert.equal(await page.locator("[name=until] option:checked").textContent(), "2021-12"); // the last one
  const rows = await tableBehind(page, "bands");
  const inMarch = rows.find(([period]) => period === "2021-03");
  await page.selectOption("[name=until]", { label: "2021-03" });
  const answer = await page.locator(`#answer [data-output="${dump}"]`).getAttribute("aria-label");
  assert.match(answer, / in 2021-03: /);
  const said = await page.locator("#bands [role=status]").textContent();
  assert.ok(said.startsWith("2021-03: ") && answer.endsWith(said.slice("2021-03: ".length)), `${answer} | ${said}`);
  assert.match(await page.locator("#above [role=status]").textContent(), /^2021-03: /);
  assert.match(await page.locator("#tornado h3").first().textContent(), /2021-03/);
  assert.match(await page.locator("#scatter h3").textContent(), /2021-03/);
  assert.equal(await page.locator("#tornado .warning, #scatter .warning").count(), 0);
  // its points are the runs whose quantiles the band shows
  const values = (await tableBehind(page, "scatter")).map((row) => number(row[2])).sort((a, b) => a - b);
  assert.ok(Math.abs(values[0] - number(inMarch[1])) <= 1e-4 * values[0] + 1 && Math.abs(values.at(-1) - number(inMarch[7])) <= 1e-4 * values.at(-1) + 1);
  // a click on the band chooses too
  await page.locator("#bands [data-until]").nth(5).click();
  assert.equal(await page.locator("[name=until] option:checked").textContent(), "2021-06");
  assert.match(await page.locator("#scatter h3").textContent(), /2021-06/);
  assert.equal(await page.locator("#bands .looked-at").count(), 1);
  assert.deepEqual(faults, []);
});

test("where a page does not hold an interval, the nearest is shown and said to be another", async () => {
  const { reckonedAt } = await import(join(source, "analysis/report/page/src/study.js"));
  const { elsewhere } = await import(join(source, "analysis/report/page/src/views/study/tornado.js"));
  const { words } = await import(join(source, "analysis/report/page/src/words.js"));
  const { toText } = await import(join(source, "analysis/report/page/src/element.js"));
  const study = { start: "2021-01-01", time: [0, 31, 59, 90, 120], periods: ["2021-01", "2021-02", "2021-03", "2021-04"], years: ["2021"] };
  const output = { table: "series", moments: [{ period: 0 }, { period: 2 }] };
  const at = (month) => ({ year: "2021", until: Date.UTC(2021, month, 1) });
  assert.deepEqual([1, 2, 3, 4].map((month) => reckonedAt(study, output, at(month)).period), [0, 2, 2, 2]);
  const page = (month) => ({ study, output, words: words.en, state: at(month) });
  assert.equal(elsewhere(page(3), { period: 2 }), null);
  assert.match(toText(elsewhere(page(4), { period: 2 })), /does not hold it for 2021-04 \(it holds 2 of 4\), so this is 2021-03\. huan report --at 2021-04/);
  assert.match(toText(elsewhere(page(9), { period: 2 })), /does not reach the chosen moment; this is 2021-03/);
});

test("a page opens where it was asked to", async () => {
  const { page, faults } = await opened(report([saltelli], "asked", "--at", "2021-03"));
  assert.equal(await page.locator("[name=until] option:checked").textContent(), "2021-03");
  assert.match(await page.locator(`#answer [data-output="${dump}"]`).getAttribute("aria-label"), / in 2021-03: /);
  assert.deepEqual(faults, []);
});

/** Two years of the small town; in the what-if the market takes less for three months of the first. */
function townsThatDifferIn2021() {
  const small = readFileSync(join(folder, "small.toml"), "utf8").replace("end = 2021-12-31", "end = 2022-12-31") +
    '\n[[indicator]]\nid = "dumped"\nname = "Dumped"\nname_zh = "填埋量"\nsum = { flow = "to_dump" }\nper = "year"\nunit = "kt"\n';
  const event = (id, on, demand) => `\n[[event]]\nid = "${id}"\non = ${on}\nset = { "market.demand" = "${demand} t/d" }\n`;
  return [["base", "A base", small], ["less", "Less taken", small + event("down", "2021-03-01", 100) + event("up", "2021-06-01", 200)]].map(([name, title, text]) => {
    const toml = join(folder, `${name}.toml`), file = join(folder, `${name}.h5`);
    writeFileSync(toml, text.replace('name = "A town, a plant and a dump"', `name = "${title}"`).replace('name_zh = "一镇一厂一场"\n', ""));
    huan("run", toml, "--replicates", "2", "-o", file, "--keep", "to_dump", "--quiet");
    return file;
  });
}

test("several studies open where they differ most, and say so", async () => {
  const { page, faults } = await opened(report(townsThatDifferIn2021(), "earlier"));
  assert.equal(await page.locator("[name=year]").inputValue(), "2021");
  assert.equal(await page.locator("[name=output]").inputValue(), "indicator dumped");
  // 100 t/d for 365 d but for what fills the stores; 100 t/d more from March to May: 9.2 kt
  const said = await page.locator("#answer p.note[role=status]").textContent();
  assert.match(said, /^Dumped: the studies differ most in 2021 \(middle: A base 35\.4 kt, Less taken 44\.6 kt\)/);
  assert.match(said, /opens there/);
  assert.match(await page.locator('#answer [data-output="indicator dumped"]').getAttribute("aria-label"), /in 2021: A base: 35\.4 kt.*; Less taken: 44\.6 kt/);
  await page.selectOption("[name=year]", "2022");
  assert.match(await page.locator('#answer [data-output="indicator dumped"]').getAttribute("aria-label"), /in 2022: A base: 36\.5 kt.*; Less taken: 36\.5 kt/);
  await page.getByRole("button", { name: "Look at 2021" }).click();
  assert.equal(await page.locator("[name=year]").inputValue(), "2021");
  // of a series the interval: a month in which it falls short
  await page.selectOption("[name=output]", "flow to_dump");
  assert.match(await page.locator("#answer p.note[role=status]").textContent(), /differ most in 2021-0[35] /);
  await page.getByRole("button", { name: /Look at 2021-0/ }).click();
  assert.match(await page.locator("[name=until] option:checked").textContent(), /2021-0[35]/);
  await page.getByRole("button", { name: "中文" }).click();
  assert.match(await page.locator("#answer p.note[role=status]").textContent(), /相差最大/);
  assert.deepEqual(faults, []);
});

test("in Chinese the program's phrases are Chinese, and what is not is labelled", async () => {
  const { page, faults } = await opened(single, { locale: "zh-CN" });
  await page.locator("#answer .warning summary").click();
  const reasons = await page.locator("#answer .warning td").allTextContents();
  assert.match(reasons[0], /开始之前/);
  assert.match(reasons[1], /^“dump\.msw”：初始 [\d.e+]+ t，超过其容量 1e\+06（此类原因 \d+ 种，仅数值不同）$/);
  const factors = await page.locator("#factors tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  assert.deepEqual(factors.map(([, subject, spread, unit]) => [subject, spread, unit]), [
    ["town.rate", "均匀分布 200 t/d 至 400 t/d", "吨/日"],
    ["", "均匀分布 2021-01-05 至 2021-06-30", "日期"],
    ["dump.stocks.msw.initial", "均匀分布 0 kt 至 1200 kt", "千吨"],
    ["", "无, more.toml", "选项"],
  ]);
  await page.selectOption("[name=factor]", "3");
  const options = await page.locator('#scatter [data-key^="option "]').evaluateAll((all) => all.map((o) => o.getAttribute("data-says")));
  assert.match(options[0], /^无：中位数/);
  assert.match(options[1], /^more\.toml：中位数/);
  assert.deepEqual(faults, []);
});

test("the factor that fills the dump comes first, and choosing it shows it run by run", async () => {
  const { page, faults } = await studyPage();
  await page.selectOption("[name=output]", dump);
  const rows = await tableBehind(page, "tornado");
  assert.equal(rows[0][0], "store"); // up to 1,000 kt, against some tens that a year brings
  assert.ok(number(rows[0][1]) > 0.9 && number(rows[1][1]) < 0.2);
  await page.locator("#tornado [data-factor]").nth(1).click();
  const second = await page.locator("[name=factor] option:checked").textContent();
  assert.equal(second, rows[1][0]);
  assert.match(await page.locator("#scatter h3").textContent(), new RegExp(second));
  await page.locator("#tornado details.group summary", { hasText: "settled" }).click();
  assert.ok(await page.locator("#tornado details.group svg").isVisible());
  assert.deepEqual(faults, []);
});

test("a choice has a column per option, a date its days, and failed runs are left out", async () => {
  const { page, faults } = await studyPage();
  await page.selectOption("[name=output]", dump);
  await page.selectOption("[name=factor]", "3");
  assert.equal(await page.locator('#scatter [data-key^="option "]').count(), 2);
  assert.match(await page.locator("#scatter svg").textContent(), /more\.toml/);
  await page.selectOption("[name=factor]", "1");
  const rows = await tableBehind(page, "scatter");
  assert.match(rows[0][1], /^2021-0\d-\d\d$/);
  assert.equal(rows.length, await page.locator("#scatter circle").count());
  assert.match(await page.locator("#scatter").textContent(), /failed runs are left out/);
  assert.deepEqual(faults, []);
});

test("elementary effects have their size and spread", async () => {
  const { page, faults } = await opened(report([morris], "morris", "--of", "dump.msw"));
  await tableBehind(page, "tornado");
  const heads = await page.locator("#tornado thead th").allTextContents();
  assert.match(heads[1], /μ\*/);
  assert.match(await page.locator("#tornado").textContent(), /trajectories/);
  assert.equal(await page.locator("[name=output] option").count(), 1);
  assert.deepEqual(faults, []);
});

test("several studies lie over each other, and each has its own factors", async () => {
  const { page, faults } = await opened(report([saltelli, morris], "both"));
  await page.selectOption("[name=output]", dump);
  assert.equal(await page.locator("#bands figure g > path[fill-opacity]").count(), 4); // two bands each
  assert.deepEqual((await page.locator("#bands svg text").allTextContents()).filter((t) => t.startsWith("Study")), ["Study saltelli", "Study morris"]);
  assert.equal((await tableBehind(page, "bands")).length, 24);
  await page.selectOption("[name=study]", "1");
  assert.match(await page.locator("#tornado h3").first().textContent(), /Study morris/);
  assert.deepEqual(faults, []);
});

test("replicates have bands and no factors", async () => {
  const file = join(folder, "replicates.h5");
  huan("run", join(folder, "small.toml"), "--replicates", "3", "-o", file, "--keep", "dump.*", "--quiet");
  const { page, faults } = await opened(report([file], "replicates"), { locale: "zh-CN" });
  assert.deepEqual(await page.locator("main section").evaluateAll((all) => all.map((s) => s.id)), ["answer", "bands", "above", "provenance"]);
  assert.match(await page.locator("#answer").textContent(), /同一情景的 3 次运行/);
  assert.deepEqual(faults, []);
});

test("a run's time series show the bands of a study", async () => {
  const run = results(join(folder, "small.toml"), "small");
  const { page, faults } = await opened(report([run, saltelli], "mixed"));
  assert.ok(await page.locator("#series canvas").count() > 0);
  assert.match(await page.locator("#series").textContent(), /Study saltelli/);
  await tableBehind(page, "series");
  const heads = await page.locator("#series thead th").allTextContents();
  assert.ok(heads.includes("Study saltelli, 5 %") && heads.includes("Study saltelli, 95 %"));
  assert.match(await page.locator("#provenance").textContent(), /Fingerprint/);
  // something is painted where the band is and no line
  const blue = await page.locator("#series canvas").first().evaluate((c) => {
    const { data } = c.getContext("2d").getImageData(0, 0, c.width, c.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 20 && data[i + 3] < 140 && data[i + 2] > data[i]) ++count;
    return count / (c.width * c.height);
  });
  assert.ok(blue > 0.03, `${blue} of the chart is band`);
  assert.deepEqual(faults, []);
});

test("a run of another scenario than the study is told from it, in both languages", async () => {
  const run = results(join(folder, "small.toml"), "pit", "--set", "dump.storage=900 kt");
  const text = readFileSync(join(folder, "morris.toml"), "utf8").replace(/\[\[vary\]\]\noverlay.*\n/, "");
  writeFileSync(join(folder, "numbers.toml"), text);
  huan("sweep", join(folder, "numbers.toml"), "-o", join(folder, "numbers.h5"), "--quiet");
  const { page, faults } = await opened(report([run, join(folder, "numbers.h5")], "other"));
  const warning = page.locator("#answer .other-scenario");
  assert.match(await warning.textContent(), /is of another scenario than the study “Study morris”/);
  assert.match(await warning.locator("table").textContent(), /dump.*storage"1000 kt""900 kt"/);
  assert.match(await page.locator("#series .note").textContent(), /of another scenario than the run/);
  await page.getByRole("button", { name: "中文" }).click();
  assert.match(await warning.textContent(), /与研究“研究 morris”的情景不同/);
  assert.deepEqual(faults, []);
});

test("everything of a study's page has a name, in both languages, and nothing sticks out of a telephone", async () => {
  for (const locale of ["en-GB", "zh-CN"]) {
    const { page, faults } = await opened(single, { width: 390, locale });
    for (const summary of await page.locator("summary").all()) if (await summary.isVisible()) await summary.click();
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, input, summary, a, svg [tabindex], [role=group], [role=region]")]
        .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || (e.labels && e.labels[0] && e.labels[0].textContent.trim())))
        .map((e) => e.outerHTML.slice(0, 120)));
    assert.deepEqual(nameless, []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, locale);
    const text = await page.locator("body").innerText();
    assert.doesNotMatch(text, /NaN|undefined|\[object/);
    assert.deepEqual(faults, []);
  }
});

test("a name of a study is a name, whatever it holds", async () => {
  const name = `</script><script>alert(1)</script>"><img src=x onerror=alert(2)> ' {data} constructor`;
  const scenario = join(folder, "hostile.toml"), file = join(folder, "hostile.h5"), slides = join(folder, "hostile");
  writeFileSync(scenario, readFileSync(join(folder, "small.toml"), "utf8")
    .replace('name = "A town, a plant and a dump"', `name = ${JSON.stringify(name)}`).replace('name = "Town"', `name = ${JSON.stringify(name)}`)
    .replace('kind = "warehouse"', `kind = "warehouse"\nname = ${JSON.stringify(name)}`));
  huan("run", scenario, "--replicates", "2", "-o", file, "--keep", "dump.*", "--quiet");
  const { page, faults } = await opened(report([file], "hostile", "--figures", slides));
  assert.equal(await page.locator("h1").textContent(), name);
  await page.selectOption("[name=output]", dump);
  assert.ok((await page.locator("#bands h3").textContent()).includes(name));
  await tableBehind(page, "bands");
  assert.equal(await page.locator("script").count() + (await page.locator("img").count()), 0);
  const figures = readdirSync(slides).filter((f) => f.endsWith(".svg"));
  assert.ok(figures.length >= 2);
  for (const figure of figures) {
    const wrong = await page.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror, script, img") !== null,
      readFileSync(join(slides, figure), "utf8"));
    assert.equal(wrong, false, figure);
  }
  assert.deepEqual(faults, []);
});
