import { defineConfig } from '@playwright/test';

const target = process.env.MIAOHUI_TARGET ?? '../../target/browser';

/** What Chromium needs to run quietly in a container, and to ask nothing of the network. */
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: '.',
  outputDir: `${target}/results`,
  forbidOnly: true,
  fullyParallel: false,
  // Two cores carry the server and one browser; a second browser makes the times jump.
  workers: 1,
  retries: 0,
  timeout: 90_000,
  globalTimeout: 35 * 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: `${target}/results.json` }]],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.MIAOHUI_CHROMIUM ?? '/usr/bin/chromium', args: chromiumFlags },
  },
  projects: [
    { name: 'tests', testMatch: '**/*.spec.ts' },
    { name: 'pictures', testMatch: '**/*.pictures.ts' },
  ],
});
