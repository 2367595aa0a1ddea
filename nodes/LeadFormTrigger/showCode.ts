import { ATTRIBUTION_PARAMETERS } from '../../channels/form/attribution';
import { addressReach } from '../../channels/form/publicAddress';
import { addressWithSource, qrCodeOf, qrCodePng, svgPath } from '../../channels/form/qrCode';
import type { SubmittedValues } from '../../channels/form/submittedValues';
import { qrSvg } from '../../pages/form/qrPicture';
import { sharePage } from '../../pages/form/sharePage';
import { pageHeaders } from '../../pages/shared/pageHeaders';
import { send } from './formAnswers';
import { queryText, type FormRequest } from './formRequest';

const PICTURE_HEADERS = {
	'cache-control': 'no-store',
	'x-content-type-options': 'nosniff',
	'content-security-policy': "default-src 'none'",
};

function sourceOf(query: SubmittedValues): SubmittedValues {
	return new Map(
		[...query].filter(
			([name, values]) =>
				ATTRIBUTION_PARAMETERS.includes(name) && values.some((value) => value.trim()),
		),
	);
}

/** The form's QR code: as SVG, as PNG, or on a page with downloads and the code to embed the form. */
export async function showCode(request: FormRequest): Promise<void> {
	const { definition, language, formUrl, query, nonce, route } = request;
	const address = addressWithSource(formUrl, query);
	const code = qrCodeOf(address);
	if (route === 'qr.png') {
		send(request, 200, { ...PICTURE_HEADERS, 'content-type': 'image/png' }, await qrCodePng(code));
		return;
	}
	const reach = request.test ? 'test' : addressReach(formUrl);
	const warning = reach === 'public' ? undefined : reach;
	const drawing = { size: code.size, path: svgPath(code) };
	if (route === 'qr.svg') {
		const svg = qrSvg(drawing, definition.title[language], language, warning);
		send(request, 200, { ...PICTURE_HEADERS, 'content-type': 'image/svg+xml; charset=utf-8' }, svg);
		return;
	}
	const parameters = sourceOf(query);
	const html = sharePage({
		definition,
		language,
		nonce,
		formUrl,
		address,
		query: queryText(parameters),
		parameters,
		code: drawing,
		...(warning !== undefined && { warning }),
	});
	send(request, 200, pageHeaders({ nonce }), html);
}
