// A results file made by the program, its report, and that page in Chromium, with everything watched that must not happen.
import { spawnSync } from "node:child_process";
import { mkdtempSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env.HUAN_PROGRAM, packages = process.env.HUAN_PAGE_PACKAGES;
export const source = process.env.HUAN_SOURCE_DIR;
export const folder = mkdtempSync(join(tmpdir(), "huan-page-"));

const chromiumPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
if (!chromiumPath) {
  console.error("SKIPPED: there is no Chromium, so the page was not tested (apt-get install chromium fonts-noto-cjk, or scripts/install page)");
  process.exit(77);
}
const { chromium } = createRequire(join(packages, "package.json"))("playwright-core");

export function huan(...words) {
  const done = spawnSync(program, words, { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`huan ${words.join(" ")} ended with ${done.status}: ${done.stderr}`);
  return done.stdout;
}

/** Results of a scenario, as NAME.h5 in the test's folder. */
export function results(scenario, name, ...more) {
  const file = join(folder, `${name}.h5`);
  huan("run", scenario, "-o", file, "--quiet", ...more);
  return file;
}

export function report(files, name, ...more) {
  const page = join(folder, `${name}.html`);
  huan("report", ...files, "-o", page, "--quiet", ...more);
  return page;
}

let browser;
export async function close() {
  if (browser) await browser.close();
}

/** The page, ready; `faults` fills with every message, error and request that there should not be. */
export async function opened(file, { width = 1280, locale = "en-GB", measured = false } = {}) {
  browser = browser || (await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", "--disable-dev-shm-usage"] }));
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale, acceptDownloads: true });
  const page = await context.newPage();
  const faults = [], address = `file://${file}`;
  page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("blob:")) faults.push(`request: ${request.url()}`);
  });
  let worked = null; // [ms] of processor that the page's thread has used
  if (measured) {
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    worked = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return 1000 * metrics.find((m) => m.name === "TaskDuration").value;
    };
  }
  await page.goto(address);
  await page.waitForSelector("html[data-ready]", { timeout: 20000 });
  return { page, faults, worked };
}

/** Cells of the table behind a section's picture: [[text, ...], ...]. */
export async function tableBehind(page, section) {
  const details = page.locator(`#${section} details.behind`).first();
  if (!(await details.evaluate((d) => d.open))) await details.locator("summary").click();
  await details.locator("table").waitFor();
  return details.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
}

export const number = (text) => Number(text.replace(/,/g, "").replace("−", "-"));
