import axios from 'axios';
import { setTimeout as wait } from 'node:timers/promises';
import { MIN_FILL_MS } from '../../channels/form/renderToken';

const http = axios.create({ proxy: false, responseType: 'text' });

/** Fills in and sends a Lead Form as a visitor does, with the first consent given. @returns HTTP status */
export async function submitForm(url: string, values: Record<string, string>): Promise<number> {
	const { data } = await http.get<string>(url);
	const hidden = [...data.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
	await wait(MIN_FILL_MS + 100);
	const body = { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), ...values };
	const { status } = await http.post(url, new URLSearchParams({ ...body, _consent_0: 'yes' }));
	return status;
}
