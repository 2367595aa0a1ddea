/**
 * Solves the page's ALTCHA challenge (protocol version 2: PBKDF2 of nonce + counter, big-endian, must
 * start with the wanted prefix) with Web Crypto while the visitor types. A post that comes too early
 * waits for it. The widget of ALTCHA does the same in 110 kB.
 */
export const solverScript = `
(async () => {
	const form = document.querySelector('form[data-challenge]');
	if (!form || form.elements._proof.value) return;
	const { challenge } = form.dataset, { parameters } = JSON.parse(challenge);
	const button = form.querySelector('.send'), status = document.getElementById('working');
	let waiting = false, solved = false;
	form.addEventListener('submit', (event) => {
		if (solved) return;
		event.preventDefault();
		if (!crypto.subtle) return;
		waiting = true;
		button.setAttribute('aria-busy', 'true');
		status.hidden = false;
	});
	if (!crypto.subtle) return void (document.getElementById('needs-https').hidden = false);
	const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
	const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	const nonce = bytes(parameters.nonce), salt = bytes(parameters.salt);
	const password = new Uint8Array(nonce.length + 4), view = new DataView(password.buffer);
	password.set(nonce);
	const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: parameters.cost };
	for (let counter = 0; ; counter++) {
		view.setUint32(nonce.length, counter);
		const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
		const derivedKey = hex(await crypto.subtle.deriveBits(algorithm, key, parameters.keyLength * 8));
		if (!derivedKey.startsWith(parameters.keyPrefix)) continue;
		const proof = JSON.stringify({ challenge: JSON.parse(challenge), solution: { counter, derivedKey } });
		form.elements._proof.value = btoa(proof);
		solved = true;
		if (waiting) form.requestSubmit(button);
		return;
	}
})();
`.trim();

/** Tells an embedding page how high the form is. A height is all it tells, to whoever embeds it. */
export const heightScript = `
if (parent !== window) {
	const tell = () => parent.postMessage({ leadflowHeight: document.body.scrollHeight }, '*');
	new ResizeObserver(tell).observe(document.body);
}
`.trim();
