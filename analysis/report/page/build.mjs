// node build.mjs FOLDER: makes page.html (everything but {title} and {data} in its place) and figures.js in FOLDER, with
// the packages in FOLDER/node_modules.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const into = resolve(process.argv[2]);
const modules = join(into, "node_modules");
const require = createRequire(join(into, "package.json"));
const { build } = require("esbuild");
const ts = require("typescript");

const bundled = async (entry, more) => {
  const result = await build({ entryPoints: [join(here, entry)], bundle: true, write: false, charset: "utf8", legalComments: "none", metafile: true, absWorkingDir: into, nodePaths: [modules], ...more });
  const packages = Object.keys(result.metafile.inputs).map((path) => /node_modules\/((@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean);
  return [result.outputFiles[0].text, [...new Set(packages)].sort()];
};

/** The licences of what a bundle was made of, as a comment: they ask to go with every copy. */
const licences = (packages) => {
  const texts = packages.map((name) => `${name}\n\n${readFileSync(join(modules, name, "LICENSE"), "utf8").trim()}`);
  return "/*\n" + texts.join("\n\n\n").replace(/\*\//g, "* /") + "\n*/\n";
};

// within <script>, the text must not hold "</script" or "<!--"; and a browser reads a carriage return as a line feed
const safe = (text) => text.replace(/\r\n?/g, "\n").replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
const [code, packages] = await bundled("src/page.js", { minify: true, format: "iife", target: "es2022" });
const script = safe(licences(packages) + code);
const [style] = await bundled("src/page-and-chart.css", { minify: true });

if (/\r|<\//.test(style)) throw new Error("page.css: a carriage return or </");
const hash = (text) => "sha256-" + createHash("sha256").update(text).digest("base64");
const parts = { "{script-hash}": hash(script), "{style-hash}": hash(style), "{style}": style, "{script}": script };
let page = readFileSync(join(here, "page.html"), "utf8");
for (const [mark, text] of Object.entries(parts)) page = page.split(mark).join(text);
for (const mark of ["<title>{title}</title>", ">{data}<"]) {
  if (page.split(mark).length !== 2) throw new Error(`page.html: ${mark} is needed once`);
}
writeFileSync(join(into, "page.html"), page);

// Duktape knows ECMAScript 5
const [modern, drawn] = await bundled("src/figures.js", { format: "iife", globalName: "huan", target: "es2017" });
const old = ts.transpileModule(modern, { compilerOptions: { target: ts.ScriptTarget.ES5, module: ts.ModuleKind.None, allowJs: true, removeComments: true } });
writeFileSync(join(into, "figures.js"), licences(drawn) + old.outputText);
