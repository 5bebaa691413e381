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
  const { page, faults } = await opened(file);
  const [loaded, drawn] = await page.evaluate(() => [
    performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
    performance.getEntriesByName("huan drawn")[0].startTime,
  ]);
  console.log(`${size} bytes; DOMContentLoaded after ${Math.round(loaded)} ms, all drawn after ${Math.round(drawn)} ms`);
  assert.ok(drawn < 2000, `${drawn} ms`);
  assert.deepEqual(faults, []);
});
