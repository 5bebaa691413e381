// The flagship region's report is small and opens at once.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { close, opened, report, results, source } from "./opened.mjs";

after(close);

test("Xuchang's report is at most 2 MB and opens in under 2 s", async () => {
  const file = report([results(join(source, "scenarios/xuchang/xuchang.toml"), "xuchang")], "xuchang");
  const size = statSync(file).size;
  assert.ok(size <= 2e6, `${size} bytes`);
  await opened(file); // the browser has started
  const { page, faults, worked } = await opened(file, { measured: true });
  const [loaded, drawn] = await page.evaluate(() => [
    performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
    performance.getEntriesByName("huan drawn")[0].startTime,
  ]);
  const processor = await worked();
  console.log(`${size} bytes; DOMContentLoaded after ${Math.round(loaded)} ms, all drawn after ${Math.round(drawn)} ms; ${Math.round(processor)} ms of processor`);
  // on a machine that others keep busy the clock says little: what counts is the processor time of the page's own thread
  assert.ok(Math.min(drawn, processor) < 2000, `${drawn} ms, ${processor} ms of processor`);
  assert.deepEqual(faults, []);
});
