// Takes the picture of an exported page that the documentation shows.
//   node screenshot.mjs PAGE PICTURE "Alibaba Cloud"
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [, , page_path, picture, name] = process.argv;
const browser = await chromium.launch({
  executablePath: process.env.KG_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-background-networking"],
});
const page = await browser.newPage({ viewport: { width: 1360, height: 820 } });
await page.goto(pathToFileURL(page_path).href);
await page.waitForSelector("html[data-ready]");
if (name) {
  await page.fill("#search", name);
  await page.keyboard.press("Enter");
  await page.fill("#search", "");
}
await page.waitForTimeout(1500);
await page.screenshot({ path: picture });
await browser.close();
