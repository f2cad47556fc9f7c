// Opens pages in Chromium, light and dark, and asks axe about each. Usage: check.mjs CHROMIUM AXE PICTURES PAGE…
// Exits with 1 if axe finds anything, if the page says anything on its console, or if it asks for anything but itself.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { Browser } from "./browser.mjs";

const [chromium, axeFile, pictures, ...pages] = process.argv.slice(2);
const axe = readFileSync(axeFile, "utf8");
const browser = new Browser(chromium);
let wrong = 0;
const complain = (what) => { wrong += 1; console.log(`  WRONG ${what}`); };

for (const file of pages) {
  const name = basename(file, ".html");
  const url = pathToFileURL(resolve(file)).href;
  const page = await browser.page();
  console.log(`${name}: ${(statSync(file).size / 1024).toFixed(0)} KiB`);
  for (const scheme of ["light", "dark"]) {
    await page.scheme(scheme);
    for (const [width, height] of [[390, 844], [1280, 900]]) {
      await page.size(width, height, width < 500);
      await page.open(url);
      const wide = await page.value("document.documentElement.scrollWidth");
      if (wide > width) complain(`${scheme} ${width}: the page is ${wide} px wide`);
      if (scheme === "light" || width > 500) writeFileSync(join(pictures, `${name}-${scheme}-${width}.png`), await page.picture());
      // Every table is opened, so that what is in it is judged too.
      await page.value("document.querySelectorAll('details').forEach((it) => (it.open = true))");
      // The policy of the page forbids scripts in it. This one comes from the debugger.
      await page.value(axe + ";0");
      const found = await page.value("axe.run(document, { resultTypes: ['violations'] }).then((it) => it.violations)");
      for (const it of found) complain(`${scheme} ${width}: ${it.id}: ${it.help} (${it.nodes.map((node) => node.target).slice(0, 3)})`);
      for (const said of page.complaints) complain(`${scheme} ${width}: the console says: ${said}`);
      const others = page.requests.filter((asked) => asked !== url && !asked.startsWith("data:"));
      for (const asked of others) complain(`${scheme} ${width}: it asks for ${asked}`);
    }
  }
  const paint = await page.value("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null");
  const scripts = await page.value("document.scripts.length");
  if (scripts > 0) complain(`${scripts} scripts`);
  writeFileSync(join(pictures, `${name}.pdf`), await page.paper());
  console.log(`  first paint after ${paint === null ? "?" : paint.toFixed(0)} ms`);
}
await browser.close();
console.log(wrong === 0 ? `axe found nothing on ${pages.length} pages, light and dark, at two widths` : `${wrong} things are wrong`);
process.exit(wrong === 0 ? 0 : 1);
