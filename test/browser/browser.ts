import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Playground } from '../n8n/playground';

const ARTEFACTS = resolve(__dirname, '../../.artefacts/browser');

/** Chromium starts no conversation of its own; as root it cannot set up its sandbox. */
const FLAGS = [
	'--disable-gpu',
	'--disable-quic',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

function findChromium(): string {
	const folders = (process.env.PATH ?? '').split(delimiter);
	const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
	const candidates = [
		process.env.LEADFLOW_TEST_CHROMIUM,
		...names.flatMap((name) => folders.map((folder) => join(folder, name))),
		chromium.executablePath(),
	];
	const found = candidates.find((file) => file !== undefined && file !== '' && existsSync(file));
	if (found === undefined) {
		throw new Error(
			'The browser tests need Chromium. Debian: sudo apt-get install -y chromium fonts-noto-cjk; ' +
				'elsewhere: npx playwright-core install chromium; or set LEADFLOW_TEST_CHROMIUM to its path.',
		);
	}
	return found;
}

/** Opens a workflow in the editor and the panel of one of its nodes. */
export async function openNodePanel(
	page: Page,
	{ url }: Playground,
	workflowId: string,
	node: string,
): Promise<void> {
	await page.goto(`${url}/workflow/${workflowId}`);
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
	await page.locator('[data-test-id="ndv"]').waitFor();
}

export interface TestBrowser {
	browser: Browser;
	/** A page with cookies of its own, such as `newPage({ locale: 'zh-CN' })`. */
	newPage(options?: BrowserContextOptions): Promise<Page>;
	/** A page that is signed in to n8n's editor as its owner. */
	editorPage(playground: Playground, options?: BrowserContextOptions): Promise<Page>;
	/** Keeps a picture as `.artefacts/browser/<name>.png`. */
	screenshot(page: Page, name: string): Promise<void>;
	close(): Promise<void>;
}

/** Starts a headless Chromium: once a test file, in `beforeAll`; `close()` in `afterAll`. */
export async function openBrowser(): Promise<TestBrowser> {
	const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
	const newContext = async (options: BrowserContextOptions = {}) =>
		await browser.newContext({
			locale: 'en-GB',
			viewport: { width: 1280, height: 900 },
			...options,
		});
	return {
		browser,
		newPage: async (options) => await (await newContext(options)).newPage(),
		editorPage: async ({ url, session }, options) => {
			const context = await newContext(options);
			for (const cookie of session.cookie.split('; ')) {
				const [name, ...value] = cookie.split('=');
				await context.addCookies([{ name, value: value.join('='), url }]);
			}
			return await context.newPage();
		},
		screenshot: async (page, name) => {
			mkdirSync(ARTEFACTS, { recursive: true });
			await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage: true });
		},
		close: async () => await browser.close(),
	};
}
