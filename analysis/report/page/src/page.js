// The page: of runs, or of studies.
import { toDom } from "./dom.js";
import { el } from "./element.js";
import { contract } from "./model.js";
import { RunPage } from "./run_page.js";
import { StudyPage } from "./study_page.js";

async function data() {
  const text = document.getElementById("data").textContent.trim();
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

data().then((report) => {
  if (report.contract !== contract) throw new Error(`data of contract ${report.contract}, this page reads ${contract}`);
  (report.runs.length ? new RunPage(report) : new StudyPage(report)).build();
}).catch((fault) => {
  document.body.append(toDom(el("p", { role: "alert" }, `This page could not be shown / 无法显示本页: ${fault.message}`)));
  throw fault;
});
