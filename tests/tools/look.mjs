// Opens pages in a real browser and says on stdout, as JSON, what happened in each.
//
//   node look.mjs CHROMIUM < {"pages": [{"url", "width", "dark", "screenshot", "pdf"}], "axe": PATH}
//
// For every page: messages of the console, errors, requests beyond the page itself, dialogs, violations that axe
// finds, how much wider the page is than its window, and its text.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const { pages, axe } = JSON.parse(readFileSync(0, "utf8"));
const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const browser = await puppeteer.launch({ executablePath: process.argv[2], headless: true, args: flags });
const source = axe ? readFileSync(axe, "utf8") : "";

async function look({ url, width = 1280, dark = false, screenshot, pdf }) {
  const page = await browser.newPage();
  const found = { url, width, console: [], requests: [], dialogs: [] };
  page.on("console", (message) => found.console.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => found.console.push(`error: ${error.message}`));
  page.on("request", (request) => found.requests.push(request.url()));
  page.on("dialog", (dialog) => { found.dialogs.push(dialog.message()); return dialog.dismiss(); });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(url, { waitUntil: "load" });
  found.requests = found.requests.filter((asked) => asked !== url);
  found.overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  found.text = await page.evaluate(() => document.body.innerText);
  if (screenshot) await page.screenshot({ path: screenshot, fullPage: true });
  if (pdf) await page.pdf({ path: pdf, format: "A4", preferCSSPageSize: true, printBackground: true });
  if (source) {
    await page.evaluate(source);
    const said = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
    found.violations = said.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
  }
  await page.close();
  return found;
}

const results = [];
for (const page of pages) results.push(await look(page));
await browser.close();
process.stdout.write(JSON.stringify(results));
